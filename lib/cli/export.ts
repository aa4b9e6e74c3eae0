// Writing out what a project has: a bundle that import takes, or files from which the original goes on.
import path from 'node:path';
import {
  createFile,
  createFolder,
  exportBundle,
  exportForOriginal,
  isOccupied,
  type OriginalFile,
  type Workspace,
} from '../index.ts';
import { done, refused, usage, type Answer } from './answer.ts';
import { command } from './command.ts';
import { inProject } from './in-project.ts';
import { needsPersonAt } from './person.ts';
import { quote } from './quote.ts';

export const exportCommand = command({
  name: 'export',
  group: 'housekeeping',
  summary: 'Write out batches, sessions and preferences',
  options: {
    out: { value: 'FILE', about: 'a new file, or with --format python a folder; stdout without it' },
    format: { value: 'json|python', about: 'a bundle for adev import, or files that the predecessor loads' },
  },

  run(call) {
    const { out, format = 'json' } = call.options;
    if (format !== 'json' && format !== 'python') {
      return usage(`export: --format ${quote(format)} is neither json nor python`);
    }
    if (format === 'python' && out === undefined) return usage('export: --format python needs --out FOLDER');
    return inProject(call, (workspace) => {
      if (out === undefined) return printBundle(workspace);
      const place = path.resolve(call.surroundings.cwd(), out);
      const allowed = needsPersonAt(place, workspace);
      if (!allowed.ok) return refused(allowed.refusal);
      return format === 'json' ? writeBundle(workspace, place) : writeOriginal(workspace, place);
    });
  },
});

async function printBundle(workspace: Workspace): Promise<Answer> {
  const { value, notes } = await exportBundle(workspace);
  return done(value, [asciiJson(value)], notes);
}

async function writeBundle(workspace: Workspace, file: string): Promise<Answer> {
  const { value, notes } = await exportBundle(workspace);
  const created = createFile(file, Buffer.from(`${JSON.stringify(value)}\n`));
  if (created !== 'created') return notCreated(file, created);
  const { batches, sessions } = value;
  const json = { path: file, format: 'json', batches: batches.length, sessions: sessions.length };
  return done(
    json,
    [
      `Exported ${batches.length} batches and ${sessions.length} sessions to ${file}`,
      `To take them in elsewhere: adev import ${path.basename(file)}`,
    ],
    notes,
  );
}

/** Checks all places before it writes the first file; what is there already is never replaced. */
async function writeOriginal(workspace: Workspace, folder: string): Promise<Answer> {
  const { value: files, notes } = await exportForOriginal(workspace);
  const occupied = files.find((file) => isOccupied(path.join(folder, file.path)));
  if (occupied !== undefined) return notCreated(path.join(folder, occupied.path), 'taken');
  if (!isOccupied(path.dirname(folder))) return notCreated(folder, 'no-folder');
  createFolder(folder);
  for (const file of files) {
    const created = createOriginal(folder, file);
    if (created !== 'created') return notCreated(path.join(folder, file.path), created);
  }
  const json = { path: folder, format: 'python', files: files.map((file) => file.path) };
  return done(
    json,
    [
      `Exported ${files.length} files to ${folder}`,
      'Copy them into the project, and .autonomous-dev/user_state.json into the home folder.',
    ],
    notes,
  );
}

function createOriginal(
  folder: string,
  { path: below, content }: OriginalFile,
): ReturnType<typeof createFile> {
  const steps = below.split('/').slice(0, -1);
  for (const [depth] of steps.entries()) createFolder(path.join(folder, ...steps.slice(0, depth + 1)));
  return createFile(path.join(folder, below), Buffer.from(asciiJson(content, 2)));
}

function notCreated(file: string, why: 'taken' | 'no-folder'): Answer {
  return refused(
    why === 'taken'
      ? {
          code: 'file-exists',
          message: `${quote(file)} is there already, and nothing is overwritten: choose another --out.`,
        }
      : { code: 'no-such-folder', message: `There is no folder for ${quote(file)}: make it first.` },
  );
}

/** Without any sign beyond ASCII, as the original writes, so that nothing on the way to a terminal changes a text. */
function asciiJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replaceAll(
    /[^\n\x20-\x7e]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
