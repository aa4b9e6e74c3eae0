/** Both absent: unknown (no git, reftable, unreadable). Only `branch`: a branch that has no commit yet. */
export type Head = Readonly<{
    commit?: string;
    branch?: string;
}>;
/**
 * Follows HEAD to its commit. `readRef` returns the text of a loose ref, or undefined when there is none;
 * `readPackedRefs` is called at most once, and only for want of a loose ref.
 */
export declare function resolveHead(readRef: (ref: string) => string | undefined, readPackedRefs: () => string): Head;
/** Whether a ref belongs to one worktree alone; all other refs lie in the git common dir. */
export declare function isWorktreeRef(ref: string): boolean;
