// `.claude/batch_state.json` of every age, from the 13 fields of the first to the 30 of the last, and the shorter one
// that cluster mode writes to the same place.
import * as v from 'valibot';
import type { Batch, Feature } from '../batch.ts';
import { resolveDependencies } from '../dependencies.ts';
import { isObject } from '../json.ts';
import { ok, type Result } from '../result.ts';
import { credentialNotes, importedFeatures } from './features.ts';
import type { Imported } from './imported.ts';
import { outcomeLists, outcomesOf } from './outcomes.ts';
import { damaged, index, keptAside, others, readAs, readIndexMap, text } from './reading.ts';
import type { Given } from './reading.ts';
import { stampTime, utcTime } from './times.ts';

export type BatchReading = Readonly<{
  /** Under the id that stands in the file. */
  batch: Batch & Pick<Imported, 'legacy'>;
  /** What was repaired or left out, for people. */
  notes: readonly string[];
}>;

/** Of a file whose place is not known, the worktree is not either. */
type BatchGiven = Omit<Given, 'worktree'> & Partial<Pick<Given, 'worktree'>>;

export const batchStateSchema = v.looseObject({
  batch_id: v.pipe(text, v.minLength(1)),
  features: v.array(text),
  ...outcomeLists,
  issue_numbers: v.nullish(v.array(v.nullable(index))),
  issues: v.nullish(v.array(v.nullable(index))),
  features_file: v.nullish(text),
  batch_file: v.nullish(text),
  source_type: v.nullish(text),
});
type BatchState = v.InferOutput<typeof batchStateSchema>;

/** Fields that have a place in a batch, or are derived from its features. */
const PLACED = [
  'batch_id',
  'features',
  'total_features',
  'current_index',
  'status',
  'completed_features',
  'failed_features',
  'skipped_features',
  'issue_numbers',
  'issues',
  'features_file',
  'batch_file',
  'source_type',
  'created_at',
  'updated_at',
  'retry_attempts',
  'git_operations',
  'feature_dependencies',
];

/**
 * The batch that the file holds. The texts decide how many features there are, not `total_features`; the lists of
 * outcomes decide what is left, not `current_index` or `status`, so a legacy `paused` is no pause. Indices of features
 * that there are not are left out and counted in a note; a key that is no index, a value of the wrong type and a
 * circle of dependencies are refused `damaged`. Times that are missing or unreadable become the file's own.
 */
export function readBatchState(data: unknown, given: BatchGiven): Result<BatchReading> {
  const read = readAs(batchStateSchema, data);
  if (!read.ok) return read;
  const state = read.value;
  const total = state.features.length;
  const { outcomes, strays } = outcomesOf(state, total);
  const retries = readRetries(state);
  if (!retries.ok) return retries;
  const dependencies = readDependencies(state, total);
  if (!dependencies.ok) return dependencies;
  const updatedAt = utcTime(state['updated_at']) ?? given.fileTime;
  const git = readGit(state, updatedAt);
  if (!git.ok) return git;
  const features = importedFeatures({
    texts: state.features,
    outcomes,
    retries: retries.value,
    dependencies: dependencies.value,
    issues: state.issue_numbers ?? state.issues ?? [],
    git: git.value,
    at: updatedAt,
  });
  if (!features.ok) return features;

  const rest = keptAside(others(state, PLACED));
  const notes = [
    ...(typeof state['total_features'] === 'number' && state['total_features'] !== total
      ? [`total_features says ${state['total_features']}, but there are ${total} texts`]
      : []),
    ...(strays > 0 ? [`${strays} outcomes of features that there are not were left out`] : []),
    ...(rest === undefined ? ['fields without a place here were left out, they are too large'] : []),
    ...credentialNotes(features.value),
  ];
  const batch = {
    batch_id: state.batch_id,
    source: sourceOf(state),
    features: features.value,
    next_token: 1,
    created_at: utcTime(state['created_at']) ?? stampTime(state.batch_id, given) ?? given.fileTime,
    updated_at: updatedAt,
    max_attempts: given.maxAttempts,
    origin: { ...(given.worktree === undefined ? {} : { worktree: given.worktree }), host: given.host },
    legacy: isObject(rest) ? rest : {},
  };
  return ok({ batch, notes });
}

function sourceOf(state: BatchState): Batch['source'] {
  const isIssues = state.source_type === 'issues' || state['mode'] === 'batch_issues';
  if (isIssues) return { type: 'issues' };
  const path = state.features_file || state.batch_file;
  return { type: 'file', ...(path ? { path } : {}) };
}

function readRetries(state: BatchState): Result<ReadonlyMap<number, number>> {
  const map = readIndexMap(state['retry_attempts'], 'retry_attempts');
  if (!map.ok) return map;
  const counts = new Map<number, number>();
  for (const [at, count] of map.value) {
    if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0) {
      return damaged('retry_attempts has a value that is no count');
    }
    counts.set(at, count);
  }
  return ok(counts);
}

function readDependencies(state: BatchState, total: number): Result<readonly (readonly number[])[]> {
  const map = readIndexMap(state['feature_dependencies'], 'feature_dependencies');
  if (!map.ok) return map;
  const dependencies = [];
  for (const [at, on] of map.value) {
    if (!Array.isArray(on) || !on.every((other) => Number.isSafeInteger(other))) {
      return damaged('feature_dependencies has a value that is no list of indices');
    }
    const numbers = new Set((on as number[]).map((other) => other + 1));
    dependencies.push({ number: at + 1, on: [...numbers] });
  }
  const resolved = resolveDependencies(total, dependencies);
  return resolved.ok
    ? resolved
    : damaged('feature_dependencies names features that are not there or wait for each other');
}

function readGit(state: BatchState, at: string): Result<ReadonlyMap<number, Feature['git']>> {
  const map = readIndexMap(state['git_operations'], 'git_operations');
  if (!map.ok) return map;
  const results = new Map<number, Feature['git']>();
  for (const [feature, operations] of map.value) {
    if (!isObject(operations) || !Object.values(operations).every(isObject)) {
      return damaged('git_operations has a value that is no record');
    }
    const records = Object.entries(operations).map(([operation, record]) => [
      operation,
      gitRecord(record, at),
    ]);
    if (records.length > 0) results.set(feature, Object.fromEntries(records) as Feature['git']);
  }
  return ok(results);
}

function gitRecord(record: unknown, at: string): unknown {
  const { success, timestamp, ...rest } = record as Readonly<Record<string, unknown>>;
  const kept = keptAside(rest);
  return { ...(isObject(kept) ? kept : {}), success: success === true, at: utcTime(timestamp) ?? at };
}
