// A turn ends. A session that drives a batch goes on with the next feature, as long as it gets somewhere; when it
// does not go on, the person is told why, once. Any other session is left alone.
import { runHook, workspaceOf } from '../lib/hook.ts';
import {
  appendEvent,
  driveOn,
  mayHaveBatches,
  timeOf,
  unparkSession,
  type HookOutput,
  type Workspace,
} from '../lib/index.ts';

void runHook({ name: 'stop' }, async (input, surroundings) => {
  const workspace = workspaceOf(input, surroundings);
  if (workspace === null || !mayHaveBatches(workspace)) return null;
  await unparkSession(workspace);
  const driven = driveOn(workspace, input.backgroundTasks ?? []);
  if (driven === null) return null;
  const { decision, told, batchId, since } = driven;
  if (decision.next === 'go-on') {
    const { progress, say } = decision;
    appendEvent(workspace, {
      event: 'drive-continued',
      at: timeOf(surroundings),
      batch_id: batchId,
      progress,
    });
    return { decision: 'block', reason: say };
  }
  if (decision.next === 'wait') return null;
  return tellOnce(workspace, told, `drive-stopped ${batchId} ${since} ${decision.why}`, decision.say);
});

function tellOnce(workspace: Workspace, told: ReadonlySet<string>, what: string, say: string): HookOutput {
  if (told.has(what)) return null;
  appendEvent(workspace, { event: 'told', at: timeOf(workspace.surroundings), what });
  return { systemMessage: say };
}
