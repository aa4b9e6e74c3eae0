// What only a person may do: a command of an agent's is refused there.
import { isInside, ok, refuse, type Result, type Surroundings, type Workspace } from '../index.ts';
import { worktreesOf } from './legacy-files.ts';

/** Refused `needs-person` where an agent runs the command. */
export function needsPerson({ env }: Surroundings): Result<null> {
  if (!env['CLAUDECODE']) return ok(null);
  return refuse('needs-person', 'Needs a person: run it in your own terminal.');
}

/** Refused `needs-person` where an agent names a place outside the project's checkouts. */
export function needsPersonAt(place: string, { project, surroundings }: Workspace): Result<null> {
  const person = needsPerson(surroundings);
  if (person.ok || worktreesOf(project).some((root) => isInside(root, place))) return ok(null);
  return person;
}
