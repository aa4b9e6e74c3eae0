// A writer is suspended at every file call of a save, others commit meanwhile, and it is woken.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import test, { type TestContext } from 'node:test';
import { openStore, type Store } from '../../lib/store/store.ts';
import { onBrokenDiskAsync } from '../support/broken-disk.ts';
import { addToken, TOKENS, type Task } from '../support/broken-disk-program.ts';
import { hasStopped, startProgram, twoAtATime } from '../support/broken-disk-run.ts';
import { memoryFolder } from '../support/project.ts';

const skip = process.platform === 'linux' ? false : 'whether a process is stopped is only known on Linux';

type Place = Readonly<{ folder: string; store: Store }>;

function newPlace(t: TestContext): Place {
  const folder = memoryFolder(t);
  return { folder, store: openStore({ path: path.join(folder, 'state'), base: folder }) };
}

type Slept = Readonly<{ outcome: string; tokens: readonly string[]; when: string }>;

/** Stops a save of the token `sleeper` at one of its calls, commits others, and wakes it. */
async function sleepAt(place: Place, call: number, others: readonly string[], task: Task): Promise<Slept> {
  const fault = { below: place.folder, at: call, signal: 'SIGSTOP' } as const;
  const running = startProgram(task, { env: {}, cwd: place.folder, fault });
  assert.ok(await hasStopped(running), `call ${call} was not reached`);
  for (const token of others) assert.equal(await addToken(place.store, 'b1', token), 'saved');
  running.process.kill('SIGCONT');
  const { said, status, stderr } = await running.ended;
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  const read = place.store.readNow(TOKENS, 'b1');
  assert.ok(read.ok);
  return {
    outcome: (said[0] as { outcome: string }).outcome,
    tokens: read.value?.data.tokens ?? [],
    when: `asleep at call ${call} while ${others.length} others committed`,
  };
}

const taskFor = ({ folder }: Place): Task => ({
  do: 'add',
  stateDir: path.join(folder, 'state'),
  base: folder,
  id: 'b1',
  tokens: ['sleeper'],
});

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `other-${index}`);

for (const [commits, words] of [
  [1, 'another commits'],
  [20, 'twenty others commit'],
] as const) {
  test(
    `a writer asleep at any call while ${words} loses nothing, and says the truth`,
    { skip },
    async (t) => {
      const before = ['a', 'b', 'c'];
      const calls = await callsOfAnUpdate(newPlace(t), before);
      assert.ok(calls.length > 15);
      await twoAtATime([...calls.keys()], async (index) => {
        const place = newPlace(t);
        for (const token of before) await addToken(place.store, 'b1', token);
        const others = numbered(commits);
        const { outcome, tokens, when } = await sleepAt(place, index + 1, others, taskFor(place));
        assert.equal(outcome, 'saved', when);
        assert.deepEqual(tokens.toSorted(), [...before, ...others, 'sleeper'].toSorted(), when);
      });
    },
  );
}

test(
  'a writer asleep in its first save while others begin the document loses nothing',
  { skip },
  async (t) => {
    const calls = await callsOfAnUpdate(newPlace(t), []);
    await twoAtATime([...calls.keys()], async (index) => {
      const place = newPlace(t);
      const others = numbered(10);
      const { outcome, tokens, when } = await sleepAt(place, index + 1, others, taskFor(place));
      assert.equal(outcome, 'saved', when);
      assert.deepEqual(tokens.toSorted(), [...others, 'sleeper'].toSorted(), when);
    });
  },
);

test(
  'a writer that more commits overtook than are remembered does not say that it saved',
  { skip },
  async (t) => {
    const place = newPlace(t);
    await addToken(place.store, 'b1', 'a');
    const calls = await callsOfAnUpdate(newPlace(t), ['a']);
    const linked = calls.findIndex(({ name }) => name === 'linkSync') + 1;
    const others = numbered(140);
    const { outcome, tokens } = await sleepAt(place, linked + 1, others, taskFor(place));
    assert.equal(outcome, 'unknown');
    // It counts all the same: the others were built upon it.
    assert.deepEqual(tokens.toSorted(), ['a', ...others, 'sleeper'].toSorted());
  },
);

test('an entry of a log is saved at its own number however long its writer slept', { skip }, async (t) => {
  const place = newPlace(t);
  const append = (data: string) => place.store.append('s1', { version: '2.0.0', data }, () => 'first');
  append('a');
  const env = { AUTONOMOUS_DEV_STATE_DIR: path.join(place.folder, 'state'), CLAUDE_CODE_SESSION_ID: 's1' };
  const surroundings = { env: { ...env, CLAUDE_PROJECT_DIR: place.folder }, cwd: place.folder };
  const recorded = await callsOf(place, () => append('b'));
  // The program looks for the project and the off switch first: some calls more.
  await twoAtATime(
    Array.from({ length: recorded.length + 6 }, (_, index) => index + 1),
    async (call) => {
      const fault = { below: path.join(place.folder, 'state'), at: call, signal: 'SIGSTOP' } as const;
      const message = `sleeper at ${call}`;
      const running = startProgram({ do: 'checkpoint', messages: [message] }, { ...surroundings, fault });
      if (await hasStopped(running)) {
        for (let step = 0; step < 10; step += 1) append(`other ${step} of ${call}`);
        running.process.kill('SIGCONT');
      }
      const { said } = await running.ended;
      const { saved, number } = said[0] as { saved: boolean; number: number };
      assert.ok(saved, JSON.stringify(said));
      const log = place.store.log('s1');
      const entry = log?.entries.find((one) => one.number === number)?.data as { message?: string };
      assert.equal(entry.message, message);
    },
  );
  const log = place.store.log('s1');
  const others = (log?.entries ?? []).filter(({ data }) => String(data).startsWith('other'));
  assert.equal(others.length % 10, 0);
  assert.equal(new Set(others.map(({ data }) => data)).size, others.length);
  assert.deepEqual(
    log?.entries.map(({ number }) => number),
    log?.entries.map((_, index) => index + 1),
  );
});

test(
  'a check before the write instead of a fence at it is found out by the same sleep',
  { skip },
  async (t) => {
    const place = newPlace(t);
    const file = path.join(place.folder, 'tokens.json');
    const task: Task = { do: 'check-then-write', file, token: 'sleeper' };
    let lost = 0;
    for (let call = 1; ; call += 1) {
      writeFileSync(file, '["a"]');
      const fault = { below: file, at: call, signal: 'SIGSTOP' } as const;
      const running = startProgram(task, { env: {}, cwd: place.folder, fault });
      if (!(await hasStopped(running))) break;
      writeFileSync(file, '["a","other"]');
      running.process.kill('SIGCONT');
      await running.ended;
      if (!readFileSync(file, 'utf8').includes('other')) lost += 1;
    }
    assert.ok(lost > 0);
  },
);

async function callsOfAnUpdate(place: Place, before: readonly string[]) {
  for (const token of before) await addToken(place.store, 'b1', token);
  return callsOf(place, () => addToken(place.store, 'b1', 'sleeper'));
}

async function callsOf(place: Place, run: () => unknown) {
  return (await onBrokenDiskAsync({ below: place.folder }, async () => run())).calls;
}
