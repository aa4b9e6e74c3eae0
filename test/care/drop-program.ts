// The program that drops logs in a process of its own, which can be stopped and killed: does one task, given as JSON, and
// prints what came of it.
import { dropLog, finishDrops } from '../../lib/store/care.ts';

export type DropTask = Readonly<{
  stateDir: string;
  base: string;
  /** The session to drop; without one, what killed runs left is finished. */
  session?: string;
  /** Its entries when that was decided. */
  numbers?: readonly number[];
}>;

const { stateDir, base, session, numbers = [] } = JSON.parse(process.argv[2] ?? '') as DropTask;
const place = { path: stateDir, base };
const options = { now: Date.now, deadline: { at: Infinity } };
const result =
  session === undefined ? finishDrops(place, options) : dropLog(place, session, numbers, options);
process.stdout.write(JSON.stringify(result));
