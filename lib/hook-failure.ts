// What a person hears of a hook that failed: one plain line, once a session.
import { skippedBy } from './save-event.ts';
import { parseEvent } from './domain/event.ts';
import { appendEvent, timeOf, type Workspace } from './workspace.ts';

/**
 * Notes the failure in the session's log, and answers what to tell the person: nothing after the first time. Where
 * the log cannot be written, only a hook that runs once a session (`isOnce`) may speak.
 */
export function noteFailure(
  error: unknown,
  hook: string,
  workspace: Workspace | null,
  isOnce: boolean,
): string | null {
  const { reason, detail } = skippedBy(error);
  const say = `autonomous-dev: the ${hook} hook could not finish (${reason}): ${detail}`;
  try {
    if (workspace === null || !workspace.store.exists()) return isOnce ? say : null;
    const isFirst = !hasFailedBefore(workspace);
    appendEvent(workspace, {
      event: 'hook-failed',
      at: timeOf(workspace.surroundings),
      hook,
      message: `${reason}: ${detail}`,
    });
    return isFirst ? say : null;
  } catch {
    // What kept the hook from its work keeps this from being noted, too.
    return isOnce ? say : null;
  }
}

function hasFailedBefore({ store, sessionId }: Workspace): boolean {
  for (const { data } of store.newestFirst(sessionId))
    if (parseEvent(data)?.event === 'hook-failed') return true;
  return false;
}
