// Putting `adev` into a folder of the person's own PATH: Claude Code puts it only on that of its own Bash tool.
import { accessSync, constants, lstatSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  isLauncher,
  launcherText,
  ok,
  refuse,
  userDirectory,
  type Result,
  type Surroundings,
} from '../index.ts';
import { done, refused } from './answer.ts';
import { command } from './command.ts';
import { needsPerson } from './person.ts';
import { quote } from './quote.ts';

export const link = command({
  name: 'link',
  group: 'housekeeping',
  summary: 'Make adev a command of your own terminal',
  options: {},

  run({ surroundings }) {
    const allowed = needsPerson(surroundings);
    if (!allowed.ok) return refused(allowed.refusal);
    const folder = folderOnPath(surroundings);
    if (!folder.ok) return refused(folder.refusal);
    const file = path.join(folder.value, 'adev');
    const placed = place(file);
    if (!placed.ok) return refused(placed.refusal);
    return done({ path: file, already: placed.value === 'already' }, [
      placed.value === 'already'
        ? `${file} is linked already.`
        : `${file} now runs the installed plugin's adev, whichever version that is.`,
      'To try it: adev status. To undo it, delete that file.',
    ]);
  },
});

/** The first folder of the PATH below the home folder that can be written. */
function folderOnPath({ env }: Surroundings): Result<string> {
  const home = path.dirname(userDirectory({ env }));
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const own = folders.find((folder) => isBelow(home, folder) && isWritable(folder));
  if (own !== undefined) return ok(own);
  return refuse(
    'no-path-folder',
    'No folder of your own is on your PATH: make ~/.local/bin, put it on the PATH in your shell profile, and run this again.',
  );
}

/** Never replaces anything but a launcher of ours. */
function place(file: string): Result<'linked' | 'already'> {
  const there = lstatSync(file, { throwIfNoEntry: false });
  if (there !== undefined) {
    const isOurs = there.isFile() && isLauncher(readFileSync(file));
    if (isOurs) return ok('already');
    return refuse('occupied', `${quote(file)} is there already and is not the launcher: move it away first.`);
  }
  const temp = `${file}.${process.pid}.tmp`;
  writeFileSync(temp, launcherText(), { flag: 'wx', mode: 0o755 });
  renameSync(temp, file);
  return ok('linked');
}

function isBelow(home: string, folder: string): boolean {
  const way = path.relative(home, folder);
  return way !== '' && way.split(path.sep)[0] !== '..' && !path.isAbsolute(way);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
}
