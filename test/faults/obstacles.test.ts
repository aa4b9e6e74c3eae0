// Things that are no files of ours stand where state files belong: pipes, folders, devices, links, 300 MB. Every command and
// hook has to come to an end, and to say what it did; what is sound elsewhere goes on serving.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import test, { type TestContext } from 'node:test';
import { PLUGIN } from '../../scripts/demo/plugin.ts';
import { twoAtATime } from '../support/broken-disk-run.ts';
import { startAdev, startHook, type Ended, type Running } from '../support/plugin-process.ts';
import { createProject, plant, type TestProject } from '../support/project.ts';
import { brokenPlugin } from './broken-plugin.ts';
import { isFull, sampleOf, some } from './extent.ts';
import { libraryOf, tokensIn } from './library.ts';

const OBSTACLES: Readonly<Record<string, (where: string) => void>> = {
  'a pipe that nobody writes to': (where) => execFileSync('mkfifo', [where]),
  'a folder': (where) => mkdirSync(where),
  'a folder with a file in it': (where) => plant(where, { file: 'mine' }),
  'a link to nowhere': (where) => symlinkSync('/nowhere/at/all', where),
  'a link to itself': (where) => symlinkSync(where, where),
  'a link to a device without an end': (where) => symlinkSync('/dev/zero', where),
  'a link to a file elsewhere': (where) => symlinkSync('/etc/hostname', where),
  'a file of 300 MB': (where) => {
    writeFileSync(where, '');
    truncateSync(where, 300 * 1024 * 1024);
  },
  ...(process.getuid?.() === 0 && process.platform === 'linux'
    ? { 'a device without an end': (where: string) => execFileSync('mknod', [where, 'c', '1', '5']) }
    : {}),
};

/** Where it stands, below the state directory or the home folder. */
const PLACES: Readonly<Record<string, (project: TestProject) => string>> = {
  'the newest revision of a batch': ({ stateDir }) => path.join(stateDir, 'batches/b1/r0000000003.json'),
  'the next revision of a batch': ({ stateDir }) => path.join(stateDir, 'batches/b1/r0000000004.json'),
  'the newest entry of a session': ({ log }) => path.join(log, 'e0000000004.json'),
  'the first entry of a session': ({ log }) => path.join(log, 'e0000000001.json'),
  'the next entry of a session': ({ log }) => path.join(log, 'e0000000005.json'),
  'the view of a batch': ({ stateDir }) => path.join(stateDir, 'batches/b1.json'),
  'a hint': ({ stateDir }) => path.join(stateDir, 'open/batch.b1'),
  'the folder of hints': ({ stateDir }) => path.join(stateDir, 'open'),
  'the folder of a batch': ({ stateDir }) => path.join(stateDir, 'batches/b1'),
  'the folder of sessions': ({ stateDir }) => path.join(stateDir, 'sessions'),
  'the project’s document': ({ stateDir }) => path.join(stateDir, 'project'),
  'the off switch': ({ stateDir }) => path.join(stateDir, 'project/r0000000001.json'),
  'the person’s preferences': ({ home }) => path.join(home, '.autonomous-dev/user/r0000000001.json'),
  'the state directory': ({ stateDir }) => stateDir,
};

type Program = Readonly<{ name: string; start: (project: TestProject, plugin: string) => Running }>;

const command = (...args: string[]): Program => ({
  name: args.join(' '),
  start: (project, plugin) => startAdev(project, [...args, '--json'], { plugin }),
});

const hook = (event: string, fields: object = {}): Program => ({
  name: event,
  start: (project, plugin) => startHook(project, event, fields, { plugin }),
});

const PROGRAMS: readonly Program[] = [
  command('checkpoint', 'save', '--agent', 'tester', '--message', 'new'),
  command('batch', 'next', 'b1', '--claim'),
  command('batch', 'show', 'b1'),
  command('status'),
  command('doctor'),
  command('gc'),
  hook('SessionStart', { source: 'resume' }),
  hook('UserPromptSubmit', { prompt: 'go on' }),
  hook('SubagentStop', { agent_type: 'tester', agent_id: 'a1', last_assistant_message: 'done' }),
  hook('Stop'),
  hook('SessionEnd', { reason: 'other' }),
];

/** A batch of three revisions, a session of four entries, a project document and preferences. */
async function workedIn(t: TestContext): Promise<TestProject> {
  const project = createProject(t);
  const library = libraryOf();
  const { surroundings } = project;
  assert.ok((await library.createBatchState({ batchId: 'b1', features: ['a', 'b', 'c'] }, surroundings)).ok);
  for (const number of [1, 2]) assert.ok((await library.markCompleted('b1', number, {}, surroundings)).ok);
  for (const message of ['one', 'two'])
    assert.ok(library.saveCheckpoint({ agentName: 'a', message }, surroundings).saved);
  return project;
}

const [PIPE] = Object.values(OBSTACLES) as [(where: string) => void];

for (const [where, placeOf] of some(Object.entries(PLACES), 5)) {
  test(`whatever stands in place of ${where}, nothing waits for it, and everybody is told the truth`, async (t) => {
    assert.deepEqual(await runAll(t, PLUGIN, placeOf, PIPE, some(PROGRAMS, 3)), [], 'a pipe');
    for (const [what, make] of some(Object.entries(OBSTACLES).slice(1), 1))
      assert.deepEqual(await runAll(t, PLUGIN, placeOf, make, sampleOf(PROGRAMS, isFull ? 4 : 2)), [], what);
  });
}

test('a damaged batch goes on from its last good state, and the person hears of it exactly once', async (t) => {
  const project = await workedIn(t);
  const file = path.join(project.stateDir, 'batches/b1/r0000000003.json');
  writeFileSync(file, '');
  const claimed = await startAdev(project, ['batch', 'next', 'b1', '--claim', '--json'], {}).ended;
  const { feature } = JSON.parse(claimed.stdout) as { feature: { number: number } };
  assert.equal(feature.number, 2, 'what was completed in the damaged revision is offered again');
  const said: string[] = [];
  for (const source of ['startup', 'resume', 'startup']) {
    const { stdout } = await startHook(project, 'SessionStart', { source }, {}).ended;
    const { systemMessage = '' } = JSON.parse(stdout || '{}') as { systemMessage?: string };
    if (systemMessage.includes('damaged')) said.push(systemMessage);
  }
  assert.equal(said.length, 1);
  assert.match(said[0] ?? '', /newest state of batch b1 was damaged .* adev doctor/s);
  const { stdout } = await startAdev(project, ['doctor', '--json'], {}).ended;
  const { findings } = JSON.parse(stdout) as { findings: { code: string; meaning: string }[] };
  assert.deepEqual(
    findings.map(({ code }) => code),
    ['damaged-revision'],
  );
});

test('a reader that waits for a pipe is found out', async (t) => {
  const plugin = brokenPlugin(t, {
    file: 'lib/base.cjs',
    from: /O_RDONLY \| \(import_node_fs\d*\.constants\.O_NOFOLLOW \?\? 0\) \| \(import_node_fs\d*\.constants\.O_NONBLOCK \?\? 0\)/,
    to: 'O_RDONLY',
  });
  const place = PLACES['the newest revision of a batch'];
  assert.ok(place);
  const problems = await runAll(t, plugin, place, PIPE, [command('batch', 'show', 'b1')], 1500);
  assert.match(problems.join(), /does not end/);
});

/** Runs the programs one after another in a project with the obstacle, and tells what was wrong. */
async function runAll(
  t: TestContext,
  plugin: string,
  placeOf: (project: TestProject) => string,
  make: (where: string) => void,
  programs: readonly Program[],
  limitMs = 20_000,
): Promise<readonly string[]> {
  const problems: string[] = [];
  await twoAtATime(programs, async (program) => {
    const project = await workedIn(t);
    const where = placeOf(project);
    rmSync(where, { recursive: true, force: true });
    mkdirSync(path.dirname(where), { recursive: true, mode: 0o700 });
    make(where);
    const running = program.start(project, plugin);
    const timer = setTimeout(() => running.process.kill('SIGKILL'), limitMs);
    const ended = await running.ended;
    clearTimeout(timer);
    const found = [...judge(program, ended), ...(await judgeState(project, program, ended, where))];
    problems.push(...found.map((problem) => `${program.name}: ${problem}`));
  });
  return problems;
}

function judge({ name }: Program, { status, signal, stdout, stderr }: Ended): readonly string[] {
  if (signal !== null) return [`does not end: ${signal}`];
  const isHook = /^[A-Z]/.test(name);
  const problems: string[] = [];
  if (/^\s+at |^node:|Error: /m.test(stderr)) problems.push(`shows a stack trace: ${stderr}`);
  if (![0, ...(isHook ? [] : [3, 4, 75])].includes(status ?? -1))
    problems.push(`exits ${status}: ${stdout}${stderr}`);
  if (stdout !== '' || !isHook) {
    try {
      JSON.parse(stdout);
    } catch {
      problems.push(`prints no JSON: ${stdout}`);
    }
  }
  return problems;
}

/** What is told as saved is there, and nothing was written through what stood in the way. */
async function judgeState(
  project: TestProject,
  { name }: Program,
  { stdout }: Ended,
  where: string,
): Promise<readonly string[]> {
  const problems: string[] = [];
  if (!existsSync(path.dirname(where))) problems.push('its folder is gone');
  if (name.startsWith('checkpoint save') && stdout.includes('"saved":true')) {
    if (where.endsWith('.json')) rmSync(where, { recursive: true, force: true });
    const tokens = await tokensIn(libraryOf(), project, 'checkpoint').catch((error) => [String(error)]);
    if (!tokens.includes('new')) problems.push(`says that it saved, and reads ${tokens.join()}`);
  }
  return problems;
}
