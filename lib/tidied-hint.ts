// Whether old state has been dropped lately, told by the name of one empty file: a session's end asks that with a single
// look, and loads nothing for it.
import { timeOf, type Workspace } from './workspace.ts';

/** Whether it was within this hour of the clock. Costs one `lstat`. */
export function wasTidiedLately(workspace: Workspace): boolean {
  return workspace.store.hasHint(tidiedHint(workspace));
}

export function tidiedHint({ surroundings }: Workspace): string {
  return `gc.${timeOf(surroundings).slice(0, 13)}`;
}
