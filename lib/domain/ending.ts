// How a session came to its end, told from what was recorded of it: a fold over its events, and what is known of the
// client that was last in it.
import type { SessionEvent } from './event.ts';
import { inOrder } from './event-order.ts';
import type { Liveness } from './owners.ts';
import { foldSession, lastStay, type AgentRun, type Stay } from './session.ts';
import { cutText, plainLine, quotedLine } from './text.ts';
import { minuteOf } from './time.ts';

/**
 * - `running`: its client lives
 * - `clean`: its client said that it left
 * - `cleared`: the person cleared it, and went on in another session
 * - `vanished`: its client is gone without a word: killed, crashed, cut off; or out of sight
 * - `compaction`: so it is, and a compaction was the last that was heard of it
 * - `usage-limit`: a usage limit or an outage cut it off, and it has not gone on since
 * - `hook-failure`: a hook failed, and nothing was recorded after it
 * - `scripted`: no client was ever in it, only commands
 * - `unknown`: nothing of it tells
 */
export type Ending =
  | 'running'
  | 'clean'
  | 'cleared'
  | 'vanished'
  | 'compaction'
  | 'usage-limit'
  | 'hook-failure'
  | 'scripted'
  | 'unknown';

export type EndingFacts = Readonly<{
  sessionId: string;
  events: readonly SessionEvent[];
  /** Of the client that was last in the session. */
  liveness: Liveness;
  /** Runs that can no longer finish. */
  lostRuns: readonly AgentRun[];
  /** What it still has in batches. */
  claims: readonly Claim[];
}>;

export type Claim = Readonly<{ batchId: string; number: number; parkedUntil?: string; isUncertain: boolean }>;

export type EndingStory = Readonly<{
  ending: Ending;
  /** At most five lines, oldest first, each with its time where it has one. */
  story: readonly string[];
  began?: string;
  ended?: string;
  lastHeard?: string;
  reason?: string;
}>;

const MAX_LINES = 5;

export function tellEnding({ sessionId, events, liveness, lostRuns, claims }: EndingFacts): EndingStory {
  const ordered = inOrder(events);
  const stay = lastStay(foldSession(ordered));
  const ending = endingOf(ordered, stay, liveness, claims);
  const last = ordered.at(-1);
  const lines = [
    line(stay?.since, `session ${quotedLine(sessionId, 80)} ${beginOf(ordered, stay)}`),
    ...workLines(ordered, stay),
    ...endLines(ending, { stay, liveness, events: ordered, claims }),
    ...leftLines(lostRuns, claims),
  ];
  const ended = stay?.ended;
  return {
    ending,
    story: lines.slice(0, MAX_LINES),
    ...(stay === undefined ? {} : { began: stay.since }),
    ...(ended === undefined ? {} : { ended: ended.at, reason: ended.reason }),
    ...(last === undefined ? {} : { lastHeard: last.at }),
  };
}

function endingOf(
  events: readonly SessionEvent[],
  stay: Stay | undefined,
  liveness: Liveness,
  claims: readonly Claim[],
): Ending {
  if (stay === undefined) return 'unknown';
  const last = events.findLast(({ event }) => event !== 'session-ended');
  const isCutOff = claims.some(({ parkedUntil }) => parkedUntil !== undefined) || isNote(last, 'cut off: ');
  if (stay.ended !== undefined) {
    if (stay.ended.reason === 'clear') return 'cleared';
    return isCutOff ? 'usage-limit' : 'clean';
  }
  if (isCutOff) return 'usage-limit';
  if (liveness === 'alive') return 'running';
  if (stay.source === 'late' && stay.client.pid === undefined) return 'scripted';
  if (last?.event === 'hook-failed') return 'hook-failure';
  return last !== undefined && isCompaction(last) ? 'compaction' : 'vanished';
}

/** What the hook notes before the client compacts, or the start that follows. */
function isCompaction(event: SessionEvent): boolean {
  if (event.event === 'session-started') return event.source === 'compact';
  return isNote(event, 'before compaction');
}

/** Whether a hook noted this. */
function isNote(event: SessionEvent | undefined, beginning: string): boolean {
  return event?.event === 'checkpoint' && event.agent === 'main' && event.message.startsWith(beginning);
}

const BEGINNINGS: Readonly<Record<string, string>> = {
  startup: 'began',
  resume: 'was resumed',
  clear: 'began after a clear',
  compact: 'went on after a compaction',
  fork: 'was forked from another one',
  late: 'was first heard of',
};

/** How the client came; when it compacted later on, that was no new beginning. */
function beginOf(events: readonly SessionEvent[], stay: Stay | undefined): string {
  if (stay === undefined) return 'began unnoticed';
  const first = events.find((event) => event.event === 'session-started' && event.at === stay.since);
  const source = first?.event === 'session-started' ? first.source : stay.source;
  return `${BEGINNINGS[source] ?? `began (${quotedLine(source, 40)})`}, in ${quotedLine(stay.worktree ?? stay.cwd, 200)}`;
}

/** What was done since the client came, and the last that anybody said. */
function workLines(events: readonly SessionEvent[], stay: Stay | undefined): string[] {
  const since = stay?.since ?? '';
  const notes = events.flatMap((event) =>
    event.at >= since && (event.event === 'checkpoint' || event.event === 'agent-finished') ? [event] : [],
  );
  const last = notes.at(-1);
  if (last === undefined) return [];
  const count = notes.length === 1 ? 'its only note' : `the last of its ${notes.length} notes`;
  return [
    line(last.at, `${count}, by ${cutText(plainLine(last.agent), 60)}: ${quotedLine(last.message, 160)}`),
  ];
}

type EndFacts = Pick<EndingFacts, 'events' | 'liveness' | 'claims'> & Readonly<{ stay: Stay | undefined }>;

function endLines(ending: Ending, { stay, liveness, events, claims }: EndFacts): string[] {
  const last = events.at(-1);
  const at = last?.at ?? '';
  const gone =
    liveness === 'dead'
      ? 'its client is gone without having ended it'
      : 'its client cannot be seen from here, and has not ended it';
  switch (ending) {
    case 'running':
      return [line(at, 'the last that was recorded; its client is still running')];
    case 'clean':
      return [line(stay?.ended?.at, `its client ended it (${quotedLine(stay?.ended?.reason ?? '', 40)})`)];
    case 'cleared':
      return [line(stay?.ended?.at, 'it was cleared; what it was at went on in the session that followed')];
    case 'usage-limit': {
      const until = claims.find(({ parkedUntil }) => parkedUntil !== undefined)?.parkedUntil;
      const held = until === undefined ? '' : `; what it holds is set aside until ${minuteOf(until)}`;
      return [line(at, `it met a usage limit or an outage${held}`)];
    }
    case 'hook-failure': {
      const why = last?.event === 'hook-failed' ? (last.message ?? '') : '';
      return [line(at, `a hook failed, and nothing was recorded after it: ${quotedLine(why, 160)}`), gone];
    }
    case 'compaction':
      return [line(at, `a compaction was the last that was recorded; ${gone}`)];
    case 'vanished':
      return [line(at, `the last that was recorded; ${gone}: killed, crashed or cut off`)];
    case 'scripted':
      return [line(at, 'the last that was recorded; no client was ever in it, only commands')];
    case 'unknown':
      return last === undefined ? [] : [line(at, 'the last that was recorded; how it began is not')];
  }
}

/** What it left: agents that can no longer finish, and features it was at. */
function leftLines(lostRuns: readonly AgentRun[], claims: readonly Claim[]): string[] {
  const names = [...new Set(lostRuns.map(({ agent }) => cutText(plainLine(agent), 60)))]
    .slice(0, 5)
    .join(', ');
  const features = claims
    .map(({ batchId, number }) => `${number} of ${batchId}`)
    .slice(0, 5)
    .join(', ');
  const left = [
    ...(lostRuns.length === 0
      ? []
      : [`${lostRuns.length} agent ${lostRuns.length === 1 ? 'run' : 'runs'} lost (${names})`]),
    ...(claims.length === 0
      ? []
      : [
          `feature ${features} ${claims.some(({ isUncertain }) => isUncertain) ? 'uncertain' : 'still claimed'}`,
        ]),
  ];
  return left.length === 0 ? [] : [`left behind: ${left.join('; ')}`];
}

function line(at: string | undefined, text: string): string {
  return at === undefined || at === '' ? text : `${minuteOf(at)} ${text}`;
}
