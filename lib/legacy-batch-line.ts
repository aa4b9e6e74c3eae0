// One line on a batch that the original left unfinished and nobody has imported yet.
import { join } from 'node:path';
import { BATCH } from './batches.ts';
import { isObject, parseObject } from './domain/json.ts';
import { cutText, plainLine } from './domain/text.ts';
import { documentIdOf, readForeignFile } from './store/store.ts';
import type { Workspace } from './workspace.ts';

/** A larger file is not read in a hook. */
const LIMIT_BYTES = 1024 * 1024;

/** Null where there is nothing to say. Costs one failing `open` where there is no such file. */
export function legacyBatchLine({ project, store }: Workspace): string | null {
  const bytes = readForeignFile(join(project.root, '.claude', 'batch_state.json'), LIMIT_BYTES);
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
    `autonomous-dev: .claude/batch_state.json holds batch ${JSON.stringify(cutText(plainLine(id), 100))} ` +
    `of the plugin's predecessor with ${left} of ${total} features left. To take it over: adev import`
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function indexOf(record: unknown): unknown {
  return isObject(record) ? record['feature_index'] : record;
}
