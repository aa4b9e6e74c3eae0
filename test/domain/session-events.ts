// Events of sessions for tests, at so many seconds after noon.
import { foldSession, type Session } from '../../lib/domain/session.ts';
import type { EventOf, SessionEvent } from '../../lib/domain/event.ts';

const NOON = Date.parse('2026-11-22T12:00:00.000Z');

export function at(seconds: number): string {
  return new Date(NOON + Math.round(seconds * 1000)).toISOString();
}

export function entered(
  seconds: number,
  pid: number,
  more: Partial<EventOf<'session-started'>> = {},
): SessionEvent {
  return {
    event: 'session-started',
    at: at(seconds),
    source: 'startup',
    client: clientOf(pid),
    cwd: '/p',
    ...more,
  };
}

export function left(seconds: number, pid: number, reason = 'other'): SessionEvent {
  return { event: 'session-ended', at: at(seconds), reason, client: clientOf(pid) };
}

/** A hook saw the agent with this id start. Without an id it is the agent's name that is given. */
export function started(
  seconds: number,
  id: string,
  more: Partial<EventOf<'agent-started'>> = {},
): EventOf<'agent-started'> {
  return { event: 'agent-started', at: at(seconds), agent: 'worker', agent_id: id, ...more };
}

export function stopped(
  seconds: number,
  id: string,
  message = 'done',
  more: Partial<EventOf<'agent-finished'>> = {},
): EventOf<'agent-finished'> {
  return {
    event: 'agent-finished',
    at: at(seconds),
    agent: 'worker',
    agent_id: id,
    status: 'completed',
    message,
    tools_used: [],
    ...more,
  };
}

/** An agent or a person tells that a run begins, by its name alone. */
export function told(
  seconds: number,
  agent: string,
  more: Partial<EventOf<'agent-started'>> = {},
): EventOf<'agent-started'> {
  return { event: 'agent-started', at: at(seconds), agent, reported: true, message: 'to do', ...more };
}

export function toldEnd(
  seconds: number,
  agent: string,
  status: 'completed' | 'failed',
  more: Partial<EventOf<'agent-finished'>> = {},
): EventOf<'agent-finished'> {
  return {
    event: 'agent-finished',
    at: at(seconds),
    agent,
    reported: true,
    status,
    message: `${agent} ${status}`,
    tools_used: [],
    ...more,
  };
}

export function noted(
  seconds: number,
  agent: string,
  message: string,
  more: Partial<EventOf<'checkpoint'>> = {},
): EventOf<'checkpoint'> {
  return { event: 'checkpoint', at: at(seconds), agent, message, tools_used: [], kind: 'progress', ...more };
}

export function clientOf(pid: number): EventOf<'session-started'>['client'] {
  return { pid, pid_started: `${pid}00`, boot_id: 'boot', pid_namespace: '1' };
}

/** The session's runs in a word each: `id status message`, `-` where there is none. */
export function runsIn(events: readonly SessionEvent[]): string[] {
  return foldSession(events).runs.map(brief);
}

export function brief({ agent, agentId, finished }: Session['runs'][number]): string {
  return `${agentId ?? agent} ${finished === undefined ? 'open' : `${finished.status} ${finished.message}`}`;
}
