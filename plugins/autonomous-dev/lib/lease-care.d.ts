import type { Workspace } from './workspace.js';
/** At its end the client gives back what it holds; whoever takes it next is told that it is uncertain. */
export declare function releaseLeases(workspace: Workspace): Promise<number>;
/** The session that follows a clear in the same client takes over what the cleared one held. */
export declare function takeLeasesOver(workspace: Workspace, clearedSessionId: string): Promise<number>;
/** Sets the session's leases aside for an hour, the attempts given back. */
export declare function parkSession(workspace: Workspace): Promise<number>;
/** The session goes on: what was parked is taken up again. */
export declare function unparkSession(workspace: Workspace): Promise<number>;
