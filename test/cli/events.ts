// Events of a test, appended to real logs.
import assert from 'node:assert/strict';
import { appendEvent, openWorkspace } from '../../lib/index.ts';
import type { TestProject } from '../support/project.ts';

type Event = Parameters<typeof appendEvent>[1];

/** Appends to the log of a session as if `client` had made it; without one the session has no client. */
export function record(
  project: TestProject,
  sessionId: string,
  events: readonly Event[],
  client?: Readonly<{ pid: number }>,
): void {
  const { CLAUDE_CODE_SESSION_ID: _, ...bare } = project.env;
  const env = client === undefined ? bare : { ...bare, CLAUDE_PID: String(client.pid) };
  const now = () => Date.parse(timeAt('08:00'));
  const workspace = openWorkspace({ ...project.surroundings, env, sessionId, now });
  assert.ok(workspace);
  for (const event of events) appendEvent(workspace, event);
}

export function checkpoint(at: string, agent: string, message: string): Event {
  return { event: 'checkpoint', at: timeAt(at), agent, message, tools_used: [], kind: 'progress' };
}

export function started(at: string, agent: string, agent_id: string): Event {
  return { event: 'agent-started', at: timeAt(at), agent, agent_id };
}

export function finished(at: string, agent: string, agent_id: string, status = 'completed'): Event {
  const message = `${agent} is done`;
  return { event: 'agent-finished', at: timeAt(at), agent, agent_id, status, message, tools_used: ['Read'] };
}

/** `09:30` of the day of the tests. */
function timeAt(clock: string): string {
  return `2026-11-22T${clock}:00.000Z`;
}
