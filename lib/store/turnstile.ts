// Where many change one document at once, those who were overtaken go on one after the other. A courtesy: what counts
// is decided by the commit alone, so nobody is kept waiting for one who is gone, stopped or out of sight.
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { clockMs, isOver, type Deadline } from './deadline.ts';
import type { Turn } from './engine.ts';
import { listFolder, TEMP_PREFIX } from './numbered-folder.ts';
import { isAbandoned, pidOfTemp } from './sweep.ts';
import { removeQuietly } from './temp-file.ts';
import { uniqueName } from './unique.ts';

/** One turn takes about this long on a busy machine, so the n-th in line looks again after n of them. */
const TURN_MS = 8;

/** Without a commit for so long whoever is in front is stopped, or slower than is worth waiting for. */
const PATIENCE_MS = 400;

/** Takes the last place in the line before a document. Its ticket is a temp file, and swept like any other. */
export function lineUp(folder: string): Turn {
  const time = process.hrtime.bigint().toString().padStart(20, '0');
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
  let newest: number | undefined;
  let since = clockMs();
  while (!isOver(deadline)) {
    const listing = listFolder(folder, 'r');
    const inFront = listing === null ? 0 : countInFront(folder, listing.temps, ticket);
    if (inFront === 0) return;
    if (listing?.numbers[0] !== newest) [newest, since] = [listing?.numbers[0], clockMs()];
    else if (clockMs() - since > PATIENCE_MS) return;
    await new Promise((resolve) => setTimeout(resolve, inFront * TURN_MS));
  }
}

/** 0 when the own ticket is not there: then this line is none of ours. */
function countInFront(folder: string, temps: readonly string[], ticket: string): number {
  if (!temps.includes(ticket)) return 0;
  const place = placeOf(ticket);
  const earlier = temps.filter((name) => placeOf(name) < place && placeOf(name) !== '');
  return earlier.filter((name) => !isAbandoned(join(folder, name), pidOfTemp(name), Date.now())).length;
}

function placeOf(temp: string): string {
  return /-turn-(.+)$/.exec(temp)?.[1] ?? '';
}
