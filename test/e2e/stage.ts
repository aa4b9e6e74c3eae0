// Where a test of the plugin takes place: a git project, a home, and a copy of the shipped plugin outside both.

import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { PLUGIN_FOLDER } from '../../scripts/build/plugin-files.ts';
import { clientEnvironment } from '../support/client-command.ts';
import { NEWEST_CLIENT, OLDEST_CLIENT } from '../support/client-install.ts';
import { readJsonLines } from '../support/recorder/recorder.ts';
import { createScratch, type Scratch } from '../support/scratch.ts';

export const CLIENTS: readonly string[] = [NEWEST_CLIENT, OLDEST_CLIENT];

/** All that `runClient` and `startClient` need besides prompt and script. */
export type Stage = Scratch &
  Readonly<{
    version: string;
    /** The copy, in a folder whose name holds a space. */
    plugin: string;
    pluginDirs: readonly string[];
    /** Every hook shows on the client's output. */
    args: readonly string[];
    /** On a busy machine Node.js alone may take the time that the client grants the hooks of its end. */
    env: Readonly<Record<string, string>>;
  }>;

export function createStage(version: string): Stage {
  const scratch = createScratch();
  const plugin = path.join(scratch.folder, 'the plugin');
  cpSync(path.resolve(import.meta.dirname, '../..', PLUGIN_FOLDER), plugin, { recursive: true });
  git(scratch.project, 'init', '--quiet');
  commit(scratch.project, 'Begin');
  return {
    ...scratch,
    version,
    plugin,
    pluginDirs: [plugin],
    args: ['--include-hook-events'],
    env: { CLAUDE_CODE_SESSIONEND_HOOKS_TIMEOUT_MS: '10000' },
  };
}

export function commit(folder: string, message: string): void {
  const author = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.invalid'];
  git(folder, ...author, 'commit', '--quiet', '--allow-empty', '--message', message);
}

/** Runs git without anybody's settings. */
export function git(folder: string, ...words: string[]): string {
  const env = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', words, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' });
}

/** A second worktree of the project, beside it. */
export function addWorktree({ folder, project }: Stage): string {
  const worktree = path.join(folder, 'second worktree');
  git(project, 'worktree', 'add', '--quiet', '-b', 'second', worktree);
  return worktree;
}

/** The state folder of the project, by its real path. */
export function stateOf({ project }: Pick<Stage, 'project'>): string {
  return path.join(realpathSync(project), '.git/autonomous-dev');
}

export type StoredEvent = Readonly<Record<string, unknown>> & { event: string };

/** The session's log as it lies on the disk, oldest first; of one kind, or all. */
export function eventsOf(stage: Stage, sessionId: string, event?: string): StoredEvent[] {
  const folder = path.join(stateOf(stage), 'sessions', sessionId);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => /^e\d+\.json$/.test(name));
  const entries = names.toSorted().map((name) => readFileSync(path.join(folder, name), 'utf8'));
  return entries
    .map((entry) => (JSON.parse(entry) as { data: StoredEvent }).data)
    .filter((data) => event === undefined || data.event === event);
}

export type Ran = Readonly<{ status: number | null; stdout: string; stderr: string }>;

/** Runs the plugin's command in the project, as a person does in a terminal of their own. */
export function adev({ home, project, plugin }: Stage, ...words: string[]): Promise<Ran> {
  const settings = { cwd: project, env: clientEnvironment(home) };
  return new Promise((resolve) => {
    const child = execFile(path.join(plugin, 'bin/adev'), words, settings, (_error, stdout, stderr) => {
      resolve({ status: child.exitCode, stdout, stderr });
    });
    child.stdin?.end();
  });
}

/** What the command answers as JSON, whatever its exit status. */
export async function adevJson<T>(stage: Stage, ...words: string[]): Promise<T> {
  const { stdout } = await adev(stage, ...words, '--json');
  return JSON.parse(stdout) as T;
}

/** What a client shows of one hook that ended. */
export type HookAnswer = Readonly<{
  hook_event: string;
  hook_name: string;
  stdout: string;
  stderr: string;
  exit_code: number;
  outcome: string;
}>;

/** The hooks that ended while any client of this stage was looking, in order within a run. */
export function hookAnswers({ home }: Stage): HookAnswer[] {
  const runs = path.join(home, 'runs');
  if (!existsSync(runs)) return [];
  const lines = readdirSync(runs).flatMap((run) => readJsonLines(path.join(runs, run, 'stdout.jsonl')));
  return (lines as (HookAnswer & { subtype?: string })[]).filter(
    ({ subtype }) => subtype === 'hook_response',
  );
}

/** Hooks that failed, also those that only said so on stderr: a hook of ours exits 0 whatever happens. */
export function hookTroubles(stage: Stage): HookAnswer[] {
  return hookAnswers(stage).filter(
    ({ outcome, exit_code, stderr }) => outcome !== 'success' || exit_code !== 0 || stderr !== '',
  );
}
