// How large the files of the plugin may be. A hook reads the fast path whole, so growth there is paid by every event.
import type { Folder } from '../build/folder.ts';

/** Bytes, by path in the plugin; a path that ends in `*` is for every file that begins so. */
const BUDGETS: Readonly<Record<string, number>> = {
  'lib/base.cjs': 104_000,
  'lib/core.cjs': 55_000,
  'lib/prompts.cjs': 15_000,
  'lib/agents.cjs': 32_000,
  'lib/resume.cjs': 57_000,
  'lib/batch.cjs': 66_000,
  'lib/care.cjs': 165_000,
  'lib/cli.cjs': 44_000,
  'lib/commands.cjs': 110_000,
  'lib/index.cjs': 6_500,
  'lib/agent-tracker.cjs': 1_500,
  'lib/batch-state-manager.cjs': 2_000,
  'lib/project-root.cjs': 1_500,
  'lib/user-state-manager.cjs': 1_500,
  'lib/vendor/proper-lockfile.cjs': 64_000,
  'lib/vendor/write-file-atomic.cjs': 18_500,
  'hooks/*': 6_000,
  'bin/*': 1_600,
};

/** One line for each script that is larger than it may be, or for which nobody has said how large it may be. */
export function oversized(files: Folder, budgets = BUDGETS): string[] {
  return [...files].flatMap(([name, bytes]) => {
    if (!/\.cjs$|^bin\//.test(name)) return [];
    const budget = budgets[name] ?? budgets[`${name.split('/')[0]}/*`];
    if (budget === undefined) return [`${name}: has no size budget in scripts/check/sizes.ts`];
    return bytes.length > budget ? [`${name}: ${bytes.length} bytes, ${budget} are allowed`] : [];
  });
}
