import type { Workspace } from './workspace.js';
/** False where there never was a batch: then there is nothing to hold, to give back or to go on with. */
export declare function mayHaveBatches({ store }: Pick<Workspace, 'store'>): boolean;
/** The name that says that a batch may have work left. */
export declare function batchHint(batchId: string): string;
/** The ids of all batches that are hinted to have work left, those with the highest name first. One listing. */
export declare function hintedBatches({ store }: Pick<Workspace, 'store'>): readonly string[];
/** Whether the plugin's predecessor left a batch here, finished or not. Costs one `lstat`. */
export declare function mayHaveLegacyBatch({ project }: Pick<Workspace, 'project'>): boolean;
export declare function legacyBatchFile(project: Workspace['project']): string;
