// Taking over what the original left behind, or what an export holds.
import path from 'node:path';
import {
  importFile,
  isOffForProcess,
  isOffForProject,
  type ImportedFile,
  type ImportOptions,
  type Workspace,
} from '../index.ts';
import { done, EXIT, refused, skipped, type Answer } from './answer.ts';
import { alignColumns } from './columns.ts';
import { command } from './command.ts';
import { inProject } from './in-project.ts';
import { filesAt, findLegacyFiles, readLegacyFile, type Candidate } from './legacy-files.ts';
import { styled, type Line, type Style } from './output.ts';
import { needsPerson, needsPersonAt } from './person.ts';
import { quote } from './quote.ts';

export const importCommand = command({
  name: 'import',
  group: 'housekeeping',
  summary: "Take over the predecessor's files, or an export",
  arguments: ['[PATH]...'],
  options: { 'dry-run': { about: 'only say what would be imported' } },

  run: (call) =>
    inProject(call, async (workspace) => {
      const { surroundings, options } = call;
      if (isOffForProcess(surroundings.env) || isOffForProject(workspace.store)) {
        return skipped({ reason: 'disabled', detail: 'autonomous-dev is switched off here: adev on' });
      }
      const isPerson = needsPerson(surroundings).ok;
      const candidates: Candidate[] = [];
      for (const given of call.arguments) {
        const place = path.resolve(surroundings.cwd(), given);
        const allowed = needsPersonAt(place, workspace);
        if (!allowed.ok) return refused(allowed.refusal);
        const files = filesAt(place, workspace);
        if (!files.ok) {
          const message = `${quote(given)}: ${files.refusal.message}. Nothing was imported.`;
          return refused({ ...files.refusal, message });
        }
        candidates.push(...files.value);
      }
      if (call.arguments.length === 0) candidates.push(...findLegacyFiles(workspace));

      const files: ImportedFile[] = [];
      for (const candidate of candidates) {
        files.push(
          ...(await importCandidate(workspace, candidate, {
            dryRun: options['dry-run'],
            isPerson,
          })),
        );
      }
      return answerFor(files, workspace, call.width());
    }),
});

/** A backup counts only where the file itself is missing or damaged. */
async function importCandidate(
  workspace: Workspace,
  candidate: Candidate,
  options: ImportOptions,
): Promise<ImportedFile[]> {
  const { path: file, backup, worktree, isInHome, unreadable } = candidate;
  if (unreadable !== undefined) return [unread(file, { code: 'unreadable', message: unreadable })];
  const content = readLegacyFile(file);
  const isAbsent = !content.ok && content.refusal.code === 'absent';
  const own = content.ok
    ? await importFile(workspace, { path: file, worktree, isInHome, ...content.value }, options)
    : unread(file, content.refusal);
  if (backup === undefined) return [own];
  if (!isAbsent && own.status !== 'damaged') {
    return [
      own,
      { ...own, path: backup, status: 'skipped', detail: 'the file that it is the backup of counts' },
    ];
  }
  const { backup: _, ...rest } = candidate;
  const fromBackup = await importCandidate(workspace, { ...rest, path: backup }, options);
  return isAbsent ? fromBackup : [own, ...fromBackup];
}

function unread(file: string, { code, message }: Readonly<{ code: string; message: string }>): ImportedFile {
  const skippedFile = { path: file, kind: 'unknown', id: null, status: 'skipped', detail: message } as const;
  return code === 'unreadable' ? { ...skippedFile, isUnsaved: true } : skippedFile;
}

function answerFor(files: readonly ImportedFile[], { project }: Workspace, width: number): Answer {
  const json = {
    files: files.map(({ path: file, kind, id, status, detail }) => ({
      path: file,
      kind,
      id,
      status,
      detail,
    })),
  };
  const lines: Line[] =
    files.length === 0
      ? ["Nothing of the predecessor's was found here. To import a file from elsewhere: adev import PATH"]
      : alignColumns(
          files.map((file) => [
            styled(STYLES[file.status], file.status),
            file.kind,
            nameOf(file, project.root),
            file.detail,
          ]),
          width,
        );
  const answer = done(json, lines);
  const isWhole = files.every(({ status, isUnsaved }) => status !== 'damaged' && isUnsaved !== true);
  return isWhole ? answer : { ...answer, exit: EXIT.skipped };
}

function nameOf({ path: file, id }: ImportedFile, root: string): string {
  const relative = path.relative(root, file);
  const shown = relative.startsWith('..') ? file : relative;
  return id === null ? shown : `${shown} -> ${id}`;
}

const STYLES: Readonly<Record<ImportedFile['status'], Style>> = {
  imported: 'green',
  'would-import': 'cyan',
  already: 'dim',
  skipped: 'yellow',
  damaged: 'red',
};
