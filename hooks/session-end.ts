// A client leaves a session. What it holds is given back as uncertain, except on a clear: the session that follows in
// the same client takes it over. Once an hour old state is dropped here, a little at a time: the client waits for this
// hook at its own end, so it is shorter than the others.
import { runHook, workspaceOf } from '../lib/hook.ts';
import {
  appendEvent,
  collectSome,
  leaveCleared,
  mayHaveBatches,
  releaseLeases,
  timeOf,
  wasTidiedLately,
} from '../lib/index.ts';

void runHook({ name: 'session-end', limitMs: 900, onFailure: 'silent' }, async (input, surroundings) => {
  const workspace = workspaceOf(input, surroundings);
  if (workspace === null || !workspace.store.exists()) return null;
  const { reason = 'unknown' } = input;
  appendEvent(workspace, {
    event: 'session-ended',
    at: timeOf(surroundings),
    reason,
    client: workspace.client ?? {},
  });
  if (reason === 'clear') {
    leaveCleared(workspace);
    return null;
  }
  if (mayHaveBatches(workspace)) await releaseLeases(workspace);
  if (!wasTidiedLately(workspace)) await collectSome(workspace);
  return null;
});
