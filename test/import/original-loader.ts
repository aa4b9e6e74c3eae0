// How the original loads its files and goes on, as strict as it is: a field that it does not know, a missing one of the
// six it needs, or a map key that is no integer is an error. Written from the description of its formats.

type Fields = Record<string, unknown>;
type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isWhole: Check = (value) => Number.isSafeInteger(value);
const isTime: Check = (value) =>
  typeof value === 'string' && (value === '' || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(value));
const isMap: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const oneOf =
  (...names: string[]): Check =>
  (value) =>
    names.some((name) => name === value);
const recordOf =
  (needed: Readonly<Record<string, Check>>, more: Readonly<Record<string, Check>> = {}): Check =>
  (value) =>
    isMap(value) &&
    Object.entries(needed).every(([key, check]) => check((value as Fields)[key])) &&
    Object.entries(value as Fields).every(
      ([key, each]) => needed[key] !== undefined || more[key]?.(each) === true,
    );
const indexMapOf =
  (check: Check): Check =>
  (value) =>
    isMap(value) &&
    Object.entries(value as Fields).every(([key, each]) => /^-?\d+$/.test(key) && check(each));

const REQUIRED = ['batch_id', 'features_file', 'total_features', 'features', 'current_index', 'status'];

export const BATCH_FIELDS: Readonly<Record<string, Check>> = {
  batch_id: isText,
  features_file: isText,
  total_features: isWhole,
  features: listOf(isText),
  current_index: isWhole,
  completed_features: listOf(isWhole),
  failed_features: listOf(
    recordOf({ feature_index: isWhole, error_message: isText, timestamp: isTime }, { retry_count: isWhole }),
  ),
  context_token_estimate: isWhole,
  auto_clear_count: isWhole,
  auto_clear_events: listOf(isMap),
  created_at: isTime,
  updated_at: isTime,
  status: oneOf('in_progress', 'completed', 'running', 'paused', 'failed'),
  issue_numbers: orNull(listOf(isWhole)),
  source_type: oneOf('file', 'issues'),
  state_file: isText,
  context_tokens_before_clear: orNull(isWhole),
  paused_at_feature_index: orNull(isWhole),
  retry_attempts: indexMapOf(isWhole),
  git_operations: indexMapOf(
    (operations) =>
      isMap(operations) &&
      Object.values(operations as Fields).every(
        (each) =>
          isMap(each) &&
          typeof (each as Fields)['success'] === 'boolean' &&
          isTime((each as Fields)['timestamp']),
      ),
  ),
  feature_order: listOf(isWhole),
  feature_dependencies: indexMapOf(listOf(isWhole)),
  analysis_metadata: isMap,
  workflow_mode: oneOf('auto-implement', 'direct'),
  workflow_reminder: isText,
  skipped_features: listOf(
    recordOf({
      feature_index: isWhole,
      feature_name: isText,
      reason: isText,
      category: isText,
      timestamp: isTime,
    }),
  ),
  quality_metrics: isMap,
  feature_modes: indexMapOf(oneOf('full', 'fix', 'light')),
  last_checkpoint_at: orNull(isTime),
  checkpoint_count: isWhole,
};

export type OriginalBatch = Readonly<{
  features: readonly string[];
  current_index: number;
  completed_features: number[];
  failed_features: { feature_index: number; error_message: string; timestamp: string }[];
  skipped_features: { feature_index: number }[];
  status: string;
  updated_at: string;
}> &
  Fields;

/** Throws where the original does, and where a value has a type that it never writes. */
export function loadBatch(text: string): OriginalBatch {
  const data = JSON.parse(text) as Fields;
  const missing = REQUIRED.filter((field) => data[field] === undefined);
  if (missing.length > 0) throw new Error(`Missing required fields: ${missing.join()}`);
  for (const [field, value] of Object.entries(data)) {
    const check = BATCH_FIELDS[field];
    if (check === undefined) throw new Error(`unexpected keyword argument ${field}`);
    if (!check(value))
      throw new Error(`${field} has a value that the original does not write: ${JSON.stringify(value)}`);
  }
  const state = data as OriginalBatch;
  if (data['total_features'] !== state.features.length) throw new Error('total_features');
  return state;
}

/** From `current_index` on, and never before it. */
export function nextPending({ features, current_index, ...state }: OriginalBatch): number | null {
  const over = new Set([
    ...state.completed_features,
    ...state.failed_features.map(({ feature_index }) => feature_index),
    ...state.skipped_features.map(({ feature_index }) => feature_index),
  ]);
  for (let at = current_index; at < features.length; at += 1) if (!over.has(at)) return at;
  return null;
}

/** One step of its progress, as it would save it. */
export function progress(
  state: OriginalBatch,
  index: number,
  outcome: 'completed' | 'failed',
  at: string,
): OriginalBatch {
  const current_index = Math.max(state.current_index, index + 1);
  const failure = { feature_index: index, error_message: 'the original failed it', timestamp: at };
  return {
    ...state,
    current_index,
    completed_features:
      outcome === 'completed' ? [...state.completed_features, index] : state.completed_features,
    failed_features: outcome === 'failed' ? [...state.failed_features, failure] : state.failed_features,
    status: current_index >= state.features.length ? 'completed' : state.status,
    updated_at: at,
  };
}

/** `json.dumps(indent=2)`. */
export function dump(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(
    /[\u007f-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

type Agent = Fields & { agent: string; status: string };
export type OriginalSession = Fields & { session_id: string; agents: Agent[] };

const isLocal: Check = (value) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?$/.test(value);
const AGENT_FIELDS: Readonly<Record<string, Check>> = {
  completed_at: isLocal,
  failed_at: isLocal,
  tools_used: listOf(isText),
  github_issue: isWhole,
  duration_seconds: (value) => typeof value === 'number',
};
const isAgent = recordOf(
  { agent: isText, status: oneOf('started', 'completed', 'failed'), started_at: isLocal, message: isText },
  AGENT_FIELDS,
);

/** Extra top-level keys are kept; entries of agents have to be such as the original writes. */
export function loadSession(fileName: string, text: string): OriginalSession {
  const session = JSON.parse(text) as OriginalSession;
  if (fileName !== `${session.session_id}-pipeline.json`) throw new Error('session_id is not the name');
  if (!/^\d{8}-\d{6}$/.test(session.session_id) || !isLocal(session['started']))
    throw new Error('no session');
  if (!orNull(isText)(session['claude_session_id'])) throw new Error('claude_session_id');
  if (!orNull(isWhole)(session['github_issue'])) throw new Error('github_issue');
  const wrong = session.agents.find((agent) => !isAgent(agent));
  if (wrong !== undefined) throw new Error(`agent ${JSON.stringify(wrong)}`);
  return session;
}
