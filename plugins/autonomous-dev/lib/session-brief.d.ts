import type { Workspace } from './workspace.js';
/**
 * The brief of a session that comes back: when its last client vanished, or its lineage has unfinished work; after a
 * compaction also when there is nothing but checkpoints. Null when there is nothing to say.
 */
export declare function sessionBrief(workspace: Workspace, source: string): string | null;
/** One line on an unfinished batch of this worktree that no living owner works on, and how to take it over. */
export declare function newSessionLine(workspace: Workspace): string | null;
