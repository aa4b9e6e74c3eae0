// The calls that tell of agent runs, in surroundings of a test.
import { saveRunEnd, saveRunStart, type RunEndRequest } from '../../lib/agent-runs.ts';
import type { SaveOutcome } from '../../lib/save-event.ts';
import { openWorkspace } from '../../lib/workspace.ts';
import type { TestProject } from '../support/project.ts';

export const NOW = Date.parse('2026-11-22T10:00:00.000Z');
export const AT = '2026-11-22T10:00:00.000Z';

export type Around = TestProject['surroundings'];

export const CALLS: Readonly<Record<string, (request: RunEndRequest, around: Around) => SaveOutcome>> = {
  start: saveRunStart,
  complete: (request, around) => saveRunEnd('completed', request, around),
  fail: (request, around) => saveRunEnd('failed', request, around),
};

export function aroundOf(project: TestProject, env: Readonly<Record<string, string>> = {}): Around {
  return { ...project.surroundings, env: { ...project.env, ...env }, now: () => NOW };
}

type Recorded = Readonly<{ event: string; agent: string; message: string; client?: object }>;

/** What the session's log holds behind the start of the session. */
export function eventsOf(around: Around): Recorded[] {
  const workspace = openWorkspace(around);
  const entries = workspace?.store.log(workspace.sessionId)?.entries ?? [];
  return entries.map(({ data }) => data as Recorded).filter(({ event }) => event !== 'session-started');
}

export function reasonOf(outcome: SaveOutcome): string {
  return outcome.saved ? 'saved' : outcome.reason;
}
