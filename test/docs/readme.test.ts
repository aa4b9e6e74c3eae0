// What the README tells people to type works, and what it shows is what there is.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { decodeEnvelope } from '../../lib/store/envelope.ts';
import { BIN, PLUGIN } from '../../scripts/demo/plugin.ts';
import { portablePattern } from '../../scripts/demo/portable-pattern.ts';
import { createProject, plant, scratchFolder, type TestProject } from '../support/project.ts';

const README = readFileSync(path.resolve(import.meta.dirname, '../../README.md'), 'utf8');
const PATTERN = portablePattern(README, '"$1"', '"$2"');
const NOT_FOUND = 'Checkpoint: skipped (plugin not found)\n';

type Ran = Readonly<{ status: number | null; stdout: string; stderr: string }>;

function savePortably(cwd: string, env: NodeJS.ProcessEnv): Ran {
  const run = { cwd, env, encoding: 'utf8' } as const;
  return spawnSync('sh', ['-c', PATTERN, 'sh', 'implementer', "it's $HOME, `done`"], run);
}

function assertAnswered(ran: Ran, answer: string): void {
  assert.deepEqual(
    { status: ran.status, stdout: ran.stdout, stderr: ran.stderr },
    {
      status: 0,
      stdout: answer,
      stderr: '',
    },
  );
}

function createProjectWithPlugin(t: TestContext): TestProject {
  const project = createProject(t, { src: { deep: {} } });
  cpSync(PLUGIN, path.join(project.root, 'plugins/autonomous-dev'), { recursive: true });
  return project;
}

test('the portable pattern saves from a project root by the plugin that the session named', (t) => {
  const { root, env, stateDir } = createProject(t);
  const ran = savePortably(root, { ...env, AUTONOMOUS_DEV_PLUGIN_DIR: PLUGIN });
  assertAnswered(ran, 'Checkpoint: saved\n');
  const entry = readFileSync(
    path.join(stateDir, `sessions/${env['CLAUDE_CODE_SESSION_ID']}/e0000000002.json`),
  );
  assert.match(entry.toString(), /"message":"it's \$HOME, `done`"/);
});

test('the portable pattern saves from a subfolder by the plugin in the project', (t) => {
  const { root, env } = createProjectWithPlugin(t);
  assertAnswered(savePortably(path.join(root, 'src/deep'), env), 'Checkpoint: saved\n');
});

test('the portable pattern falls back on the project when the plugin that the session named is gone', (t) => {
  const { root, env, folder } = createProjectWithPlugin(t);
  const gone = path.join(folder, 'gone');
  assertAnswered(savePortably(root, { ...env, AUTONOMOUS_DEV_PLUGIN_DIR: gone }), 'Checkpoint: saved\n');
});

test('the portable pattern works in a folder whose package is of type module', (t) => {
  const { root, env } = createProjectWithPlugin(t);
  writeFileSync(path.join(root, 'package.json'), '{"type":"module"}\n');
  assertAnswered(savePortably(root, env), 'Checkpoint: saved\n');
});

test('the portable pattern skips where the plugin is missing', (t) => {
  const { root, env } = createProject(t);
  assertAnswered(savePortably(root, env), NOT_FOUND);
});

test('the portable pattern skips in a folder without git, with and without the plugin', (t) => {
  const folder = scratchFolder(t);
  const env = { PATH: process.env['PATH'], HOME: folder };
  assertAnswered(savePortably(folder, env), NOT_FOUND);
  const ran = savePortably(folder, { ...env, AUTONOMOUS_DEV_PLUGIN_DIR: PLUGIN });
  assertAnswered(ran, 'Checkpoint: skipped (no-project)\n');
});

test('the portable pattern answers in a folder that has been deleted, and saves where the session named its project', (t) => {
  const { root, env } = createProject(t);
  const script = `mkdir gone && cd gone && rmdir "$PWD"\n${PATTERN}`;
  const inDeleted = (more: NodeJS.ProcessEnv): Ran =>
    spawnSync('sh', ['-c', script, 'sh', 'implementer', 'done'], {
      cwd: root,
      env: { ...env, ...more },
      encoding: 'utf8',
    });
  const skipped = inDeleted({});
  assert.deepEqual([skipped.status, skipped.stdout], [0, 'Checkpoint: skipped (plugin cannot be loaded)\n']);
  const saved = inDeleted({ AUTONOMOUS_DEV_PLUGIN_DIR: PLUGIN, AUTONOMOUS_DEV_PROJECT_DIR: root });
  assert.deepEqual([saved.status, saved.stdout], [0, 'Checkpoint: saved\n']);
});

test('the portable pattern skips when the plugin is broken or of another age', (t) => {
  const { root, env } = createProject(t);
  const library = path.join(root, 'plugins/autonomous-dev/lib');
  for (const text of ['syntax error', 'throw new Error()', 'exports.AgentTracker = {}']) {
    plant(library, { 'agent-tracker.cjs': text });
    assertAnswered(savePortably(root, env), 'Checkpoint: skipped (plugin cannot be loaded)\n');
  }
  for (const answer of ['undefined', 'Promise.resolve({ saved: true })', 'true']) {
    const text = `exports.AgentTracker = { saveAgentCheckpointResult: () => ${answer} }`;
    plant(library, { 'agent-tracker.cjs': text });
    assertAnswered(savePortably(root, env), 'Checkpoint: skipped (plugin of another version)\n');
  }
});

test('every adev command of the README exits 0 in a project', (t) => {
  const { root, env } = createProject(t, { 'features.md': '- one\n- two\n' });
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  spawnSync('git', [...who, 'commit', '--allow-empty', '-qm', 'begin'], { cwd: root, env });
  const commands = (README.match(/^adev .*$/gm) ?? []).filter((command) => !command.includes('$'));
  assert.ok(commands.length >= 4, `only ${commands.length} commands found`);
  for (const command of commands) {
    const run = { cwd: root, env: { ...env, PATH: `${env['PATH']}:${BIN}` }, encoding: 'utf8' } as const;
    const { status, stderr } = spawnSync('sh', ['-c', command], run);
    assert.deepEqual({ command, status, stderr }, { command, status: 0, stderr: '' });
    // What `adev off` does is what the next command would meet.
    spawnSync('sh', ['-c', 'adev on'], run);
  }
});

test('the state file that the README shows is a sound one', () => {
  const [, shown] = /```json\n(\{"kind":"session"[^]*?\n)```/.exec(README) ?? [];
  assert.ok(shown);
  assert.equal(decodeEnvelope(Buffer.from(shown), 'session', 6).ok, true);
  assert.equal(decodeEnvelope(Buffer.from(shown.replace('12 tests', '13 tests')), 'session', 6).ok, false);
});

test('every file that the documents link to exists', () => {
  const documents = ['README.md', 'lib/README.md', '.github/CONTRIBUTING.md', '.github/SECURITY.md'];
  for (const document of documents) {
    const file = path.resolve(import.meta.dirname, '../..', document);
    const links = readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g);
    for (const [, target = ''] of links) {
      assert.ok(existsSync(path.resolve(path.dirname(file), target)), `${document}: ${target}`);
    }
  }
});
