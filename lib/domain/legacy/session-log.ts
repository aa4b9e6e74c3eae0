// `docs/sessions/*-session.md`: a header, then entries of `**HH:MM:SS - agent**: text`.
import { ok, refuse, type Result } from '../result.ts';
import { checkpointEvent, legacySession, startEvent, type SessionReading } from './session-events.ts';
import { damaged, storedText, type Given } from './reading.ts';
import { localTime, stampTime } from './times.ts';

const TITLE = /^# Session (\S{1,255})\s*$/;
const STARTED = /^\*\*Started\*\*: (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)\s*$/;
const CLAUDE_SESSION = /^\*\*Claude Session ID\*\*: (\S{1,255})\s*$/;
const ENTRY = /^\*\*(\d\d:\d\d:\d\d) - (.{1,1000}?)\*\*: (.*)$/;
const MAX_ENTRIES = 10_000;
const DAY_MS = 24 * 60 * 60 * 1000;

type Entry = { clock: string; agent: string; lines: string[] };

/**
 * The session `legacy-<stamp of the title>`, a checkpoint for each entry. Entries have a time of day only: the first
 * is of the day that the log was started, and where the clock runs backwards a new day has begun.
 * Refused `foreign` without the title, `empty` without an entry.
 */
export function readSessionLog(log: string, given: Given): Result<SessionReading> {
  const [title = '', ...lines] = log.split(/\r?\n/);
  const stamp = TITLE.exec(title)?.[1];
  if (stamp === undefined) return refuse('foreign', 'no session log: its first line is no title of one');
  const entries = entriesOf(lines);
  if (entries.length === 0) return refuse('empty', 'there is no entry in it');
  if (entries.length > MAX_ENTRIES) return damaged(`more than ${MAX_ENTRIES} entries`);

  const header = lines.slice(0, 10);
  const [, day, clock = ''] = firstMatch(header, STARTED);
  const claudeSession = firstMatch(header, CLAUDE_SESSION)[1];
  const started =
    (day === undefined ? null : localTime(`${day}T${clock}`, given)) ??
    stampTime(stamp, given) ??
    given.fileTime;
  const at = timesOf(entries, day, clock, started, given);
  const from = `session-log ${stamp}${claudeSession === undefined ? '' : ` ${claudeSession}`}`;
  return ok(
    legacySession(stamp, [
      startEvent(
        from,
        started,
        given,
        claudeSession === undefined ? {} : { claude_session_id: claudeSession },
      ),
      ...entries.map((entry, position) =>
        checkpointEvent(`${from} ${position} ${entry.clock} ${entry.agent}`, at[position] ?? started, {
          agent: entry.agent,
          message: storedText(entry.lines.join('\n')),
        }),
      ),
    ]),
  );
}

function entriesOf(lines: readonly string[]): Entry[] {
  const entries: Entry[] = [];
  for (const line of lines) {
    const [, clock, agent, first] = ENTRY.exec(line) ?? [];
    if (clock !== undefined) entries.push({ clock, agent: agent ?? '', lines: [first ?? ''] });
    else entries.at(-1)?.lines.push(line);
  }
  return entries;
}

function timesOf(
  entries: readonly Entry[],
  day: string | undefined,
  startClock: string,
  started: string,
  given: Given,
): string[] {
  let date = day ?? '';
  let before = startClock;
  return entries.map(({ clock }) => {
    if (date !== '' && clock < before) date = nextDay(date);
    before = clock;
    return (date === '' ? null : localTime(`${date}T${clock}`, given)) ?? started;
  });
}

function nextDay(day: string): string {
  const next = Date.parse(`${day}T00:00:00Z`) + DAY_MS;
  return Number.isNaN(next) ? day : new Date(next).toISOString().slice(0, 10);
}

function firstMatch(lines: readonly string[], pattern: RegExp): readonly (string | undefined)[] {
  for (const line of lines) {
    const match = pattern.exec(line);
    if (match !== null) return match;
  }
  return [];
}
