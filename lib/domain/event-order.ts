// In which order the events of a session happened. A writer looks at the clock first and gets its number afterwards, so
// those that write at once may have numbers in another order than times.
import type { SessionEvent } from './event.ts';

/** A writer whose number comes later after its time than this has given up: 10 s. */
export const LONGEST_WRITE_MS = 10_000;

/**
 * The events by their times, those of the same millisecond by their numbers, in whose order they are given. A time that
 * lies further back than a write takes tells that the clock was set back: what comes from there on is reckoned from
 * the latest time before, and stays behind it. An unreadable time counts as the latest so far.
 */
export function inOrder(events: readonly SessionEvent[]): readonly SessionEvent[] {
  let latest = Number.NEGATIVE_INFINITY;
  let earliest = latest;
  let setBack = 0;
  const timed = events.map((event) => {
    const time = Date.parse(event.at) + setBack;
    if (time < latest - LONGEST_WRITE_MS) {
      setBack += latest - time;
      earliest = latest;
    }
    const moment = time >= latest - LONGEST_WRITE_MS ? Math.max(time, earliest) : latest;
    latest = Math.max(latest, moment);
    return { moment, event };
  });
  return timed.toSorted((one, other) => one.moment - other.moment).map(({ event }) => event);
}
