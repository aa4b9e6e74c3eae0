// The original's times. Those of batches, loops and markers are UTC and say so; those of workflow checkpoints are UTC
// and do not say so; those of sessions and their logs are the local time of the machine that wrote them.
import type { Given } from './reading.ts';

type Zone = Pick<Given, 'localMs'>;

const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/;
const STAMP = /(?<!\d)(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)(?!\d)/;
/** What ISO 8601 writes with four digits for the year. */
const LAST_MS = 253_402_300_799_999;

/** A UTC time, with or without its zone; null when it is none. */
export function utcTime(time: unknown): string | null {
  const [, day, clock, fraction = '', zone = 'Z'] = partsOf(time);
  return day === undefined ? null : isoOf(Date.parse(`${day}T${clock}${fraction.slice(0, 4)}${zone}`));
}

/** A local time, unless it names a zone; null when it is none. */
export function localTime(time: unknown, { localMs }: Zone): string | null {
  const [, day, clock, fraction = '', zone] = partsOf(time);
  if (day === undefined) return null;
  return zone === undefined ? isoOf(localMs(`${day}T${clock}${fraction.slice(0, 4)}`)) : utcTime(time);
}

/** The local time in a name that holds `YYYYMMDD-HHMMSS`; null when there is none. */
export function stampTime(name: string, given: Zone): string | null {
  const [, year, month, day, hour, minute, second] = STAMP.exec(name) ?? [];
  if (year === undefined) return null;
  return localTime(`${year}-${month}-${day}T${hour}:${minute}:${second}`, given);
}

function partsOf(time: unknown): readonly (string | undefined)[] {
  return (typeof time === 'string' && TIME.exec(time)) || [];
}

function isoOf(ms: number): string | null {
  return ms >= 0 && ms <= LAST_MS ? new Date(ms).toISOString() : null;
}
