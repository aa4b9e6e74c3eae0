// A session's log is dropped while others add to it: writers and the dropper are stopped and killed at every file call.
import assert from 'node:assert/strict';
import fs, { mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { describe, it, type TestContext } from 'node:test';
import { dropLog, finishDrops } from '../../lib/store/care.ts';
import { openStore, type Store } from '../../lib/store/store.ts';
import { onBrokenDisk } from '../support/broken-disk.ts';
import { hasStopped, startProgram, twoAtATime } from '../support/broken-disk-run.ts';
import { memoryFolder, plant } from '../support/project.ts';
import { startDrop } from './drop-run.ts';

const skip = process.platform === 'linux' ? false : 'whether a process is stopped is only known on Linux';
const OLD = [3, 2, 1];
const TIME = { now: Date.now, deadline: { at: Infinity } };

type Place = Readonly<{ folder: string; state: string; store: Store; sessions: string }>;

/** A session of three entries, which is about to be dropped. */
function newPlace(t: TestContext): Place {
  const folder = memoryFolder(t);
  const state = path.join(folder, 'state');
  const store = openStore({ path: state, base: folder });
  for (const text of ['old 2', 'old 3']) append(store, text);
  return { folder, state, store, sessions: path.join(state, 'sessions') };
}

function append(store: Store, data: string): void {
  store.append('s1', { version: '2.0.0', data }, () => 'old 1');
}

function drop({ store }: Place, numbers: readonly number[] = OLD) {
  return dropLog(store.stateDir, 's1', numbers, TIME);
}

/** All that is recorded of the session, in the order of the numbers, which have no gap. */
function recorded({ store }: Place): unknown[] {
  const entries = store.log('s1')?.entries ?? [];
  assert.ok(entries.every(({ number }, index) => number === index + 1));
  return entries.map(({ data }) => data);
}

/** Ends with the test at the latest: one that is stopped would hold it up for ever. */
function startWriter(t: TestContext, { folder, state }: Place, message: string, call: number) {
  const env = { AUTONOMOUS_DEV_STATE_DIR: state, CLAUDE_CODE_SESSION_ID: 's1', CLAUDE_PROJECT_DIR: folder };
  const fault = { below: state, at: call, signal: 'SIGSTOP' } as const;
  const running = startProgram({ do: 'checkpoint', messages: [message] }, { env, cwd: folder, fault });
  t.after(() => running.process.kill('SIGKILL'));
  return running;
}

function startDropper(t: TestContext, { folder, state }: Place, call: number, signal: 'SIGSTOP' | 'SIGKILL') {
  const task = { stateDir: state, base: folder, session: 's1', numbers: OLD };
  const dropping = startDrop(task, { below: state, at: call, signal });
  t.after(() => dropping.process.kill('SIGKILL'));
  return dropping;
}

function hasMessage(place: Place, message: string): boolean {
  return recorded(place).some((data) => (data as { message?: string }).message === message);
}

describe('a log that nobody adds to', () => {
  it('is dropped whole, and nothing is left of it', (t) => {
    const place = newPlace(t);
    plant(path.join(place.sessions, 's1'), {
      '.tmp-1-x': '',
      'corrupt-2-0123456789ab': '',
      '.commit.lock': {},
    });
    assert.equal(drop(place), 'dropped');
    assert.deepEqual(readdirSync(place.sessions), []);
    assert.equal(drop(place), 'dropped');
  });

  it('begins anew when its session goes on later', (t) => {
    const place = newPlace(t);
    drop(place);
    append(place.store, 'new');
    assert.deepEqual(recorded(place), ['old 1', 'new']);
  });

  it('is finished by the next run when the time is up, from wherever it was', (t) => {
    const place = newPlace(t);
    const over = { now: Date.now, deadline: { at: 0 } };
    assert.equal(dropLog(place.store.stateDir, 's1', OLD, over), 'unfinished');
    assert.deepEqual(recorded(place), []);
    assert.deepEqual(finishDrops(place.store.stateDir, over).isDone, false);
    assert.deepEqual(finishDrops(place.store.stateDir, TIME), {
      putBack: [],
      problems: [],
      finished: 1,
      isDone: true,
    });
    assert.deepEqual(readdirSync(place.sessions), []);
  });
});

describe('an entry that comes after the decision', () => {
  it('puts the log back as it was', (t) => {
    const place = newPlace(t);
    append(place.store, 'late');
    assert.equal(drop(place), 'put-back');
    assert.deepEqual(recorded(place), ['old 1', 'old 2', 'old 3', 'late']);
    assert.deepEqual(readdirSync(place.sessions), ['s1']);
  });

  it('counts as such wherever its number is', (t) => {
    const place = newPlace(t);
    assert.equal(drop(place, [3, 1]), 'put-back');
    assert.deepEqual(recorded(place), ['old 1', 'old 2', 'old 3']);
  });

  it('is moved over once where the session has begun anew', (t) => {
    const place = newPlace(t);
    append(place.store, 'late');
    append(place.store, 'later');
    renameSync(path.join(place.sessions, 's1'), path.join(place.sessions, '.trash-1-x.3.s1'));
    // `late` lost sight of its entry, and has saved it again.
    append(place.store, 'late');
    assert.deepEqual(leftOf(place), { putBack: ['s1'], problems: [], finished: 1, isDone: true });
    assert.deepEqual(recorded(place), ['old 1', 'late', 'later']);
    assert.deepEqual(readdirSync(place.sessions), ['s1']);
  });
});

function leftOf({ store }: Place) {
  // A day later, when whoever has this process id has nothing to do with it.
  return finishDrops(store.stateDir, { ...TIME, now: () => Date.now() + 25 * 60 * 60 * 1000 });
}

describe('a writer that is asleep at any of its calls while its log is dropped', { skip }, () => {
  it('has saved what it says it saved', async (t) => {
    await twoAtATime(await writerCalls(newPlace(t)), async ({ call, what }) => {
      const place = newPlace(t);
      const running = startWriter(t, place, 'sleeper', call);
      assert.ok(await hasStopped(running), what);
      drop(place);
      running.process.kill('SIGCONT');
      const { said } = await running.ended;
      assert.ok((said[0] as { saved: boolean }).saved, what);
      assert.ok(hasMessage(place, 'sleeper'), what);
      assert.deepEqual(readdirSync(place.sessions), ['s1']);
    });
  });

  it('has saved it although others have taken its number meanwhile', async (t) => {
    await twoAtATime(await writerCalls(newPlace(t)), async ({ call, what }) => {
      const place = newPlace(t);
      const running = startWriter(t, place, 'sleeper', call);
      assert.ok(await hasStopped(running), what);
      drop(place);
      for (const text of ['new 2', 'new 3', 'new 4', 'new 5']) append(place.store, text);
      running.process.kill('SIGCONT');
      const { said } = await running.ended;
      assert.ok((said[0] as { saved: boolean }).saved, what);
      assert.ok(hasMessage(place, 'sleeper'), what);
    });
  });
});

describe('a dropper that is asleep at any of its calls', { skip }, () => {
  for (const [words, texts] of [
    ['one entry is added', ['new 2']],
    ['as many are added as there were', ['new 2', 'new 3', 'new 4', 'new 5']],
  ] as const) {
    it(`loses nothing when ${words} meanwhile`, async (t) => {
      await twoAtATime(dropperCalls(newPlace(t)), async ({ call, what }) => {
        const place = newPlace(t);
        const dropping = startDropper(t, place, call, 'SIGSTOP');
        assert.ok(await hasStopped(dropping), what);
        for (const text of texts) append(place.store, text);
        dropping.process.kill('SIGCONT');
        assert.match(await dropping.said, /dropped|put-back/);
        const found = recorded(place).map(String);
        assert.deepEqual(
          found.filter((text) => text.startsWith('new')),
          texts,
          `${what}: ${found.join()}`,
        );
        assert.deepEqual(readdirSync(place.sessions), ['s1']);
      });
    });
  }

  it('gives back what a writer saved that slept just before it looked whether that was still there', async (t) => {
    const links = (await writerCalls(newPlace(t))).filter(({ what }) => what.includes('linkSync'));
    const linked = links.find(({ what }) => what.includes('"to"'))?.call ?? 0;
    // What the dropper finds decides how many calls it makes; it has ended before the last of these.
    const calls = Array.from({ length: 24 }, (_, index) => index + 1);
    let sleeps = 0;
    await twoAtATime(calls, async (call) => {
      const place = newPlace(t);
      // Asleep with its entry made, and not yet acknowledged.
      const writer = startWriter(t, place, 'sleeper', linked + 1);
      assert.ok(await hasStopped(writer));
      const dropping = startDropper(t, place, call, 'SIGSTOP');
      if (await hasStopped(dropping)) sleeps += 1;
      // The same number again, for which the writer will look.
      for (const text of ['new 2', 'new 3', 'new 4']) append(place.store, text);
      writer.process.kill('SIGCONT');
      const { said } = await writer.ended;
      dropping.process.kill('SIGCONT');
      await dropping.said;
      assert.ok((said[0] as { saved: boolean }).saved);
      assert.ok(hasMessage(place, 'sleeper'), `the dropper asleep at call ${call}`);
    });
    assert.ok(sleeps > 5 && sleeps < calls.length, String(sleeps));
  });
});

describe('a dropper that is killed at any of its calls', { skip }, () => {
  it('leaves a late entry for the next one to put back, and nothing else', async (t) => {
    const trial = newPlace(t);
    append(trial.store, 'late');
    await twoAtATime(dropperCalls(trial), async ({ call, what }) => {
      for (const begunAnew of [false, true]) {
        const place = newPlace(t);
        append(place.store, 'late');
        const dropping = startDropper(t, place, call, 'SIGKILL');
        assert.equal(await dropping.said, '', what);
        const isAside = readdirSync(place.sessions).some((name) => name.startsWith('.trash-'));
        if (begunAnew && isAside) append(place.store, 'new');
        finishDrops(place.store.stateDir, TIME);
        assert.ok(recorded(place).includes('late'), `${what}: ${recorded(place).join()}`);
        if (begunAnew && isAside) assert.ok(recorded(place).includes('new'));
        assert.deepEqual(readdirSync(place.sessions), ['s1']);
      }
    });
  });

  it('leaves nothing where nobody added anything', async (t) => {
    await twoAtATime(dropperCalls(newPlace(t)), async ({ call, what }) => {
      const place = newPlace(t);
      const dropping = startDropper(t, place, call, 'SIGKILL');
      assert.equal(await dropping.said, '', what);
      finishDrops(place.store.stateDir, TIME);
      drop(place);
      assert.deepEqual(readdirSync(place.sessions), [], what);
    });
  });
});

describe('a link that was under way when the folder was moved', () => {
  it('is put back even if it arrives after everything has been looked at', (t) => {
    for (const begunAnew of [false, true]) {
      const place = newPlace(t);
      const remove = fs.rmdirSync;
      let isFirst = true;
      const arriveLate = (trash: string) => {
        if (isFirst)
          fs.copyFileSync(path.join(place.folder, 'late.json'), path.join(trash, 'e0000000004.json'));
        isFirst = false;
        if (begunAnew && readdirSync(place.sessions).length === 1) append(place.store, 'new');
        remove(trash);
      };
      append(place.store, 'late');
      renameSync(path.join(place.sessions, 's1', 'e0000000004.json'), path.join(place.folder, 'late.json'));
      const mocked = t.mock.method(fs, 'rmdirSync', arriveLate);
      syncBuiltinESMExports();
      try {
        assert.equal(drop(place), 'put-back');
      } finally {
        mocked.mock.restore();
        syncBuiltinESMExports();
      }
      assert.deepEqual(recorded(place), begunAnew ? ['old 1', 'new', 'late'] : ['late']);
      assert.deepEqual(readdirSync(place.sessions), ['s1']);
    }
  });
});

describe('what is not a folder of ours', () => {
  it('is not dropped through a link', (t) => {
    const place = newPlace(t);
    const outside = path.join(place.folder, 'outside');
    mkdirSync(outside);
    writeFileSync(path.join(outside, 'e0000000001.json'), 'mine');
    symlinkSync(outside, path.join(place.sessions, 's2'));
    symlinkSync(outside, path.join(place.sessions, '.trash-1-x.9.s2'));
    assert.throws(() => dropLog(place.store.stateDir, 's2', [1], TIME), /symbolic link/);
    const { problems, isDone } = leftOf(place);
    assert.match(problems.join(), /symbolic link/);
    assert.ok(isDone);
    assert.deepEqual(readdirSync(outside), ['e0000000001.json']);
  });

  it('does not keep the rest of it from going', (t) => {
    const place = newPlace(t);
    plant(path.join(place.sessions, 's1'), { 'notes.txt': 'x', folder: { deep: 'y' } });
    assert.equal(drop(place), 'dropped');
  });
});

describe('a disk that fails', () => {
  it('while the log is dropped leaves it to the next run', (t) => {
    for (const calls of [['renameSync'], ['readdirSync'], ['unlinkSync'], ['rmdirSync']]) {
      const place = newPlace(t);
      const fault = { below: place.sessions, calls, at: 1, errno: 'EIO' };
      assert.throws(() => onBrokenDisk(fault, () => drop(place)), /EIO/, calls.join());
      finishDrops(place.store.stateDir, TIME);
      assert.equal(drop(place), 'dropped');
      assert.deepEqual(readdirSync(place.sessions), []);
    }
  });
});

type Call = Readonly<{ call: number; what: string }>;

/** The file calls of a checkpoint that nothing disturbs. */
async function writerCalls(place: Place): Promise<readonly Call[]> {
  const { folder, state } = place;
  const log = path.join(folder, 'calls');
  const env = { AUTONOMOUS_DEV_STATE_DIR: state, CLAUDE_CODE_SESSION_ID: 's1', CLAUDE_PROJECT_DIR: folder };
  const task = { do: 'checkpoint', messages: ['a'] } as const;
  await startProgram(task, { env, cwd: folder, fault: { below: state, log } }).ended;
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  assert.ok(lines.length > 20);
  return lines.map((what, index) => ({ call: index + 1, what: `asleep at ${what}` }));
}

/** The file calls of a drop that nothing disturbs. */
function dropperCalls(place: Place): readonly Call[] {
  const { calls } = onBrokenDisk({ below: place.state }, () => drop(place));
  assert.ok(calls.length > 5);
  return calls.map(({ name, path: file }, index) => ({ call: index + 1, what: `at ${name} of ${file}` }));
}
