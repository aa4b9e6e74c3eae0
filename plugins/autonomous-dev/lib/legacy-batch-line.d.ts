import type { Workspace } from './workspace.js';
/** Null where there is nothing to say. Costs one failing `open` where there is no such file. */
export declare function legacyBatchLine({ project, store }: Workspace): string | null;
