// What every batch operation resolves to. Expected refusals and failing disks are values; nothing is thrown.
import { skippedBy, type SkipReason } from './save-event.ts';
import type { Parser, Refusal, Result } from './domain/result.ts';
import { isOffForProject, isOffForProcess, openWorkspace, processSurroundings } from './workspace.ts';
import type { Surroundings, Workspace } from './workspace.ts';

/**
 * Done, with what it answers; refused, with a stable code; or skipped, because the state could not be read or saved.
 */
export type BatchOutcome<T> =
  | Readonly<{ ok: true; value: T }>
  | Readonly<{ ok: false; refused: Refusal }>
  | Readonly<{ ok: false; skipped: Readonly<{ reason: SkipReason; detail: string }> }>;

/**
 * Checks what was given, runs an operation on it in the caller's workspace, and turns whatever comes of it into an
 * outcome.
 */
export async function settle<A, T>(
  surroundings: Surroundings | undefined,
  check: Parser<A>,
  given: unknown,
  operation: (workspace: Workspace, checked: A) => Promise<Result<T>>,
): Promise<BatchOutcome<T>> {
  try {
    const here = surroundings ?? processSurroundings();
    if (isOffForProcess(here.env)) return skip('disabled', 'AUTONOMOUS_DEV=off is set');
    const checked = check(given);
    if (!checked.ok) return { ok: false, refused: checked.refusal };
    const workspace = openWorkspace(here);
    if (workspace === null) {
      return skip(
        'no-project',
        'no .git or .claude here or above: go into a project, or set CLAUDE_PROJECT_DIR',
      );
    }
    if (isOffForProject(workspace.store)) return skip('disabled', 'switched off for this project: adev on');
    const result = await operation(workspace, checked.value);
    return result.ok ? result : { ok: false, refused: result.refusal };
  } catch (error) {
    const { reason, detail } = skippedBy(error);
    return skip(reason, detail);
  }
}

function skip(
  reason: SkipReason,
  detail: string,
): Readonly<{ ok: false; skipped: { reason: SkipReason; detail: string } }> {
  return { ok: false, skipped: { reason, detail } };
}
