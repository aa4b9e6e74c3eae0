// A turn ends in a usage limit or an outage. That is noted, if the session has state, and what it holds is set aside for
// an hour, so that neither its attempts nor the batch suffer; others go on with the rest.
import { runHook, workspaceOf } from '../lib/hook.ts';
import { appendEvent, mayHaveBatches, parkSession, timeOf } from '../lib/index.ts';

const PASSING = ['rate_limit', 'overloaded', 'server_error', 'billing_error'];

void runHook({ name: 'stop-failure' }, async (input, surroundings) => {
  const workspace = workspaceOf(input, surroundings);
  if (workspace === null || !workspace.store.exists() || !PASSING.includes(input.error ?? '')) return null;
  if (workspace.store.hasLog(workspace.sessionId)) {
    appendEvent(workspace, {
      event: 'checkpoint',
      at: timeOf(surroundings),
      agent: 'main',
      message: `cut off: ${input.error}`,
      tools_used: [],
      kind: 'progress',
    });
  }
  if (mayHaveBatches(workspace)) await parkSession(workspace);
  return null;
});
