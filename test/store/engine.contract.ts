// What every engine promises, as rules to run against each of them. A rule gets an engine and the address of a document
// that is nobody else's; it throws an AssertionError when the promise is broken.
import assert from 'node:assert/strict';
import { ok } from '../../lib/domain/result.ts';
import { deadlineIn } from '../../lib/store/deadline.ts';
import { remove, update } from '../../lib/store/documents.ts';
import type { Kind } from '../../lib/store/kind.ts';
import { KEEP_REVISIONS, KEPT_BYTES, RECENT_COMMITS } from '../../lib/store/engine.ts';
import type { Address, AppendResult, Engine } from '../../lib/store/engine.ts';
import { encodeEnvelope, type Header } from '../../lib/store/envelope.ts';
import { uniqueName } from '../../lib/store/unique.ts';

export type Rule = Readonly<{ name: string; check: (engine: Engine, address: Address) => Promise<void> }>;

export const ENGINE_CONTRACT: readonly Rule[] = [
  {
    name: 'a document that is not there has no revision, and its first number is 1',
    async check(engine, address) {
      assert.deepEqual(await engine.latest(address), { next: 1, revision: null, damaged: [] });
      assert.equal(await engine.at(address, 1), null);
      assert.deepEqual(await engine.numbers(address), []);
      assert.ok(!(await engine.list(address.kind)).includes(address.id));
    },
  },
  {
    name: 'what is appended is read back, the newest by itself and each by its number',
    async check(engine, address) {
      await commit(engine, address, { text: 'ä\u{1f600}\u2028"\\' });
      await commit(engine, address, { text: 'second' });
      const { next, revision, damaged } = await engine.latest(address);
      assert.equal(next, 3);
      assert.deepEqual(damaged, []);
      assert.deepEqual(revision?.data, { text: 'second' });
      assert.equal(revision?.header.number, 2);
      assert.deepEqual((await engine.at(address, 1))?.data, { text: 'ä\u{1f600}\u2028"\\' });
      assert.equal(await engine.at(address, 3), null);
      assert.deepEqual(await engine.numbers(address), [2, 1]);
    },
  },
  {
    name: 'a number is taken once: the second append of it is a conflict and changes nothing',
    async check(engine, address) {
      const first = await nextHeader(engine, address);
      assert.equal(await append(engine, address, first, 'first'), 'committed');
      assert.equal(await append(engine, address, { ...first, nonce: uniqueName() }, 'second'), 'conflict');
      assert.equal((await engine.latest(address)).revision?.data, 'first');
      assert.deepEqual(await engine.numbers(address), [1]);
    },
  },
  {
    name: 'of many appends of one number at once, exactly one commits',
    async check(engine, address) {
      await commit(engine, address, 'before');
      const headers = await Promise.all(Array.from({ length: 8 }, () => nextHeader(engine, address)));
      const results = await Promise.all(
        headers.map((header, index) => append(engine, address, header, index)),
      );
      assert.equal(results.filter((result) => result === 'committed').length, 1);
      assert.equal((await engine.latest(address)).revision?.data, results.indexOf('committed'));
    },
  },
  {
    name: 'list names every document of the kind that has a revision, and no other kind’s',
    async check(engine, address) {
      const second = { ...address, id: `${address.id}-2` };
      await commit(engine, address, 1);
      await commit(engine, second, 1);
      const ids = await engine.list(address.kind);
      assert.deepEqual(
        ids.filter((id) => id.startsWith(address.id)).toSorted(),
        [address.id, second.id].toSorted(),
      );
      assert.ok(!(await engine.list('project')).includes(address.id));
    },
  },
  {
    name: 'a damaged newest revision is named and passed over, and its number is not used again',
    async check(engine, address) {
      await commit(engine, address, 'sound');
      const header = await nextHeader(engine, address);
      await engine.append(address, header, Buffer.from('not what was written'), deadlineIn(1000));
      const { next, revision, damaged } = await engine.latest(address);
      assert.equal(next, 3);
      assert.equal(revision?.data, 'sound');
      assert.deepEqual(damaged, [2]);
      assert.equal(await engine.at(address, 2), null);
      assert.deepEqual(await engine.numbers(address), [2, 1]);
    },
  },
  {
    name: 'a pruned number that a sleeper takes again is a conflict, and nothing of it remains',
    async check(engine, address) {
      await commit(engine, address, 'the sleeper reads this');
      const sleeper = await nextHeader(engine, address);
      for (let step = 0; step < KEEP_REVISIONS + 5; step += 1) await commit(engine, address, step);
      const before = await engine.latest(address);
      assert.equal(await append(engine, address, sleeper, 'too late'), 'conflict');
      assert.deepEqual(await engine.latest(address), before);
      assert.equal(await engine.at(address, sleeper.number), null);
      assert.ok(!(await engine.numbers(address)).includes(sleeper.number));
    },
  },
  {
    name: 'a commit that others built upon counts, however late its writer looks',
    async check(engine, address) {
      await commit(engine, address, 'before');
      const own = await commit(engine, address, 'own');
      await overtake(engine, address, own, RECENT_COMMITS - 1);
      // Taking the pruned number again under the same nonce is what looking late amounts to.
      assert.equal(await append(engine, address, own, 'own'), 'committed');
    },
  },
  {
    name: 'a writer that was overtaken by more commits than are remembered is told that it cannot be told',
    async check(engine, address) {
      await commit(engine, address, 'before');
      const own = await commit(engine, address, 'own');
      await overtake(engine, address, own, RECENT_COMMITS);
      assert.equal(await append(engine, address, own, 'own'), 'unknown');
    },
  },
  {
    name: 'pruning keeps the newest eight revisions, and those that are asked for',
    async check(engine, address) {
      for (let step = 1; step <= 20; step += 1) await commit(engine, address, step, { prune: false });
      const { revision } = await engine.latest(address);
      await engine.prune(address, { ...(revision?.header as Header), kept: [16, 7, 2] });
      assert.deepEqual(await engine.numbers(address), [20, 19, 18, 17, 16, 15, 14, 13, 7, 2]);
      assert.equal((await engine.at(address, 2))?.data, 2);
    },
  },
  {
    name: 'a pruner that slept leaves alone what came after it',
    async check(engine, address) {
      for (let step = 1; step <= 10; step += 1) await commit(engine, address, step, { prune: false });
      const { revision } = await engine.latest(address);
      for (let step = 11; step <= 30; step += 1) await commit(engine, address, step, { prune: false });
      await engine.prune(address, revision?.header as Header);
      const expected = Array.from({ length: 28 }, (_, index) => 30 - index);
      assert.deepEqual(await engine.numbers(address), expected);
    },
  },
  {
    name: 'revisions that are asked for are kept while they fit 32 MB, the newest first',
    async check(engine, address) {
      const large = 'x'.repeat(KEPT_BYTES / 2 + 1024);
      for (const data of ['small', large, large]) await commit(engine, address, data, { prune: false });
      for (let step = 4; step <= 12; step += 1) await commit(engine, address, step, { prune: false });
      const { revision } = await engine.latest(address);
      await engine.prune(address, { ...(revision?.header as Header), kept: [3, 2, 1] });
      const expected = [12, 11, 10, 9, 8, 7, 6, 5, 3];
      assert.deepEqual(await engine.numbers(address), expected);
    },
  },
  {
    name: 'a tombstone refuses every later update, and removing twice is no error',
    async check(engine, address) {
      const kind = { ...ANYTHING, name: address.kind };
      const write = (data: unknown) =>
        update(engine, kind, address.id, () => ok({ data, answer: null }), deadlineIn(4000));
      await write('before');
      await remove(engine, kind, address.id, deadlineIn(4000));
      await remove(engine, kind, address.id, deadlineIn(4000));
      const refused = await write('after');
      assert.equal(refused.ok ? 'written' : refused.refusal.code, 'removed');
      assert.deepEqual(await engine.numbers(address), [2, 1]);
    },
  },
  {
    name: 'a removed document is gone, and a late append does not bring it back',
    async check(engine, address) {
      await commit(engine, address, 'first');
      const late = await nextHeader(engine, address);
      await engine.remove(address);
      await engine.remove(address);
      assert.deepEqual(await engine.latest(address), { next: 1, revision: null, damaged: [] });
      assert.equal(await append(engine, address, late, 'late'), 'conflict');
      assert.deepEqual(await engine.numbers(address), []);
      assert.ok(!(await engine.list(address.kind)).includes(address.id));
    },
  },
  {
    name: 'a late append to a document that was removed and made anew is a conflict, and nothing of it remains',
    async check(engine, address) {
      for (let step = 1; step <= 4; step += 1) await commit(engine, address, step);
      const late = await nextHeader(engine, address);
      await engine.remove(address);
      await commit(engine, address, 'anew');
      assert.equal(await append(engine, address, late, 'late'), 'conflict');
      assert.deepEqual(await engine.numbers(address), [1]);
      assert.equal((await engine.latest(address)).revision?.data, 'anew');
    },
  },
  {
    name: 'the clock tells milliseconds since 1970',
    async check(engine) {
      const now = await engine.now();
      assert.ok(Number.isFinite(now));
      assert.ok(new Date(now).getUTCFullYear() >= 2024);
    },
  },
];

const ANYTHING: Kind<unknown> = { name: 'batch', version: '2.0.0', parse: ok, migrations: [] };

/** Commits the next revision as a writer of documents does, and returns its header. */
async function commit(
  engine: Engine,
  address: Address,
  data: unknown,
  { prune = true }: Readonly<{ prune?: boolean }> = {},
): Promise<Header> {
  const header = await nextHeader(engine, address);
  assert.equal(await append(engine, address, header, data), 'committed');
  if (prune) await engine.prune(address, header);
  return header;
}

async function nextHeader(engine: Engine, address: Address): Promise<Header> {
  const { next, revision } = await engine.latest(address);
  const nonce = uniqueName();
  return {
    kind: address.kind,
    version: '2.0.0',
    number: next,
    written_at: '2026-11-22T10:00:00.000Z',
    nonce,
    recent: [nonce, ...(revision?.header.recent ?? [])].slice(0, RECENT_COMMITS),
  };
}

async function append(
  engine: Engine,
  address: Address,
  header: Header,
  data: unknown,
): Promise<AppendResult> {
  return engine.append(address, header, encodeEnvelope(header, data), deadlineIn(4000));
}

/** Commits until the newest revision is so many numbers ahead, with the overtaken one pruned. */
async function overtake(engine: Engine, address: Address, own: Header, by: number): Promise<void> {
  for (let number = own.number + 1; number <= own.number + by; number += 1) {
    const header = await commit(engine, address, number);
    assert.equal(header.number, number);
  }
  assert.ok(!(await engine.numbers(address)).includes(own.number));
}
