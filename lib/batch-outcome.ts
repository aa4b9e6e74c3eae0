// What every batch operation resolves to. Expected refusals and failing disks are values; nothing is thrown.
import { offForProcess, skippedBy, workspaceToSaveIn, type Skipped, type SkipReason } from './save-event.ts';
import type { Parser, Refusal, Result } from './domain/result.ts';
import { processSurroundings, type Surroundings, type Workspace } from './workspace.ts';

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
    const off = offForProcess(here);
    if (off !== null) return notSaved(off);
    const checked = check(given);
    if (!checked.ok) return { ok: false, refused: checked.refusal };
    const workspace = workspaceToSaveIn(here);
    if ('saved' in workspace) return notSaved(workspace);
    const result = await operation(workspace, checked.value);
    return result.ok ? result : { ok: false, refused: result.refusal };
  } catch (error) {
    return notSaved(skippedBy(error));
  }
}

function notSaved({ reason, detail }: Skipped): BatchOutcome<never> {
  return { ok: false, skipped: { reason, detail } };
}
