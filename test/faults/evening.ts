// An evening with the plugin: a project with worktrees, sessions with clients, two versions of the plugin, a clock that is not to
// be trusted, and a ledger of everything that was acknowledged.
import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { runAdev, startAdev, startHook, type Ended, type Running } from '../support/plugin-process.ts';
import { createProject, type TestProject } from '../support/project.ts';
import { brokenPlugin } from './broken-plugin.ts';

export const SESSIONS = ['evening-1', 'evening-2', 'evening-3'] as const;

/** What was told as done, and has to be there from then on. */
export type Ledger = Readonly<{
  checkpoints: { session: string; message: string }[];
  features: string[];
  outcomes: { number: number; note: string }[];
  tokens: number[];
}>;

export type Evening = Readonly<{
  project: TestProject;
  ledger: Ledger;
  problems: string[];
  /** How often each thing was done. */
  counts: Map<string, number>;
  /** Simulated time in milliseconds since 1970. */
  now: () => number;
  jumpClock: (byMs: number) => void;
  folders: () => readonly string[];
  addWorktree: () => void;
  removeWorktree: () => void;
  /** Puts the other version of the plugin in the place of the one in use. */
  replacePlugin: () => void;
  replaceClient: (session: string) => Promise<void>;
  /** Starts a command or a hook (its event first) as a client of the session would, with the plugin in use or the other. */
  start: (session: string, cwd: string, words: readonly string[], fields?: object) => Running;
  run: (session: string, cwd: string, words: readonly string[]) => Promise<Ended>;
  pluginInUse: string;
  end: () => Promise<void>;
}>;

const EVENING_MS = 30 * 60 * 1000;

/** Half an hour that passes in `seconds`. */
export async function beginEvening(t: TestContext, plugin: string, seconds: number): Promise<Evening> {
  const project = createProject(t);
  const git = gitIn(project);
  git('commit', '--allow-empty', '--quiet', '--message', 'begin');
  const inUse = path.join(project.folder, 'plugin in use');
  const [newer] = [brokenPlugin(t, NEWER_MINOR)];
  const sources = [plugin, newer];
  cpSync(plugin, inUse, { recursive: true });

  const began = { real: performance.now(), simulated: Date.now() };
  let jumped = 0;
  const now = () =>
    Math.floor(began.simulated + jumped + (performance.now() - began.real) * (EVENING_MS / (seconds * 1000)));

  const worktrees: string[] = [];
  let made = 0;
  let replaced = 0;
  const clients = new Map<string, ChildProcess>();
  const startClient = async (session: string) => {
    const client = spawn('sleep', ['1000'], { stdio: 'ignore' });
    await once(client, 'spawn');
    clients.set(session, client);
  };
  for (const session of SESSIONS) await startClient(session);
  const endClients = async () => {
    for (const client of clients.values()) await ended(client);
  };
  t.after(endClients);

  const envOf = (session: string) => ({
    CLAUDE_CODE_SESSION_ID: session,
    CLAUDE_PID: String(clients.get(session)?.pid),
    NODE_OPTIONS: `--require "${path.join(import.meta.dirname, 'clock-preload.cjs')}"`,
    CLOCK_SHIFT_MS: String(now() - Date.now()),
  });
  const evening: Evening = {
    project,
    ledger: { checkpoints: [], features: [], outcomes: [], tokens: [] },
    problems: [],
    counts: new Map(),
    now,
    jumpClock(byMs) {
      jumped += byMs;
    },
    folders: () => [project.root, ...worktrees],
    addWorktree() {
      made += 1;
      const folder = path.join(project.folder, `worktree ${made}`);
      git('worktree', 'add', '--quiet', '--detach', folder);
      worktrees.push(folder);
    },
    removeWorktree() {
      const folder = worktrees.shift();
      if (folder !== undefined) git('worktree', 'remove', '--force', folder);
    },
    replacePlugin() {
      replaced += 1;
      const next = path.join(project.folder, `plugin ${replaced}`);
      cpSync(sources[replaced % 2] as string, next, { recursive: true });
      renameSync(inUse, path.join(project.folder, `plugin before ${replaced}`));
      renameSync(next, inUse);
    },
    async replaceClient(session) {
      const client = clients.get(session);
      if (client !== undefined) await ended(client);
      await startClient(session);
    },
    start(session, cwd, words, fields) {
      const options = { plugin: inUse, env: envOf(session) };
      const where = { root: cwd, env: project.env };
      const [event = ''] = words;
      return fields === undefined
        ? startAdev(where, words, options)
        : startHook(where, event, fields, options);
    },
    run: (session, cwd, words) =>
      runAdev({ root: cwd, env: project.env }, words, { plugin: newer, env: envOf(session) }),
    pluginInUse: inUse,
    end: endClients,
  };
  await evening.replaceClient(SESSIONS[0]);
  const features = Array.from({ length: 20 }, (_, index) => ['--feature', `feature ${index}`]).flat();
  const created = await evening.run(SESSIONS[0], project.root, [
    'batch',
    'create',
    '--id',
    'b1',
    ...features,
  ]);
  assert.equal(created.status, 0, created.stderr);
  return evening;
}

/** The other version writes a newer minor version of batches. */
const NEWER_MINOR = {
  file: 'lib/base.cjs',
  from: /var BATCH_VERSION = "2\.\d+\.0";/,
  to: 'var BATCH_VERSION = "2.99.0";',
};

function gitIn({ root, env }: TestProject) {
  const identity = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.org'];
  return (...args: readonly string[]) =>
    execFileSync('git', [...identity, ...args], { cwd: root, env, stdio: 'pipe' });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
