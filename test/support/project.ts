// Projects and homes for one test, made from plain objects and gone after it.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stateDirectory } from '../../lib/project-root.ts';
import type { Surroundings } from '../../lib/workspace.ts';

/** Files by name, folders as objects: `{ src: { 'a.ts': 'text' } }`. A name may be a path. */
export type Tree = Readonly<{ [name: string]: string | Tree }>;

export type TestProject = Readonly<{
  /** Where the project and its home lie, by their real path. */
  folder: string;
  root: string;
  home: string;
  /** Where its state goes. */
  stateDir: string;
  /** The folder of the session that `surroundings` names. */
  log: string;
  /** A complete environment; nothing is inherited but the PATH. */
  env: Readonly<Record<string, string>>;
  surroundings: Surroundings;
}>;

type Cleanup = Readonly<{ after: (cleanup: () => void) => void }>;

export const SESSION = 'session-1';

/** A scratch folder by its real path. */
export function scratchFolder(t: Cleanup): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'adev-test-')));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** A scratch folder in memory where there is one, for tests that save thousands of times on a disk that only pretends. */
export function memoryFolder(t: Cleanup): string {
  const folder = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'adev-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** A real git repository with these files, beside a home of its own. */
export function createProject(t: Cleanup, files: Tree = {}): TestProject {
  const folder = scratchFolder(t);
  const project = described(folder, path.join(folder, 'project', '.git', 'autonomous-dev'));
  plant(project.root, files);
  execFileSync('git', ['init', '--quiet', project.root], { env: project.env, stdio: 'pipe' });
  return project;
}

/** A project that is no repository: its state goes below the home folder. */
export function createProjectOutsideGit(t: Cleanup): TestProject {
  const folder = scratchFolder(t);
  const { root, env } = described(folder, '');
  plant(root, { '.claude': {} });
  return described(folder, stateDirectory({ root }, { env }));
}

/** A project whose state lies in a folder of the test's choice. */
export function createProjectWithStateIn(t: Cleanup, stateDir: string): TestProject {
  const project = described(scratchFolder(t), stateDir, { AUTONOMOUS_DEV_STATE_DIR: stateDir });
  plant(project.root, { '.claude': {} });
  return project;
}

export function plant(folder: string, files: Tree): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    if (typeof content === 'object') {
      plant(file, content);
    } else {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }
}

/** Everything below a folder, by path: the text of files, the target of links, the type of anything else. */
export function snapshot(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(namesBelow(folder, '').map((name) => [name, contentOf(path.join(folder, name))]));
}

/** Node's own recursive listing would follow links. */
function namesBelow(folder: string, at: string): string[] {
  return readdirSync(path.join(folder, at), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(at, entry.name);
    return entry.isDirectory() ? [name, ...namesBelow(folder, name)] : [name];
  });
}

function contentOf(file: string): string {
  const found = lstatSync(file);
  if (found.isSymbolicLink()) return `-> ${readlinkSync(file)}`;
  if (found.isFile()) return readFileSync(file, 'latin1');
  return found.isDirectory() ? '(folder)' : '(neither file nor folder)';
}

function described(folder: string, stateDir: string, more: Record<string, string> = {}): TestProject {
  const [root, home] = [path.join(folder, 'project'), path.join(folder, 'home')];
  for (const made of [root, home]) mkdirSync(made, { recursive: true });
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, CLAUDE_CODE_SESSION_ID: SESSION, ...more };
  const log = path.join(stateDir, 'sessions', SESSION);
  const surroundings: Surroundings = { env, cwd: () => root, now: Date.now };
  return { folder, root, home, stateDir, log, env, surroundings };
}
