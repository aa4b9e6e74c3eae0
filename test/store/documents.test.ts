import assert from 'node:assert/strict';
import test from 'node:test';
import { ok, refuse } from '../../lib/domain/result.ts';
import { deadlineIn } from '../../lib/store/deadline.ts';
import { remove } from '../../lib/store/documents.ts';
import { interpret } from '../../lib/store/kind.ts';
import type { AppendResult, Engine } from '../../lib/store/engine.ts';
import { memoryEngine } from '../../lib/store/memory-engine.ts';
import { add, ADDRESS, apply, failsWith, LIST, NOW, type List } from './list-document.ts';

test('an update answers with the data, the revision and what the change answered', async () => {
  const engine = memoryEngine(() => NOW);
  const updated = await apply(engine, add('a'));
  assert.ok(updated.ok);
  const { committedBytes, ...rest } = updated.value;
  assert.deepEqual(rest, { data: { items: ['a'] }, revision: 1, answer: 'a', fellBack: false });
  assert.ok(committedBytes > 0);
  const read = interpret(LIST, 'b1', await engine.latest(ADDRESS));
  assert.ok(read.ok && read.value !== null);
  const { data, revision, writtenAt } = read.value;
  assert.deepEqual([data, revision, writtenAt], [{ items: ['a'] }, 1, '2026-11-22T10:00:00.000Z']);
});

test('a change is given null while there is no document, and the time of the engine', async () => {
  const seen: unknown[] = [];
  await apply(
    memoryEngine(() => NOW),
    (data, now) => {
      seen.push(data, now);
      return refuse('seen', '');
    },
  );
  assert.deepEqual(seen, [null, NOW]);
});

test('a change that was overtaken runs again on the new state, and both are kept', async () => {
  const engine = memoryEngine(() => NOW);
  await apply(engine, add('before'));
  let overtaken = false;
  const contended: Engine = {
    ...engine,
    async append(...given): Promise<AppendResult> {
      if (!overtaken) {
        overtaken = true;
        await apply(engine, add('rival'));
      }
      return engine.append(...given);
    },
  };
  const seen: (readonly string[])[] = [];
  const updated = await apply(contended, (data, now) => {
    seen.push(data?.items ?? []);
    return add('mine')(data, now);
  });
  assert.deepEqual(seen, [['before'], ['before', 'rival']]);
  assert.ok(updated.ok);
  assert.deepEqual(updated.value.data.items, ['before', 'rival', 'mine']);
  assert.equal(updated.value.revision, 3);
});

test('a refused change writes nothing, and its refusal is the answer', async () => {
  const engine = memoryEngine(() => NOW);
  await apply(engine, add('a'));
  const refused = await apply(engine, () => refuse('not-now', 'come back later'));
  assert.deepEqual(refused, refuse('not-now', 'come back later'));
  assert.deepEqual(await engine.numbers(ADDRESS), [1]);
});

test('a change that returns what it was given writes nothing', async () => {
  const engine = memoryEngine(() => NOW);
  await apply(engine, add('a'));
  const same = await apply(engine, (data) => ok({ data: data as List, answer: 'same' }));
  const expected = {
    data: { items: ['a'] },
    revision: 1,
    answer: 'same',
    fellBack: false,
    committedBytes: 0,
  };
  assert.deepEqual(same, ok(expected));
  assert.deepEqual(await engine.numbers(ADDRESS), [1]);
});

test('a change whose result could not be read back is not written', async () => {
  const engine = memoryEngine(() => NOW);
  const wrong = { items: [1] } as unknown as List;
  await failsWith(
    'unknown',
    apply(engine, () => ok({ data: wrong, answer: null })),
  );
  assert.deepEqual(await engine.numbers(ADDRESS), []);
});

test('data that was read but is nested too deeply to be written is an error before anything is written', async () => {
  const engine = memoryEngine(() => NOW);
  const deep: unknown = JSON.parse('['.repeat(200_000) + ']'.repeat(200_000));
  await failsWith(
    'unknown',
    apply(engine, () => ok({ data: { items: [], nested: { deep } }, answer: null })),
  );
  assert.deepEqual(await engine.numbers(ADDRESS), []);
});

test('an update that is overtaken until its time is up gives up as a conflict', async () => {
  const engine: Engine = { ...memoryEngine(() => NOW), append: () => 'conflict' };
  const started = performance.now();
  const error = await failsWith('conflict', apply(engine, add('a'), { milliseconds: 100 }));
  assert.match(error.message, /try again/);
  assert.ok(performance.now() - started < 2000);
});

test('a commit that cannot be judged is an error, not a success and not a second try', async () => {
  let appended = 0;
  const engine: Engine = {
    ...memoryEngine(() => NOW),
    append() {
      appended += 1;
      return 'unknown';
    },
  };
  await failsWith('unknown', apply(engine, add('a')));
  assert.equal(appended, 1);
});

test('pruning that fails does not take an acknowledged commit back', async () => {
  const engine: Engine = {
    ...memoryEngine(() => NOW),
    prune() {
      throw new Error('no');
    },
  };
  assert.ok((await apply(engine, add('a'))).ok);
});

test('revisions that a kind wants kept stay readable when the newest eight have moved on', async () => {
  const engine = memoryEngine(() => NOW);
  const kind = { ...LIST, isKept: (_: List | null, after: List) => after.items.at(-1) === 'outcome' };
  for (const item of ['outcome', 'x', 'outcome', ...'abcdefghij'.split('')])
    await apply(engine, add(item), { kind });
  assert.deepEqual(await engine.numbers(ADDRESS), [13, 12, 11, 10, 9, 8, 7, 6, 3, 1]);
  assert.deepEqual((await engine.at(ADDRESS, 3))?.data, { items: ['outcome', 'x', 'outcome'] });
});

test('every revision names the last 128 commits, its own first', async () => {
  const engine = memoryEngine(() => NOW);
  const nonces: string[] = [];
  for (let step = 1; step <= 130; step += 1) {
    await apply(engine, add('x'));
    const { revision } = await engine.latest(ADDRESS);
    nonces.unshift(revision?.header.nonce ?? '');
    assert.deepEqual(revision?.header.recent, nonces.slice(0, 128));
  }
});

test('of the revisions that a kind wants kept the last fifty stay', async () => {
  const engine = memoryEngine(() => NOW);
  const kind = { ...LIST, isKept: () => true };
  for (let step = 1; step <= 60; step += 1) await apply(engine, add(`${step}`), { kind });
  const numbers = await engine.numbers(ADDRESS);
  assert.equal(numbers.length, 50);
  assert.equal(numbers.at(-1), 11);
});

test('removing what is not there writes nothing', async () => {
  const engine = memoryEngine(() => NOW);
  await remove(engine, LIST, 'b1', deadlineIn(4000));
  assert.deepEqual(await engine.numbers(ADDRESS), []);
});
