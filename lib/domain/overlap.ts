// Whether agents worked at the same time. Only times tell: not how close their starts are, and not how they ended.
import { shortAgentName, type TrackedRun } from './agent-run.ts';
import { isBy } from './pipeline.ts';

export type Overlap = Readonly<{
  /** There was a moment at which all of them ran. */
  overlapped: boolean;
  /** Why that is not so, or why it cannot be told. */
  reason?: string;
  /** All of them have finished, well or not. */
  finished: boolean;
  /** All of them have finished, and `completed` is how. */
  succeeded: boolean;
  /** Known as soon as all of them have a run whose times are known; what still runs counts up to now. */
  times?: Readonly<{
    /** From the first start to the last end. */
    spanMs: number;
    /** What they take one after the other. */
    sumMs: number;
    savedMs: number;
  }>;
}>;

/** Of the newest run of each of these agents; `now` is ISO 8601. */
export function overlapOf(runs: readonly TrackedRun[], agents: readonly string[], now: string): Overlap {
  const names = [...new Set(agents)];
  const looks = names.map((name) => lookAt(name, newestOf(runs, name, names), now));
  const finished = looks.every(({ newest }) => newest?.run.finished !== undefined);
  const ended = {
    finished,
    succeeded: finished && looks.every(({ newest }) => newest?.status === 'completed'),
  };
  const problem =
    names.length < 2 ? 'two agents at least are needed' : looks.find(({ problem }) => problem)?.problem;
  const spans = looks.flatMap(({ span }) => span ?? []);
  if (problem !== undefined) return { overlapped: false, reason: problem, ...ended };

  const lastStart = Math.max(...spans.map(({ from }) => from));
  const firstEnd = Math.min(...spans.map(({ to }) => to));
  const spanMs = Math.max(...spans.map(({ to }) => to)) - Math.min(...spans.map(({ from }) => from));
  const sumMs = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  const times = { spanMs, sumMs, savedMs: Math.max(0, sumMs - spanMs) };
  if (lastStart < firstEnd) return { overlapped: true, ...ended, times };
  return { overlapped: false, reason: 'one began after another had ended', ...ended, times };
}

/** Whether any two runs went on at the same time. Lost ones do not count: nobody knows when they ended. */
export function haveOverlapped(runs: readonly TrackedRun[], now: string): boolean {
  const spans = runs.flatMap((each) => spanOf(each, now) ?? []).toSorted((a, b) => a.from - b.from);
  let end = Number.NEGATIVE_INFINITY;
  return spans.some(({ from, to }) => {
    const overlaps = from < end && from < to;
    end = Math.max(end, to);
    return overlaps;
  });
}

type Span = Readonly<{ from: number; to: number }>;

type Look = Readonly<{ newest?: TrackedRun; span?: Span; problem?: string }>;

function newestOf(
  runs: readonly TrackedRun[],
  name: string,
  names: readonly string[],
): TrackedRun | undefined {
  return runs.findLast(({ run }) => isBy(run.agent, name, names));
}

function lookAt(name: string, newest: TrackedRun | undefined, now: string): Look {
  const who = shortAgentName(name);
  if (newest === undefined) return { problem: `${who} has no run` };
  const span = spanOf(newest, now);
  if (span !== null) return { newest, span };
  const isOpen = newest.run.finished === undefined;
  const isLost = isOpen && newest.status !== 'running';
  return { newest, problem: isLost ? `the run of ${who} was lost` : `when ${who} ran is not known` };
}

/** Null where the start or the end is not known, and where the end lies before the start. */
function spanOf({ run, status }: TrackedRun, now: string): Span | null {
  if (run.finished === undefined && status !== 'running') return null;
  const from = Date.parse(run.startedAt ?? '');
  const to = Date.parse(run.finished?.at ?? now);
  return to >= from ? { from, to } : null;
}
