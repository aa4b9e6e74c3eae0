// A client enters a session: that is recorded, the Bash tool is told where things are, and the model what was going
// on. A session that follows a clear takes over what the cleared one held.
import { exportToBash, forkOf, runHook, workspaceOf } from '../lib/hook.ts';
import {
  appendEvent,
  bashVariables,
  damageLine,
  findCleared,
  firstUseLine,
  hintedBatches,
  inheritWork,
  legacyBatchLine,
  mayHaveLegacyBatch,
  newSessionLine,
  sessionBrief,
  sessionStarted,
  takeLeasesOver,
  type Workspace,
} from '../lib/index.ts';

void runHook({ name: 'session-start', onFailure: 'each-session' }, async (input, surroundings) => {
  const fork = forkOf(input, surroundings);
  const workspace = workspaceOf(
    input,
    fork === null ? surroundings : { ...surroundings, sessionId: fork.sessionId },
  );
  if (workspace === null) return null;
  exportToBash(workspace, bashVariables(workspace));
  const line = await firstUseLine(surroundings);
  const source = input.source ?? 'unknown';
  const text = joined([
    workspace.store.exists() ? await enter(workspace, source, fork?.parent) : null,
    isBeginning(source) && mayHaveLegacyBatch(workspace) ? await legacyBatchLine(workspace) : null,
  ]);
  const said = joined([line, workspace.store.exists() ? damageLine(workspace) : null]);
  if (said === null && text === null) return null;
  return {
    ...(said === null ? {} : { systemMessage: said }),
    ...(text === null
      ? {}
      : { hookSpecificOutput: { hookEventName: 'SessionStart', additionalContext: text } }),
  };
});

async function enter(
  workspace: Workspace,
  source: string,
  forkedFrom: string | undefined,
): Promise<string | null> {
  switch (source) {
    case 'startup':
      appendEvent(workspace, sessionStarted(workspace, source));
      return hintedBatches(workspace).length > 0 ? newSessionLine(workspace) : null;
    case 'clear': {
      const cleared = findCleared(workspace);
      appendEvent(workspace, sessionStarted(workspace, source, cleared ?? undefined));
      if (cleared === null) return null;
      inheritWork(workspace, cleared);
      await takeLeasesOver(workspace, cleared);
      return sessionBrief(workspace, source);
    }
    default: {
      // Told before this client is recorded: it is the one before it whose end is in question.
      const text = forkedFrom === undefined && source !== 'fork' ? sessionBrief(workspace, source) : null;
      appendEvent(workspace, sessionStarted(workspace, source, forkedFrom));
      return text;
    }
  }
}

function isBeginning(source: string): boolean {
  return source === 'startup' || source === 'resume';
}

function joined(texts: readonly (string | null)[]): string | null {
  return texts.filter((text) => text !== null).join('\n') || null;
}
