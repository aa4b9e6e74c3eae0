// Saving through the library of the plugin, in this process.
import { createRequire } from 'node:module';
import path from 'node:path';
import { PLUGIN } from '../demo/plugin.ts';
import { environmentIn, type ThrowAwayProject } from '../demo/throw-away-project.ts';
import type * as Library from '../../lib/index.ts';

const load = createRequire(import.meta.url);

export const SAMPLE_MESSAGE = 'Parser handles nested lists; 14 of 14 tests pass. Next: the error messages.';

/** Saves a checkpoint into a session of the project, and throws where it was skipped. */
export function saveIn(project: ThrowAwayProject, sessionId: string): void {
  const { saveCheckpoint } = load(path.join(PLUGIN, 'lib/index.cjs')) as typeof Library;
  const outcome = saveCheckpoint(
    { agentName: 'implementer', message: SAMPLE_MESSAGE },
    { env: environmentIn(project), cwd: () => project.root, now: Date.now, sessionId },
  );
  if (!outcome.saved) throw new Error(`skipped (${outcome.reason}): ${outcome.detail}`);
}
