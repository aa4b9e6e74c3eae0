import { type Finding } from './domain/findings.js';
import { type Workspace } from './workspace.js';
export type DoctorOptions = Readonly<{
    /** Repair what can be repaired. */
    isFixing: boolean;
    /** Of the Node.js that runs this. */
    nodeVersion: string;
}>;
/**
 * Everything that is found, the worst first. Reads all of the state, and makes and deletes one small file to see whether
 * a save would work. Throws a StateError where the state cannot be looked at.
 */
export declare function examine(workspace: Workspace, options: DoctorOptions): Promise<readonly Finding[]>;
