import { ok, refuse, type Result, type Surroundings } from '../index.ts';

/** Refused `needs-person` where an agent runs the command. */
export function needsPerson({ env }: Surroundings): Result<null> {
  if (!env['CLAUDECODE']) return ok(null);
  return refuse('needs-person', 'Needs a person: run it in your own terminal.');
}
