// How far the agents are that a piece of work is expected to pass: derived from their runs, with the present as an
// argument. An agent counts once, however often it ran; what counts is how its newest run stands.
import { runDurationMs, shortAgentName, type TrackedRun } from './agent-run.ts';
import { elapsedMs } from './time.ts';

/** Expected unless told otherwise. */
export const EXPECTED_AGENTS: readonly string[] = [
  'researcher',
  'planner',
  'test-master',
  'implementer',
  'reviewer',
  'security-auditor',
  'doc-master',
];

/** Agents that do a part of what another name stands for. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ['researcher-local', 'researcher'],
  ['researcher-web', 'researcher'],
]);

export type ExpectedAgent = Readonly<{
  agent: string;
  displayName: string;
  /** `pending` without a run that counts, else `running`, `lost`, or how the newest run finished. */
  status: string;
  /** The run that the status is taken from. */
  newest?: TrackedRun;
}>;

export type Pipeline = Readonly<{
  /** In the order in which they are expected. */
  agents: readonly ExpectedAgent[];
  total: number;
  /** How many have finished, well or not. */
  processed: number;
  /** `processed` of `total`, rounded down: 0 to 100. */
  percent: number;
  /** All have finished. */
  complete: boolean;
  /** All have finished, and `completed` is how. */
  succeeded: boolean;
  /** Those still to be started, in their order; those whose run was lost are among them. */
  pending: readonly string[];
  /** Of all finished runs whose start is known; null without one. */
  averageDurationMs: number | null;
  /** What pending agents take at that average, one after the other, and the rest of running ones; null without one. */
  remainingMs: number | null;
}>;

/** `now` is ISO 8601. Runs come in the order in which they began. */
export function pipelineOf(
  runs: readonly TrackedRun[],
  now: string,
  expected: readonly string[] = EXPECTED_AGENTS,
): Pipeline {
  const names = [...new Set(expected)];
  const agents = names.map((agent) =>
    standing(
      agent,
      runs.filter(({ run }) => isBy(run.agent, agent, names)),
    ),
  );
  const finished = agents.filter(({ newest }) => newest?.run.finished !== undefined);
  const pending = agents.filter(({ status, newest }) => newest === undefined || status === 'lost');
  const running = agents.filter((each) => !finished.includes(each) && !pending.includes(each));
  const total = agents.length;
  const complete = total > 0 && finished.length === total;
  const average = averageDurationMs(runs);
  const restOf = ({ newest }: ExpectedAgent): number =>
    Math.max(0, (average ?? 0) - (elapsedMs(newest?.run.startedAt, now) ?? 0));
  const rest = running.reduce((sum, agent) => sum + restOf(agent), pending.length * (average ?? 0));
  return {
    agents,
    total,
    processed: finished.length,
    percent: total === 0 ? 0 : Math.floor((finished.length / total) * 100),
    complete,
    succeeded: complete && agents.every(({ status }) => status === 'completed'),
    pending: pending.map(({ agent }) => agent),
    averageDurationMs: average,
    remainingMs: complete ? 0 : average === null ? null : rest,
  };
}

/** Whether a run under this name is one of the expected agent: by either its full name or its short one. */
export function isBy(name: string, expected: string, all: readonly string[]): boolean {
  const short = shortAgentName(name);
  if (name === expected || short === expected) return true;
  return PARTS.get(short) === expected && !all.includes(short) && !all.includes(name);
}

/** In whole milliseconds. */
export function averageDurationMs(runs: readonly TrackedRun[]): number | null {
  const durations = runs.map(({ run }) => runDurationMs(run)).filter((ms) => ms !== null);
  if (durations.length === 0) return null;
  return Math.round(durations.reduce((sum, ms) => sum + ms, 0) / durations.length);
}

/** Runs that go on, the one that was started last first. */
export function runningNewestFirst(runs: readonly TrackedRun[]): readonly TrackedRun[] {
  return runs.filter(isRunning).toReversed();
}

/** `test-master` as people read it: `Test Master`. */
export function displayName(agent: string): string {
  const words = shortAgentName(agent).split(/[-_.]+/);
  return words
    .filter((word) => word !== '')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ');
}

/** One that runs keeps the whole from having finished; then the worst of the newest run under each name counts. */
function standing(agent: string, runs: readonly TrackedRun[]): ExpectedAgent {
  const counted = runs.filter(({ status, run }) => run.finished !== undefined || status !== 'dismissed');
  const newestByName = [...new Map(counted.map((each) => [shortAgentName(each.run.agent), each])).values()];
  const newest =
    counted.findLast(isRunning) ??
    newestByName.findLast(({ run }) => run.finished === undefined) ??
    newestByName.findLast(({ status }) => status !== 'completed') ??
    newestByName.at(-1);
  const named = { agent, displayName: displayName(agent) };
  return newest === undefined ? { ...named, status: 'pending' } : { ...named, status: newest.status, newest };
}

function isRunning({ run, status }: TrackedRun): boolean {
  return run.finished === undefined && status === 'running';
}
