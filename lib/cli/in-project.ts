// What commands about a project begin with.
import { openWorkspace, type Workspace } from '../index.ts';
import { skipped, type Answer } from './answer.ts';
import type { Call, Options } from './command.ts';
import { quote } from './quote.ts';

/** Runs `act` in the project of the call; without one the answer is skipped, `no-project`. */
export function inProject<O extends Options>(
  call: Pick<Call<O>, 'surroundings'>,
  act: (workspace: Workspace) => Answer | Promise<Answer>,
): Answer | Promise<Answer> {
  const workspace = openWorkspace(call.surroundings);
  if (workspace !== null) return act(workspace);
  const { start } = call.surroundings;
  const where = start === undefined ? 'here' : `in ${quote(start)}`;
  const detail = `no .git or .claude ${where} or above: go into a project, or name one with --root DIR`;
  return skipped({ reason: 'no-project', detail });
}
