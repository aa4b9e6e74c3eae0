import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import * as fc from 'fast-check';
import {
  BATCH,
  cancelBatch,
  claimNextFeature,
  collectGarbage,
  collectSome,
  identifyClient,
  loadBatchState,
  markSkipped,
  openWorkspace,
  setUserPreference,
  type Collected,
  type Surroundings,
  type Workspace,
} from '../../lib/index.ts';
import { inSession as inSessionOf, makeBatch, valueOf } from '../batch/stage.ts';
import { encodeEnvelope, type Header } from '../../lib/store/envelope.ts';
import { deadlineIn } from '../../lib/store/store.ts';
import { onBrokenDiskAsync } from '../support/broken-disk.ts';
import { bundledHook } from '../support/hook-process.ts';
import { createProjectWithStateIn, memoryFolder, snapshot, type TestProject } from '../support/project.ts';
import { DAY_MS, DEAD_CLIENT, plantSession } from './old-state.ts';

const NOW = Date.now();
const HERE = identifyClient({ env: { CLAUDE_PID: String(process.pid) } }) ?? {};

type Place = Readonly<{ project: TestProject; sessions: () => readonly string[] }>;

function newPlace(t: TestContext): Place {
  const project = createProjectWithStateIn(t, path.join(memoryFolder(t), 'state'));
  mkdirSync(path.join(project.stateDir, 'sessions'), { recursive: true, mode: 0o700 });
  return { project, sessions: () => readdirSync(path.join(project.stateDir, 'sessions')).toSorted() };
}

function plant(place: Place, id: string, daysOld: number, more: object = {}): void {
  plantSession(place.project.stateDir, { id, at: NOW - daysOld * DAY_MS, ...more });
}

async function prefer(place: Place, preferences: Readonly<Record<string, number>>): Promise<void> {
  for (const [name, value] of Object.entries(preferences))
    assert.ok((await setUserPreference(name, value, here(place))).ok);
}

/** The session, at that time. */
function inSession(project: TestProject, id: string, now: number): Surroundings {
  return inSessionOf(project, id, { now: () => now });
}

async function finish(by: Surroundings, batchId = 'b1'): Promise<void> {
  const { features } = valueOf(await loadBatchState(batchId, by)).batch;
  for (const { number } of features) valueOf(await markSkipped(batchId, number, {}, by));
}

function here({ project }: Place, now = NOW): Surroundings {
  return inSession(project, 'asking', now);
}

function workspaceOf(place: Place, now = NOW): Workspace {
  const workspace = openWorkspace(here(place, now));
  assert.ok(workspace);
  return workspace;
}

function collect(place: Place, now = NOW): Promise<Collected> {
  return collectGarbage(workspaceOf(place, now));
}

const namesOf = (gone: Collected['sessions']) => gone.map(({ name, why }) => `${name} ${why}`);

describe('sessions', () => {
  it('go when they are older than the limit, oldest first', async (t) => {
    const place = newPlace(t);
    for (const [id, days] of Object.entries({ a: 31, b: 29, c: 400 })) plant(place, id, days);
    const { sessions, isComplete } = await collect(place);
    assert.deepEqual(namesOf(sessions), ['c age', 'a age']);
    assert.ok(isComplete && sessions.every(({ bytes }) => bytes > 500));
    assert.deepEqual(place.sessions(), ['b']);
  });

  it('go when too many are newer', async (t) => {
    const place = newPlace(t);
    await prefer(place, { keep_sessions: 2 });
    for (const [id, days] of Object.entries({ a: 4, b: 3, c: 2, d: 1 })) plant(place, id, days);
    assert.deepEqual(namesOf((await collect(place)).sessions), ['a count', 'b count']);
    assert.deepEqual(place.sessions(), ['c', 'd']);
  });

  it('go when there is no room for all', async (t) => {
    const place = newPlace(t);
    await prefer(place, { max_state_mb: 1 });
    const notes = Array.from({ length: 4 }, () => 'x'.repeat(100_000));
    for (const [id, days] of Object.entries({ a: 4, b: 3, c: 2, d: 1 })) plant(place, id, days, { notes });
    const { sessions, stateBytes } = await collect(place);
    assert.deepEqual(namesOf(sessions), ['a bytes', 'b bytes']);
    assert.ok(stateBytes > 800_000 && stateBytes < 1_000_000, String(stateBytes));
  });

  it('count by what they say themselves, not by the times of their files', async (t) => {
    const place = newPlace(t);
    plant(place, 'a', 40);
    // The files of both have just been written.
    plant(place, 'b', 1);
    assert.deepEqual(namesOf((await collect(place)).sessions), ['a age']);
  });

  it('stay while a client of theirs lives, however old and however many', async (t) => {
    const place = newPlace(t);
    await prefer(place, { keep_sessions: 1 });
    plant(place, 'alive', 100, { client: HERE, reason: null });
    plant(place, 'left', 100, { client: HERE });
    plant(place, 'vanished', 100, { reason: null });
    assert.deepEqual(namesOf((await collect(place)).sessions), ['vanished age', 'left age']);
    assert.deepEqual(place.sessions(), ['alive']);
  });

  it('stay for three days when their client cannot be seen', async (t) => {
    const place = newPlace(t);
    await prefer(place, { retention_days: 1, keep_sessions: 1 });
    plant(place, 'long-unseen', 3.1, { client: {}, reason: null });
    plant(place, 'unseen', 2.9, { client: {}, reason: null });
    plant(place, 'left', 2.8, { client: {} });
    assert.deepEqual(namesOf((await collect(place)).sessions), ['long-unseen age', 'left age']);
  });

  it('stay if it is one of them that asks', async (t) => {
    const place = newPlace(t);
    plant(place, 'asking', 100);
    assert.deepEqual((await collect(place)).sessions, []);
  });

  it('of which nothing was ever saved go after a day', async (t) => {
    const place = newPlace(t);
    mkdirSync(path.join(place.project.stateDir, 'sessions', 'empty'));
    await prefer(place, { keep_sessions: 1, retention_days: 1 });
    assert.deepEqual(namesOf((await collect(place)).sessions), []);
    assert.deepEqual(namesOf((await collect(place, NOW + 2 * DAY_MS)).sessions), ['empty age']);
  });
});

describe('a session that holds a feature', () => {
  const claimLongAgo = async (t: TestContext) => {
    const place = newPlace(t);
    plant(place, 'holder', 100);
    plant(place, 'other', 100);
    const holder = inSession(place.project, 'holder', NOW - 100 * DAY_MS);
    await makeBatch(['one', 'two'], inSession(place.project, 'maker', NOW));
    const claimed = valueOf(await claimNextFeature('b1', {}, holder));
    assert.equal(claimed.feature?.lease?.owner.session_id, 'holder');
    return place;
  };

  it('stays as long as the batch is unfinished', async (t) => {
    const place = await claimLongAgo(t);
    assert.deepEqual(namesOf((await collect(place)).sessions), ['other age']);
  });

  it('stays although no hint tells of the batch', async (t) => {
    const place = await claimLongAgo(t);
    rmSync(path.join(place.project.stateDir, 'open'), { recursive: true });
    assert.deepEqual(namesOf((await collect(place)).sessions), ['other age']);
  });

  it('stays although this program cannot read the batch', async (t) => {
    const place = await claimLongAgo(t);
    const { store } = workspaceOf(place);
    const folder = path.join(place.project.stateDir, 'batches/b1');
    const number = Number(readdirSync(folder).toSorted().at(-1)?.slice(1, 11));
    const text = readFileSync(path.join(folder, `r${String(number).padStart(10, '0')}.json`), 'utf8');
    const { data, ...header } = JSON.parse(text) as Header & { data: unknown };
    const bytes = encodeEnvelope({ ...header, version: '3.0.0', number: number + 1 }, data);
    writeFileSync(path.join(folder, `r${String(number + 1).padStart(10, '0')}.json`), bytes);
    assert.throws(() => store.readNow(BATCH, 'b1'), /newer/);
    assert.deepEqual(namesOf((await collect(place)).sessions), ['other age']);
  });

  it('stays although the newest revision of the batch is damaged', async (t) => {
    const place = await claimLongAgo(t);
    const folder = path.join(place.project.stateDir, 'batches/b1');
    writeFileSync(path.join(folder, 'r0000000003.json'), '');
    assert.deepEqual(namesOf((await collect(place)).sessions), ['other age']);
  });

  it('goes once the batch is finished', async (t) => {
    const place = await claimLongAgo(t);
    await finish(inSession(place.project, 'maker', NOW));
    assert.deepEqual(namesOf((await collect(place)).sessions), ['holder age', 'other age']);
  });
});

describe('batches', () => {
  it('go when they have been finished for longer than the limit; unfinished ones never', async (t) => {
    const place = newPlace(t);
    await makeBatch(['one'], inSession(place.project, 'maker', NOW - 40 * DAY_MS), { batchId: 'unfinished' });
    await makeBatch(['one'], inSession(place.project, 'maker', NOW - 40 * DAY_MS), { batchId: 'b1' });
    await finish(inSession(place.project, 'maker', NOW - 31 * DAY_MS));
    await makeBatch(['one'], inSession(place.project, 'maker', NOW - 40 * DAY_MS), { batchId: 'b2' });
    await finish(inSession(place.project, 'maker', NOW - 29 * DAY_MS), 'b2');
    assert.deepEqual(namesOf((await collect(place)).batches), ['b1 age']);
    const { store } = workspaceOf(place);
    const read = store.readNow(BATCH, 'b1');
    assert.equal(read.ok ? '' : read.refusal.code, 'removed');
    assert.ok(!existsSync(path.join(place.project.stateDir, 'batches/b1.json')));
    assert.ok(existsSync(path.join(place.project.stateDir, 'batches/unfinished.json')));
  });

  it('that were removed are refused by name for three days before they go from the disk', async (t) => {
    const place = newPlace(t);
    await makeBatch(['one'], inSession(place.project, 'maker', NOW - 40 * DAY_MS));
    await finish(inSession(place.project, 'maker', NOW - 40 * DAY_MS));
    await collect(place);
    assert.deepEqual((await collect(place, NOW + 2.9 * DAY_MS)).erased, []);
    const { erased, batches } = await collect(place, NOW + 3.1 * DAY_MS);
    assert.deepEqual(namesOf(erased), ['b1 removed']);
    assert.deepEqual(batches, []);
    assert.deepEqual(readdirSync(path.join(place.project.stateDir, 'batches')), []);
  });

  it('that were removed go from the disk one by one where there is no time for more', async (t) => {
    const place = newPlace(t);
    for (const batchId of ['b1', 'b2', 'b3']) {
      await makeBatch(['one'], inSession(place.project, 'maker', NOW - 40 * DAY_MS), { batchId });
      await finish(inSession(place.project, 'maker', NOW - 40 * DAY_MS), batchId);
    }
    await collect(place);
    const late = workspaceOf(place, NOW + 4 * DAY_MS);
    for (const left of [2, 1]) {
      const { erased, isComplete } = await collectGarbage(late, { deadline: deadlineIn(0) });
      assert.deepEqual([erased.length, isComplete], [1, false]);
      assert.equal(readdirSync(path.join(place.project.stateDir, 'batches')).length, left);
    }
  });

  it('give room before they have gone from the disk, so that nothing else has to go for it', async (t) => {
    const place = newPlace(t);
    await prefer(place, { max_state_mb: 1 });
    const features = Array.from({ length: 100 }, () => 'x'.repeat(9000));
    await makeBatch(features, inSession(place.project, 'maker', NOW - 5 * DAY_MS), { batchId: 'large' });
    valueOf(await cancelBatch('large', inSession(place.project, 'maker', NOW - 5 * DAY_MS)));
    plant(place, 'small', 1);
    const { batches, sessions } = await collect(place);
    assert.deepEqual([namesOf(batches), sessions], [['large bytes'], []]);
    assert.deepEqual((await collect(place)).sessions, []);
  });

  it('stay if somebody takes one up again just before it would have gone', async (t) => {
    const place = newPlace(t);
    await makeBatch(['one'], inSession(place.project, 'maker', NOW));
    const { store } = workspaceOf(place);
    let asked = 0;
    const isRemoved = await store.remove(BATCH, 'b1', undefined, ({ data }) => {
      asked += 1;
      return data.features.every(({ status }) => status !== 'pending');
    });
    assert.deepEqual([isRemoved, asked], [false, 1]);
    assert.ok(store.readNow(BATCH, 'b1').ok);
  });
});

describe('a run', () => {
  it('that is only to say what would go changes nothing', async (t) => {
    const place = newPlace(t);
    for (const id of ['a', 'b']) plant(place, id, 40, { reason: null });
    await makeBatch(['one'], inSession(place.project, 'maker', NOW - 40 * DAY_MS));
    await finish(inSession(place.project, 'maker', NOW - 40 * DAY_MS));
    mkdirSync(path.join(place.project.stateDir, 'sessions', '.trash-x'));
    const before = snapshot(place.project.stateDir);
    const said = await collectGarbage(workspaceOf(place), { isDryRun: true });
    assert.deepEqual(namesOf(said.sessions), ['maker age', 'a age', 'b age']);
    assert.deepEqual(namesOf(said.batches), ['b1 age']);
    assert.deepEqual(snapshot(place.project.stateDir), before);
    const done = await collect(place);
    assert.deepEqual(namesOf(done.sessions), namesOf(said.sessions));
  });

  it('makes nothing where there is no state', async (t) => {
    const place = newPlace(t);
    rmSync(place.project.stateDir, { recursive: true });
    assert.deepEqual((await collect(place)).sessions, []);
    assert.ok(!existsSync(place.project.stateDir));
  });

  it('goes past what resists, and says so', async (t) => {
    const place = newPlace(t);
    for (const id of ['a', 'b', 'c']) plant(place, id, 40);
    symlinkSync(place.project.home, path.join(place.project.stateDir, 'sessions', 'link'));
    const fault = {
      below: path.join(place.project.stateDir, 'sessions'),
      calls: ['renameSync'],
      at: 1,
      errno: 'EIO',
    };
    const { value } = await onBrokenDiskAsync(fault, () => collect(place));
    assert.deepEqual(namesOf(value.sessions), ['b age', 'c age']);
    assert.match(value.problems.join(), /^session a: .*EIO/);
    assert.deepEqual(place.sessions(), ['a', 'link']);
  });

  it('does not drop what it cannot read', async (t) => {
    const place = newPlace(t);
    for (const id of ['a', 'b']) plant(place, id, 40);
    const fault = {
      below: path.join(place.project.stateDir, 'sessions/a'),
      calls: ['openSync'],
      at: 2,
      errno: 'EIO',
    };
    const { value } = await onBrokenDiskAsync(fault, () => collect(place));
    assert.deepEqual(namesOf(value.sessions), ['b age']);
  });

  it('deletes what a killed one left, of batches too', async (t) => {
    const place = newPlace(t);
    plant(place, 'a', 40);
    const { stateDir } = place.project;
    renameSync(path.join(stateDir, 'sessions/a'), path.join(stateDir, 'sessions/.trash-4000000-x.3.a'));
    mkdirSync(path.join(stateDir, 'batches/.trash-4000000-y/folder'), { recursive: true });
    assert.equal((await collect(place)).leftovers, 2);
    assert.deepEqual([place.sessions(), readdirSync(path.join(stateDir, 'batches'))], [[], []]);
  });

  it('leaves what another one is just deleting', async (t) => {
    const place = newPlace(t);
    const trash = path.join(place.project.stateDir, `sessions/.trash-${process.ppid}-x.3.a`);
    mkdirSync(trash);
    assert.equal((await collect(place)).leftovers, 0);
    assert.ok(existsSync(trash));
    assert.equal((await collect(place, NOW + 2 * DAY_MS)).leftovers, 1);
  });

  it('keeps hints only at what is there', async (t) => {
    const place = newPlace(t);
    plant(place, 'gone', 40, { reason: null });
    plant(place, 'kept', 1, { reason: null });
    const open = path.join(place.project.stateDir, 'open');
    const names = [
      'parked.gone',
      'cleared.1.2.gone',
      'parked.kept',
      'batch.none',
      'gc.2020-01-01',
      'unheard-of',
    ];
    for (const name of names) writeFileSync(path.join(open, name), '');
    await collect(place);
    const lately = `gc.${new Date(NOW).toISOString().slice(0, 13)}`;
    assert.deepEqual(
      readdirSync(open).toSorted(),
      [lately, 'parked.kept', 'session.kept', 'unheard-of'].toSorted(),
    );
  });

  it('whose time is up loses nothing and comes back to it', async (t) => {
    const place = newPlace(t);
    for (const id of ['a', 'b']) plant(place, id, 40);
    const over = await collectGarbage(workspaceOf(place), { deadline: { at: 0 } });
    assert.deepEqual([over.sessions, over.isComplete, place.sessions()], [[], false, ['a', 'b']]);
    assert.ok((await collect(place)).isComplete);
    assert.deepEqual(place.sessions(), []);
  });
});

describe('whatever there is', () => {
  const session = fc.record({
    days: fc.integer({ min: 0, max: 60 }),
    size: fc.constantFrom(0, 1000, 300_000),
    client: fc.constantFrom(DEAD_CLIENT, HERE, {}),
    reason: fc.constantFrom('other', null),
  });
  const limits = fc.record({
    retention_days: fc.integer({ min: 1, max: 40 }),
    keep_sessions: fc.integer({ min: 1, max: 12 }),
    max_state_mb: fc.integer({ min: 1, max: 3 }),
  });

  it('only what may go goes, the limits hold afterwards, and a second run finds nothing to do', async (t) => {
    await fc.assert(
      fc.asyncProperty(fc.array(session, { maxLength: 15 }), limits, async (planted, preferences) => {
        const place = newPlace(t);
        await prefer(place, preferences);
        const mustStay = new Set<string>();
        for (const [index, { days, size, client, reason }] of planted.entries()) {
          // A quarter of an hour past the day: what is exactly on a limit is a matter of rounding.
          plant(place, `s${index}`, days + 0.01, { client, reason, notes: ['x'.repeat(size)] });
          const isUnseen = !('pid' in client) && days < 3;
          if (reason === null && (client === HERE || isUnseen)) mustStay.add(`s${index}`);
        }
        const { sessions, stateBytes } = await collect(place);
        const left = place.sessions();
        assert.ok(sessions.every(({ name }) => !mustStay.has(name) && !left.includes(name)));
        const free = left.filter((name) => !mustStay.has(name));
        const daysOf = (name: string) => planted[Number(name.slice(1))]?.days ?? 0;
        assert.ok(free.every((name) => daysOf(name) < preferences.retention_days));
        assert.ok(left.length <= preferences.keep_sessions || free.length === 0);
        assert.ok(stateBytes <= preferences.max_state_mb * 1_000_000 || free.length === 0);
        assert.deepEqual((await collect(place)).sessions, []);
        assert.deepEqual(place.sessions(), left);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the hook at a session’s end', () => {
  it('drops what is old, and leaves the rest of the hour alone', (t) => {
    const place = newPlace(t);
    const { project } = place;
    const run = bundledHook(t, 'session-end');
    const end = (session_id: string, reason = 'other') => {
      const event = { session_id, cwd: project.root, hook_event_name: 'SessionEnd', reason };
      assert.deepEqual(run(event, project.env), { stdout: '', stderr: '', status: 0 });
    };
    plant(place, 'old', 40);
    end('s1', 'clear');
    assert.deepEqual(place.sessions(), ['old', 's1']);
    end('s1');
    assert.deepEqual(place.sessions(), ['s1']);
    const open = readdirSync(path.join(project.stateDir, 'open'));
    assert.equal(open.filter((name) => name.startsWith('gc.')).length, 1);
    assert.ok(!open.includes('session.s1'));
    plant(place, 'older', 50);
    for (const hour of [0, 1]) {
      const lately = `gc.${new Date(Date.now() + hour * 3_600_000).toISOString().slice(0, 13)}`;
      writeFileSync(path.join(project.stateDir, 'open', lately), '');
    }
    end('s2');
    assert.deepEqual(place.sessions(), ['older', 's1', 's2']);
  });

  it('takes no longer for it than it has, and goes on at the next end', async (t) => {
    const place = newPlace(t);
    for (let number = 0; number < 1500; number += 1) plant(place, `s${number}`, 40 + number);
    const began = performance.now();
    await collectSome(workspaceOf(place));
    const took = performance.now() - began;
    // About 100 ms on a machine that has nothing else to do.
    assert.ok(took < 2000, String(took));
    for (let piece = 0; place.sessions().length > 0; piece += 1) {
      assert.ok(piece < 1000);
      await collectSome(workspaceOf(place));
    }
  });

  it('says nothing of what goes wrong there', async (t) => {
    const place = newPlace(t);
    plant(place, 'old', 40);
    const fault = {
      below: place.project.stateDir,
      calls: ['readdirSync'],
      at: 1,
      sticky: true,
      errno: 'EIO',
    };
    await onBrokenDiskAsync(fault, () => collectSome(workspaceOf(place)));
    assert.deepEqual(place.sessions(), ['old']);
  });

  it('leaves its own hook the time it needs', async (t) => {
    const place = newPlace(t);
    plant(place, 'old', 40);
    const { at } = deadlineIn(250);
    const workspace = openWorkspace({ ...here(place), deadline: { at } });
    assert.ok(workspace);
    await collectSome(workspace);
    assert.deepEqual(place.sessions(), ['old']);
  });
});
