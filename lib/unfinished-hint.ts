// Whether there may be unfinished work, told by names alone: a start that has nothing to tell reads no batch.
import { join } from 'node:path';
import { isForeignFile } from './store/store.ts';
import type { Workspace } from './workspace.ts';

const HINT = 'batch.';

/** False where there never was a batch: then there is nothing to hold, to give back or to go on with. */
export function mayHaveBatches({ store }: Pick<Workspace, 'store'>): boolean {
  return store.hasFolderOf('batch');
}

/** The name that says that a batch may have work left. */
export function batchHint(batchId: string): string {
  return HINT + batchId;
}

/** The ids of all batches that are hinted to have work left, those with the highest name first. One listing. */
export function hintedBatches({ store }: Pick<Workspace, 'store'>): readonly string[] {
  return store
    .openHints()
    .filter((hint) => hint.startsWith(HINT))
    .map((hint) => hint.slice(HINT.length))
    .toSorted()
    .toReversed();
}

/** Whether the plugin's predecessor left a batch here, finished or not. Costs one `lstat`. */
export function mayHaveLegacyBatch({ project }: Pick<Workspace, 'project'>): boolean {
  return isForeignFile(legacyBatchFile(project));
}

export function legacyBatchFile(project: Workspace['project']): string {
  return join(project.root, '.claude', 'batch_state.json');
}
