// A project that has been worked in, in a folder that can be put back to what it was: a batch in progress with revisions
// to prune, a held lease, a session with agents, old sessions, leftovers of the dead, and files of the predecessor.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DAY_MS, plantSession, writeEntry, checkpoint } from '../care/old-state.ts';
import { fixture, legacyFiles } from '../import/legacy-project.ts';
import type { Fault } from '../support/broken-disk.ts';
import { memoryFolder, plant, SESSION } from '../support/project.ts';
import { imageOf } from './disk-image.ts';
import type { Program } from './programs.ts';
import { runInside, type Told } from './run-inside.ts';

/** What is amiss with the disk all the time, besides what a test breaks. */
export type Disk = Pick<Fault, 'noLinks'>;

export type Stage = Readonly<{
  plugin: string;
  disk: Disk;
  /** The only folder that breaks. */
  folder: string;
  /** For what belongs to the run and not to the project. */
  beside: string;
  root: string;
  home: string;
  stateDir: string;
  env: Readonly<Record<string, string>>;
  inputOf: (program: Extract<Program, { event: string }>) => object;
  envOf: (program: Extract<Program, { event: string }>) => Readonly<Record<string, string>>;
  play: (program: Program) => Promise<Told>;
  /** Makes everything as it was when the program was prepared. */
  reset: () => void;
}>;

/** One file of each kind that there is much to take over from. */
const { 'docs/sessions/20250330-212140-pipeline.json': _, ...LEGACY } = legacyFiles();

const DEAD_PID = 4_000_000;

/** The project as the program finds it; the client is this process. */
export async function stageFor(
  t: Parameters<typeof memoryFolder>[0],
  plugin: string,
  program: Program,
  disk: Disk = {},
): Promise<Stage> {
  const all = memoryFolder(t);
  const [folder, beside] = [path.join(all, 'disk'), path.join(all, 'beside')];
  const [root, home] = [path.join(folder, 'project'), path.join(folder, 'home')];
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    CLAUDE_CODE_SESSION_ID: SESSION,
    CLAUDE_PID: String(process.pid),
  };
  const stage: Stage = {
    plugin,
    disk: {},
    folder,
    beside,
    root,
    home,
    stateDir: path.join(root, '.git/autonomous-dev'),
    env,
    inputOf: ({ event, fields, session = SESSION }) => ({
      session_id: session,
      cwd: root,
      hook_event_name: event,
      ...fields,
    }),
    envOf: ({ session = SESSION }) => ({
      ...env,
      CLAUDE_CODE_SESSION_ID: session,
      CLAUDE_PROJECT_DIR: root,
      CLAUDE_PLUGIN_ROOT: plugin,
      CLAUDE_ENV_FILE: path.join(beside, 'env', 'bash.sh'),
    }),
    async play(played) {
      const told = await runInside(stage, played);
      assert.deepEqual({ status: told.status, stderr: told.stderr }, { status: 0, stderr: '' }, told.stdout);
      return told;
    },
    reset: () => reset(),
  };
  mkdirSync(path.join(beside, 'env'), { recursive: true });
  plant(root, LEGACY);
  plant(home, { '.autonomous-dev/user_state.json': fixture('user-first-run-done.json') });
  execFileSync('git', ['init', '--quiet', '--template=', root], { env, stdio: 'pipe' });
  await work(stage);
  plantOldState(stage);
  await program.prepare?.(stage);
  const reset = imageOf(folder);
  return { ...stage, disk };
}

async function work(stage: Stage): Promise<void> {
  const adev = async (...args: string[]) =>
    JSON.parse((await stage.play({ name: '', args: [...args, '--json'] })).stdout) as {
      lease?: { token: number };
    };
  const features = (howMany: number) =>
    Array.from({ length: howMany }, (_, index) => ['--feature', `feature ${index + 1}`]).flat();
  await adev('batch', 'create', '--id', 'b2', ...features(2));
  await adev('batch', 'create', '--id', 'b1', '--drive', ...features(8));
  for (const [batch, number] of [
    ['b2', 1],
    ['b1', 1],
    ['b1', 2],
    ['b1', 3],
    ['b1', 4],
  ] as const) {
    const token = String((await adev('batch', 'next', batch, '--claim')).lease?.token);
    await adev('batch', 'complete', String(number), '--batch', batch, '--token', token);
  }
  await adev('batch', 'next', 'b1', '--claim');
  const hooks = [
    { name: '', event: 'SessionStart', fields: { source: 'startup' } },
    { name: '', event: 'SubagentStart', fields: { agent_type: 'tester', agent_id: 'agent-1' } },
  ];
  for (const hook of hooks) await stage.play(hook);
  await adev('checkpoint', 'save', '--agent', 'tester', '--message', 'before');
  await adev('prefs', 'set', 'capture', 'full');
}

function plantOldState({ stateDir }: Stage): void {
  const old = Date.now() - 60 * DAY_MS;
  for (const id of ['old-1', 'old-2']) plantSession(stateDir, { id, at: old, notes: ['a', 'b'] });
  const sessions = path.join(stateDir, 'sessions');
  const trash = path.join(sessions, `.trash-${DEAD_PID}-1.2.old-3`);
  mkdirSync(trash, { mode: 0o700 });
  writeEntry(trash, 2, checkpoint(new Date(old).toISOString(), 'dropped'));
  for (const folder of [path.join(sessions, SESSION), path.join(stateDir, 'batches/b1')])
    writeFileSync(path.join(folder, `.tmp-${DEAD_PID}-1`), 'half', { mode: 0o600 });
}
