import { type Workspace } from './workspace.js';
/**
 * Null where there is nothing to say, or it has been said: once a project, as far as that can be noted. Where nothing
 * has been saved yet nothing is noted either, so there it is said again. Never throws.
 */
export declare function legacyBatchLine(workspace: Workspace): Promise<string | null>;
