// What git's ref files say about HEAD: loose refs, symbolic refs, packed-refs. Refuses names that git refuses.

/** Both absent: unknown (no git, reftable, unreadable). Only `branch`: a branch that has no commit yet. */
export type Head = Readonly<{ commit?: string; branch?: string }>;

/**
 * Follows HEAD to its commit. `readRef` returns the text of a loose ref, or undefined when there is none;
 * `readPackedRefs` is called at most once, and only for want of a loose ref.
 */
export function resolveHead(
  readRef: (ref: string) => string | undefined,
  readPackedRefs: () => string,
): Head {
  let ref = 'HEAD';
  for (let hop = 0; hop <= SYMBOLIC_REFS; hop++) {
    const text = readRef(ref);
    if (text === undefined) return headOf(ref, findPackedRef(readPackedRefs(), ref));
    const line = text.trimEnd();
    if (COMMIT.test(line)) return headOf(ref, line);
    const next = /^ref:\s*(.*)$/.exec(line)?.[1];
    if (next === undefined || !REF_NAME.test(next)) return {};
    ref = next;
  }
  return {};
}

/** Whether a ref belongs to one worktree alone; all other refs lie in the git common dir. */
export function isWorktreeRef(ref: string): boolean {
  return ref === 'HEAD' || /^refs\/(?:bisect|worktree|rewritten)\//.test(ref);
}

// As many as git itself follows.
const SYMBOLIC_REFS = 5;
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const BRANCHES = 'refs/heads/';

// No part of a name begins with a dot. That keeps `..` out, and the `refs/heads/.invalid` that a reftable
// repository keeps in HEAD for programs that read files.
const REF_NAME = /^refs(?:\/[^/.\u0000-\u0020\u007f~^:?*[\\][^/\u0000-\u0020\u007f~^:?*[\\]*)+$/;

function findPackedRef(packedRefs: string, ref: string): string | undefined {
  const end = packedRefs.indexOf(` ${ref}\n`);
  if (end < 0) return undefined;
  const commit = packedRefs.slice(packedRefs.lastIndexOf('\n', end) + 1, end);
  return COMMIT.test(commit) ? commit : undefined;
}

function headOf(ref: string, commit: string | undefined): Head {
  const branch = ref.startsWith(BRANCHES) ? ref.slice(BRANCHES.length) : undefined;
  return { ...(commit !== undefined && { commit }), ...(branch !== undefined && { branch }) };
}
