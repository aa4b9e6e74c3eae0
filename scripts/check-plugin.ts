// Checks the committed plugin: that it is what the sources give, and that what it holds runs where it gets installed.
// And what is to be read: the skills, and where the documents link to.
import { statSync } from 'node:fs';
import path from 'node:path';
import { differences, readFolder } from './build/folder.ts';
import { EXECUTABLES, PLUGIN_FOLDER, pluginFiles } from './build/plugin-files.ts';
import { manifestProblems } from './check/manifests.ts';
import { brokenLinks, documents } from './check/markdown.ts';
import { oversized } from './check/sizes.ts';
import { readSkills, skillProblems, skillSizes } from './check/skills.ts';
import { smokeProblems } from './check/smoke.ts';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, PLUGIN_FOLDER);
const committed = readFolder(folder);

const stale = differences(await pluginFiles(root), committed);
if (stale.length > 0) stale.push('run "npm run build" and commit what it makes');
const problems = [
  ...stale,
  ...EXECUTABLES.filter((name) => !isExecutable(path.join(folder, name))).map(
    (name) => `${name}: is not executable`,
  ),
  ...manifestProblems(committed),
  ...oversized(committed),
  ...(await smokeProblems(committed, EXECUTABLES)),
];
const skills = readSkills(root);
const misread = [...skillProblems(skills), ...brokenLinks(root, documents(root))];
for (const problem of problems) console.error(`${PLUGIN_FOLDER}: ${problem}`);
for (const problem of misread) console.error(problem);
for (const size of skillSizes(skills)) console.log(size);
if (problems.length === 0)
  console.log(`${PLUGIN_FOLDER}: ${committed.size} files, all as built, and they run`);
process.exitCode = problems.length + misread.length === 0 ? 0 : 1;

// Windows has no such bit; there the .cmd file is what is started.
function isExecutable(file: string): boolean {
  return process.platform === 'win32' || (statSync(file, { throwIfNoEntry: false })?.mode ?? 0) % 2 === 1;
}
