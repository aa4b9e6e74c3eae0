// Which of the original's files a text is, by what it holds; by its name where its content tells nothing.
import { ok, refuse, type Result } from '../result.ts';
import { BUNDLE_KIND } from './bundle.ts';
import { readObject } from './reading.ts';
import { isUserState } from './user-state.ts';

export type LegacyKind =
  | 'batch'
  | 'pipeline-session'
  | 'session-log'
  | 'user'
  | 'workflow-checkpoint'
  | 'loop-checkpoint'
  | 'recovery-marker'
  | 'bundle';

type Data = Readonly<Record<string, unknown>>;

export type Recognised = Readonly<{
  kind: LegacyKind | 'unknown';
  /** Its object; empty for a session log, which is no JSON. */
  data: Result<Data>;
}>;

/** `data` is refused `damaged` where the kind is known and the text is not whole, `foreign` where it is nobody's. */
export function recognise(fileName: string, text: string): Recognised {
  const named = kindOfName(fileName);
  if (named === 'session-log' || text.startsWith('# Session ')) {
    return { kind: 'session-log', data: ok({}) };
  }
  const data = readObject(text);
  const kind = data.ok ? (kindOfData(data.value) ?? named) : (named ?? kindOfBeginning(text));
  if (kind !== undefined) return { kind, data };
  return {
    kind: 'unknown',
    data: refuse('foreign', 'no file of the original, and no export of this plugin'),
  };
}

/** By the names that the original gives; undefined for any other. */
export function kindOfName(fileName: string): LegacyKind | undefined {
  return NAMES.find(([pattern]) => pattern.test(fileName))?.[1];
}

const NAMES: readonly (readonly [RegExp, LegacyKind])[] = [
  [/^batch_state\.json(?:\.bak)?$/, 'batch'],
  [/-pipeline\.json(?:\.bak)?$/, 'pipeline-session'],
  [/(?:-session|^session-[\d-]+)\.md$/, 'session-log'],
  [/^user_state\.json(?:\.bak)?$/, 'user'],
  [/^checkpoint\.json(?:\.bak)?$/, 'workflow-checkpoint'],
  [/_(?:checkpoint|loop_state)\.json(?:\.bak)?$/, 'loop-checkpoint'],
  [/^compaction_recovery\.json$/, 'recovery-marker'],
];

function kindOfData(data: Data): LegacyKind | undefined {
  const has = (...keys: string[]) => keys.every((key) => data[key] !== undefined);
  if (data['kind'] === BUNDLE_KIND) return 'bundle';
  if (has('workflow_id')) return 'workflow-checkpoint';
  if (has('session_id') && (has('circuit_breaker_open') || has('current_iteration')))
    return 'loop-checkpoint';
  if (has('agents') || has('run_id') || (has('session_id') && has('started'))) return 'pipeline-session';
  if (has('agent', 'step') || has('explicitly_invoked')) return 'pipeline-session';
  if (has('saved_at') && (has('compact_summary') || has('pipeline'))) return 'recovery-marker';
  if (has('batch_id', 'features')) return 'batch';
  return isUserState(data) ? 'user' : undefined;
}

/** A text that was cut short still begins as it did. */
function kindOfBeginning(text: string): LegacyKind | undefined {
  const [, key = ''] = /^\s*\{\s*"(\w+)"/.exec(text) ?? [];
  const kinds: Readonly<Record<string, LegacyKind>> = {
    batch_id: 'batch',
    session_id: 'pipeline-session',
    first_run_complete: 'user',
    kind: 'bundle',
  };
  return Object.hasOwn(kinds, key) ? kinds[key] : undefined;
}
