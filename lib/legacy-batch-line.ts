// One line on a batch that the original left unfinished and nobody has imported yet.
import { BATCH } from './batches.ts';
import { isObject, parseObject } from './domain/json.ts';
import { noteTold } from './domain/project.ts';
import { ok } from './domain/result.ts';
import { quotedLine } from './domain/text.ts';
import { documentIdOf, readForeignFile } from './store/store.ts';
import { legacyBatchFile } from './unfinished-hint.ts';
import { PROJECT, type Workspace } from './workspace.ts';

/** A larger file is not read in a hook. */
const LIMIT_BYTES = 1024 * 1024;

/**
 * Null where there is nothing to say, or it has been said: once a project, as far as that can be noted. Where nothing
 * has been saved yet nothing is noted either, so there it is said again. Never throws.
 */
export async function legacyBatchLine(workspace: Workspace): Promise<string | null> {
  try {
    return await lineOnce(workspace);
  } catch {
    // What a session is told about its own work is not to be lost for this line.
    return null;
  }
}

async function lineOnce(workspace: Workspace): Promise<string | null> {
  const line = unfinishedLine(workspace);
  if (line === null || !workspace.store.exists()) return line;
  const { store, surroundings } = workspace;
  const told = await store.update(
    PROJECT,
    '',
    (project) => {
      const after = noteTold(project, TOLD);
      return ok({ data: after, answer: after !== project });
    },
    surroundings.deadline,
  );
  return told.ok && told.value.answer ? line : null;
}

const TOLD = 'legacy-batch';

function unfinishedLine({ project, store }: Workspace): string | null {
  const bytes = readForeignFile(legacyBatchFile(project), LIMIT_BYTES);
  const state = bytes === null ? null : parseObject(bytes.toString('utf8'));
  const id = state?.['batch_id'];
  if (state === null || typeof id !== 'string' || id === '') return null;
  const total = listOf(state['features']).length;
  const ended = new Set([
    ...listOf(state['completed_features']),
    ...listOf(state['failed_features']).map(indexOf),
    ...listOf(state['skipped_features']).map(indexOf),
  ]);
  const left = total - ended.size;
  if (left <= 0) return null;
  const known = store.readNow(BATCH, documentIdOf(id));
  if (!known.ok || known.value !== null) return null;
  return (
    `autonomous-dev: .claude/batch_state.json holds batch ${quotedLine(id, 100)} ` +
    `of the plugin's predecessor with ${left} of ${total} features left. To take it over: adev import`
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function indexOf(record: unknown): unknown {
  return isObject(record) ? record['feature_index'] : record;
}
