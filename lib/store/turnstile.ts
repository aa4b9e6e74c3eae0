// Where many change one document at once, they go on one after the other instead of computing what the next commit throws
// away. A courtesy: what counts is decided by the commit alone, so nobody waits long for one who is stopped or gone.
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { clockMs, deadlineIn, isOver, msLeft, type Deadline } from './deadline.ts';
import type { Turn } from './engine.ts';
import { listFolder, TEMP_PREFIX } from './numbered-folder.ts';
import { isRunning, pidOfTemp } from './sweep.ts';
import { removeQuietly } from './temp-file.ts';
import { uniqueName } from './unique.ts';

/** The next in line looks again after the first of these; whoever is further back, the second more for each in between. */
const NEXT_MS = 6;
const TURN_MS = 15;

/** Whoever came so long ago is stopped, or goes on without its turn: nobody waits for it any more. */
const TICKET_MS = 2000;

/** Milliseconds with three decimals, so that tickets are in order by name for 30 years after a start. */
const TIME_LENGTH = 16;

/** Whether others stand in line before the document. Costs one listing. */
export function isCrowded(folder: string): boolean {
  return (listFolder(folder, 'r')?.temps ?? []).some((temp) => isFresh(temp) && isRunning(pidOfTemp(temp)));
}

/** Takes the last place in the line. The ticket is a temp file, and swept like any other. */
export function lineUp(folder: string): Turn {
  const time = clockMs().toFixed(3).padStart(TIME_LENGTH, '0');
  const ticket = `${TEMP_PREFIX}${process.pid}-turn-${time}-${uniqueName()}`;
  const path = join(folder, ticket);
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch {
    // Without a ticket nobody is in front.
  }
  return {
    comes: (deadline) => waitFor(folder, ticket, deadline),
    leave: () => removeQuietly(path),
  };
}

async function waitFor(folder: string, ticket: string, deadline: Deadline): Promise<void> {
  // The other half is for trying without it.
  const half = deadlineIn(msLeft(deadline) / 2);
  while (!isOver(half)) {
    const inFront = ticketsBefore(ticket, listFolder(folder, 'r')?.temps ?? []);
    if (!inFront.some((other) => isRunning(pidOfTemp(other)))) return;
    const pauseMs = NEXT_MS + (inFront.length - 1) * TURN_MS;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** None when the own ticket is not there: then this line is none of ours. */
function ticketsBefore(ticket: string, temps: readonly string[]): readonly string[] {
  if (!temps.includes(ticket)) return [];
  return temps.filter((temp) => isFresh(temp) && placeOf(temp) < placeOf(ticket));
}

function isFresh(temp: string): boolean {
  const place = placeOf(temp);
  return place !== '' && clockMs() - Number.parseFloat(place) < TICKET_MS;
}

/** When it came, and a tie-break; the clock is the same for all processes of a machine. Empty for any other temp. */
function placeOf(temp: string): string {
  return /-turn-(.+)$/.exec(temp)?.[1] ?? '';
}
