// Reckoning with stored times. The present is always an argument.

/** The time so many milliseconds later; an unreadable time stays as it is. */
export function addMs(time: string, ms: number): string {
  const moment = Date.parse(time) + ms;
  return Number.isNaN(moment) ? time : new Date(moment).toISOString();
}

/** Whether a time is still to come. An unreadable one is not: nothing may wait for ever. */
export function isAhead(time: string, now: string): boolean {
  return Date.parse(time) > Date.parse(now);
}

/** From one time to another in milliseconds; null where that cannot be told, as when the clock was set back between. */
export function elapsedMs(from: string | undefined, to: string | undefined): number | null {
  const ms = Date.parse(to ?? '') - Date.parse(from ?? '');
  return ms >= 0 ? ms : null;
}

/** `2026-11-22 10:00Z`, as people read it; what is no time is not shown, for it may be any text. */
export function minuteOf(time: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(time)
    ? `${time.slice(0, 16).replace('T', ' ')}Z`
    : 'an unknown time';
}
