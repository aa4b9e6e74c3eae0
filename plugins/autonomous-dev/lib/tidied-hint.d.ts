import { type Workspace } from './workspace.js';
/** Whether it was within this hour of the clock. Costs one `lstat`. */
export declare function wasTidiedLately(workspace: Workspace): boolean;
export declare function tidiedHint({ surroundings }: Workspace): string;
