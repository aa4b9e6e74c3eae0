import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { parseAdevCommand } from '../../lib/domain/adev-command.ts';
import { startClient } from '../batch/stage.ts';
import { DEAD_CLIENT, plantSession } from '../care/old-state.ts';
import { createProject, snapshot, type TestProject } from '../support/project.ts';
import { as, nextOf, withBatch } from './batch-stage.ts';
import { checkpoint, finished, record, started } from './events.ts';
import { adev, jsonOf, NOW, withoutSession } from './in-process.ts';

type Step = Readonly<{ code: string; message: string; command?: string }>;
type Report = Readonly<{
  last_session: Readonly<{ session_id: string; ending: string }> | null;
  agents: Readonly<{ counts: Record<string, number>; lost: readonly Readonly<{ agent: string }>[] }>;
  batches: readonly Readonly<{
    batch_id: string;
    features: readonly Readonly<Record<string, unknown>>[];
    more_features: number;
  }>[];
  more_batches: number;
  needs_person: readonly Step[];
  next: readonly Step[];
}>;

async function textOf(project: TestProject, ...more: string[]): Promise<string> {
  const ran = await adev(project, ['report', ...more]);
  assert.deepEqual([ran.exit, ran.stderr], [0, '']);
  return ran.stdout;
}

async function factsOf(project: TestProject, ...more: string[]): Promise<Report> {
  return jsonOf(await adev(project, ['report', '--json', ...more])) as Report;
}

async function claim(project: TestProject): Promise<number> {
  return nextOf(await adev(project, ['batch', 'next', 'b1', '--claim', '--json'])).lease?.token ?? 0;
}

async function tell(project: TestProject, ...words: readonly string[]): Promise<void> {
  const token = await claim(project);
  const [outcome = '', ...more] = words;
  const ran = await adev(project, ['batch', outcome, '--batch', 'b1', '--token', String(token), ...more]);
  assert.deepEqual([ran.exit, ran.stderr], [0, '']);
}

/** A night: one of each outcome, one whose client was killed, and agents of which one was lost. */
async function aNight(t: TestContext): Promise<TestProject> {
  const project = await withBatch(t, ['lexer', 'parser', 'docs', 'types', 'rest']);
  await tell(project, 'complete', '1', '--commit', 'abc1234', '--note', '12 tests pass');
  await tell(project, 'fail', '2', '--error', 'the grammar is not public');
  await tell(project, 'skip', '3', '--reason', 'needs the owner', '--category', 'manual');
  const client = await startClient(t);
  await claim(as(project, 'killed', client.pid));
  record(project, 'killed', [started('09:00', 'coder', 'c1'), checkpoint('09:10', 'coder', 'half')], client);
  record(project, 'killed', [started('09:00', 'tester', 't1'), finished('09:30', 'tester', 't1')], client);
  await client.end();
  return project;
}

test('a report tells of a night: outcomes with their evidence, what needs a person, and the exact commands', async (t) => {
  const project = withoutSession(await aNight(t));
  const text = await textOf(project);
  for (const part of [
    /^# adev report: project\n\n2026-11-22 10:00Z, `\//,
    /^- Batch `b1`: running, 1 of 5 done, 1 failed, 1 skipped, 1 in progress, 1 pending, 1 uncertain$/m,
    /^- Agent runs since 2026-11-19 10:00Z: 1 lost, 1 completed$/m,
    /^- Last session: `killed`, vanished$/m,
    /^- Batch b1: feature 4 left by an owner that is gone: .*: `adev batch show b1`$/m,
    /^- Batch b1: feature 2 failed: .*: `adev batch retry 2 --batch b1`$/m,
    /^- Batch b1: feature 3 skipped, .*: `adev batch retry 3 --batch b1`$/m,
    /^- One agent run was lost: .*: `adev agent status`$/m,
    /^## How the last session ended\n\n- 2026-11-22 \d\d:\d\dZ session "killed"/m,
    /^Failed:\n\n- feature 2: "parser"; error "the grammar is not public"; 2026-11-22 10:00Z$/m,
    /^Uncertain:\n\n- feature 4: "types"; in progress, its owner is gone$/m,
    /^Skipped:\n\n- feature 3: "docs"; because "needs the owner"; /m,
    /^Completed:\n\n- feature 1: "lexer"; commit `abc1234`; note "12 tests pass"; 2026-11-22 10:00Z$/m,
    /^- `coder` of session `killed`, begun 2026-11-22 09:00Z: "half"$/m,
    /^## Next\n\n- Go on with batch b1, 2 left: `adev batch adopt b1`\n$/m,
  ]) {
    assert.match(text, part);
  }
  const facts = await factsOf(project);
  assert.deepEqual(
    facts.needs_person.map(({ code }) => code),
    ['uncertain', 'failed', 'skipped', 'lost-runs'],
  );
  for (const { command } of [...facts.needs_person, ...facts.next]) {
    assert.ok(parseAdevCommand(command ?? ''), command);
  }
  assert.deepEqual(facts.agents.counts, { lost: 1, completed: 1 });
  assert.deepEqual(
    facts.batches[0]?.features.map(({ number, status, uncertain }) => [number, status, uncertain]),
    [
      [2, 'failed', undefined],
      [4, 'in_progress', 'now'],
      [3, 'skipped', undefined],
      [1, 'completed', undefined],
    ],
  );
});

test('a report reads and changes nothing, and tells the same to a session and to a person', async (t) => {
  const project = await aNight(t);
  const before = snapshot(project.folder);
  const forPerson = await textOf(withoutSession(project));
  assert.equal(await textOf(as(project, 'another')), forPerson);
  assert.deepEqual(snapshot(project.folder), before);
});

test('a batch that is through is reported while it is news, and then only counted', async (t) => {
  const project = await withBatch(t, ['one', 'two']);
  await tell(project, 'complete', '1', '--commit', 'abc1234');
  const { next } = await factsOf(project);
  assert.deepEqual(
    next.map(({ command }) => command),
    ['adev batch adopt b1'],
  );
  await tell(project, 'complete', '2', '--commit', 'abc1235');
  const fresh = await factsOf(project);
  assert.equal(fresh.batches[0]?.features.length, 2);
  assert.deepEqual(
    fresh.needs_person.map(({ code }) => code),
    ['review'],
  );
  assert.deepEqual(fresh.next, []);
  const later = await adev(project, ['report'], { now: () => NOW + 73 * 3_600_000 });
  assert.match(later.stdout, /No batch is unfinished, and none changed lately\n- 1 more, older or finished/);
  assert.match(later.stdout, /Nothing needs a person/);
});

test('a paused batch, a doubt that is over and an outcome without commit need a person', async (t) => {
  const project = await withBatch(t, ['one', 'two']);
  const client = await startClient(t);
  await claim(as(project, 'killed', client.pid));
  await client.end();
  await tell(project, 'complete', '1', '--note', 'was done already');
  await adev(project, ['batch', 'pause', 'b1', '--reason', 'for *lunch*']);
  const { needs_person, next } = await factsOf(project);
  const codes = needs_person.map(({ code, command }) => [code, command]);
  assert.deepEqual(codes[0], ['paused', 'adev batch unpause b1']);
  assert.deepEqual(codes[1], ['was-uncertain', 'adev batch show b1']);
  assert.deepEqual(next, []);
  assert.match(await textOf(project), /^Paused 2026-11-22 10:00Z: "for \\\*lunch\\\*"$/m);
});

test('a project without state has a report, which makes none', async (t) => {
  const project = createProject(t);
  const { batches, last_session, needs_person } = await factsOf(project);
  assert.deepEqual([batches, last_session], [[], null]);
  assert.deepEqual(
    needs_person.map(({ code }) => code),
    ['no-state'],
  );
  assert.throws(() => statSync(project.stateDir), /ENOENT/);
});

test('a damaged batch is named, and keeps nothing else from the report', async (t) => {
  const project = await withBatch(t);
  const folder = path.join(project.stateDir, 'batches', 'zz');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'r0000000001.json'), 'rubbish');
  const { batches, needs_person } = await factsOf(project);
  assert.deepEqual(
    batches.map(({ batch_id }) => batch_id),
    ['b1'],
  );
  const step = needs_person.find(({ code }) => code === 'unreadable-batch');
  assert.match(step?.message ?? '', /^Batch zz cannot be shown: /);
  assert.equal(step?.command, 'adev doctor');
});

test('a session that is named is the one whose end is told', async (t) => {
  const project = createProject(t);
  plantSession(project.stateDir, { id: 'older', at: NOW - 7_200_000, client: DEAD_CLIENT });
  plantSession(project.stateDir, { id: 'newer', at: NOW - 3_600_000, client: DEAD_CLIENT, reason: null });
  const person = withoutSession(project);
  assert.equal((await factsOf(person)).last_session?.ending, 'vanished');
  assert.equal((await factsOf(person, '--session', 'older')).last_session?.ending, 'clean');
});

const HOSTILE =
  '# x\n\n## y\n- [z](javascript:alert`1`) <img src=x> **b** ~~c~~ | `d` \u001b[2J\u202e &lt; _e_ $f$ \\';

test('nothing that somebody wrote acts as markup or on a terminal', async (t) => {
  const project = await withBatch(t, [HOSTILE, HOSTILE, HOSTILE, HOSTILE], createProject(t));
  await tell(project, 'complete', '1', '--note', HOSTILE, '--pr', HOSTILE, '--commit', HOSTILE);
  await tell(project, 'fail', '2', '--error', HOSTILE);
  await tell(project, 'skip', '3', '--reason', HOSTILE);
  await adev(project, ['batch', 'create', '--feature', HOSTILE, '--id', 'b2', '--title', HOSTILE]);
  await adev(project, ['batch', 'pause', 'b2', '--reason', HOSTILE]);
  record(project, HOSTILE, [
    started('09:00', HOSTILE, 'c1'),
    { ...checkpoint('09:10', HOSTILE, HOSTILE), kind: HOSTILE },
    { event: 'hook-failed', at: HOSTILE, hook: HOSTILE, message: HOSTILE },
  ]);
  const text = await textOf(withoutSession(project));
  assert.match(text, /javascript/);
  assert.doesNotMatch(text, /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u);
  const headings = [...text.matchAll(/^ *#.*$/gm)].map(([heading]) => heading);
  assert.deepEqual(headings, [
    '# adev report: project',
    '## At a glance',
    '## Needs a person',
    '## How the last session ended',
    '## Batch b1',
    '## Batch b2',
    '## Next',
  ]);
  for (const line of text.split('\n')) {
    const bare = line
      .replaceAll(/\\[!-/:-@[-`{-~]/g, '')
      .replaceAll(/`[^`]*`/g, '')
      .replace(/^#{1,2} /, '');
    assert.doesNotMatch(bare, /[\\`*_[\]<>&|~$#]/, line);
  }
});

test('a report of ten thousand features stays small, as text and as JSON', async (t) => {
  const project = createProject(t);
  const list = Array.from({ length: 9_999 }, (_, index) => `- [x] ${index} ${'long '.repeat(60)}`).join('\n');
  writeFileSync(path.join(project.root, 'list.md'), `${list}\n- [ ] one more\n`);
  assert.equal((await adev(project, ['batch', 'create', 'list.md', '--id', 'b1'])).exit, 0);
  const facts = await factsOf(project);
  assert.deepEqual([facts.batches[0]?.features.length, facts.batches[0]?.more_features], [60, 9939]);
  assert.ok(JSON.stringify(facts).length < 40_000);
  const text = await textOf(project);
  assert.ok(text.length < 40_000);
  assert.match(text, /^And 9939 more: `adev batch show b1`$/m);
});

test('--out writes the report whole for its owner only, and replaces an earlier report', async (t) => {
  const project = await withBatch(t);
  const file = path.join(project.root, 'morning.md');
  const printed = await textOf(project);
  const ran = await adev(project, ['report', '--out', 'morning.md']);
  assert.deepEqual(ran, { exit: 0, stdout: `Report written to ${file}\n`, stderr: '' });
  assert.equal(readFileSync(file, 'utf8'), printed);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  await tell(project, 'complete', '1', '--commit', 'abc1234');
  const again = jsonOf(await adev(project, ['report', '--out', 'morning.md', '--json'])) as { path: string };
  assert.equal(again.path, file);
  assert.equal(readFileSync(file, 'utf8'), await textOf(project));
});

test('--out never takes the place of anything that is no report, and follows no link', async (t) => {
  const project = await withBatch(t);
  const { root } = project;
  writeFileSync(path.join(root, 'code.ts'), 'export {};\n');
  writeFileSync(path.join(root, 'real.md'), await textOf(project));
  symlinkSync('real.md', path.join(root, 'link.md'));
  symlinkSync('nowhere.md', path.join(root, 'loose.md'));
  mkdirSync(path.join(root, 'folder'));
  const before = snapshot(root);
  for (const name of ['code.ts', 'link.md', 'loose.md', 'folder']) {
    const ran = await adev(project, ['report', '--out', name]);
    assert.equal(ran.exit, 3, name);
    assert.match(ran.stderr, /refused \(file-exists\)/, name);
  }
  const nowhere = await adev(project, ['report', '--out', 'none/morning.md']);
  assert.match(nowhere.stderr, /refused \(no-such-folder\)/);
  assert.deepEqual(snapshot(root), before);
});

test('outside of the project only a person writes one', async (t) => {
  const project = await withBatch(t);
  symlinkSync('..', path.join(project.root, 'up'));
  const agent = { ...project, env: { ...project.env, CLAUDECODE: '1' } };
  for (const out of ['../morning.md', path.join(project.folder, 'morning.md'), 'up/morning.md']) {
    const ran = await adev(agent, ['report', '--out', out]);
    assert.deepEqual([ran.exit, ran.stdout], [3, ''], out);
    assert.match(ran.stderr, /needs-person/);
  }
  assert.equal((await adev(agent, ['report', '--out', 'morning.md'])).exit, 0);
  assert.equal((await adev(project, ['report', '--out', '../morning.md'])).exit, 0);
});

test('no agent reports or sets a status line unasked', () => {
  for (const command of ['adev report', 'adev report --out x.md', 'adev statusline']) {
    assert.equal(parseAdevCommand(command), null, command);
  }
});
