import { type Workspace } from './workspace.js';
export declare function leaveCleared({ store, client, sessionId }: Workspace): void;
/** The session that this client cleared last, once; null when there is none. */
export declare function findCleared({ store, client }: Workspace): string | null;
/** What a cleared session was at goes on in the one that follows: its active batch, and its drive. */
export declare function inheritWork(workspace: Workspace, clearedSession: string): void;
