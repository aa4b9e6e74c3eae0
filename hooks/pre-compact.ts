// The conversation is about to be compacted. That is noted, if the session has state; nothing is printed, because
// what this hook prints becomes part of the compaction's own instructions.
import { runHook, workspaceOf } from '../lib/hook.ts';
import { appendEvent, timeOf } from '../lib/index.ts';

void runHook({ name: 'pre-compact', onFailure: 'silent' }, (input, surroundings) => {
  const workspace = workspaceOf(input, surroundings);
  if (workspace === null || !workspace.store.exists() || !workspace.store.hasLog(workspace.sessionId))
    return null;
  appendEvent(workspace, {
    event: 'checkpoint',
    at: timeOf(surroundings),
    agent: 'main',
    message: input.trigger === undefined ? 'before compaction' : `before compaction (${input.trigger})`,
    tools_used: [],
    kind: 'progress',
  });
  return null;
});
