import assert from 'node:assert/strict';
import test from 'node:test';
import { deadlineIn } from '../../lib/store/deadline.ts';
import { remove } from '../../lib/store/documents.ts';
import { interpret } from '../../lib/store/kind.ts';
import type { Engine } from '../../lib/store/engine.ts';
import { encodeEnvelope, type Header } from '../../lib/store/envelope.ts';
import { memoryEngine } from '../../lib/store/memory-engine.ts';
import { add, ADDRESS, apply, failsWith, LIST, NOW } from './list-document.ts';

test('fields that this version does not know survive an update at every depth', async () => {
  const engine = memoryEngine(() => NOW);
  const foreign = { items: ['a'], colour: 'red', nested: { deep: { deeper: [{ unknown: null }] }, more: 1 } };
  await plant(engine, '2.1.0', foreign);
  const updated = await apply(engine, add('b'));
  assert.ok(updated.ok);
  assert.deepEqual((await engine.latest(ADDRESS)).revision?.data, { ...foreign, items: ['a', 'b'] });
});

test('the version of a document of the same major version is raised and never lowered', async () => {
  for (const [before, after] of [
    ['2.0.9', '2.1.0'],
    ['2.1.0', '2.1.0'],
    ['2.1.1', '2.1.1'],
    ['2.10.0', '2.10.0'],
  ] as const) {
    const engine = memoryEngine(() => NOW);
    await plant(engine, before, { items: [] });
    await apply(engine, add('a'));
    assert.equal((await engine.latest(ADDRESS)).revision?.header.version, after, before);
  }
});

test('a document of a newer major version is neither read, changed nor removed', async () => {
  for (const version of ['3.0.0', '10.0.0']) {
    const engine = memoryEngine(() => NOW);
    await plant(engine, version, { items: ['theirs'] });
    await failsWith('newer-version', apply(engine, add('a')));
    await failsWith('newer-version', remove(engine, LIST, 'b1', deadlineIn(4000)));
    const latest = await engine.latest(ADDRESS);
    assert.throws(() => interpret(LIST, 'b1', latest), /newer version.*Nothing was changed/);
    assert.deepEqual(await engine.numbers(ADDRESS), [1]);
  }
});

test('sound bytes with data of no use are an error that says where, and nothing falls back', async () => {
  const engine = memoryEngine(() => NOW);
  await apply(engine, add('a'));
  await plant(engine, '2.1.0', { items: ['a', 7] });
  const error = await failsWith('unreadable', apply(engine, add('b')));
  assert.match(error.message, /batch b1, revision 2: items\.1: .*Nothing was changed/);
  await failsWith('unreadable', remove(engine, LIST, 'b1', deadlineIn(4000)));
  assert.deepEqual(await engine.numbers(ADDRESS), [2, 1]);
});

async function plant(engine: Engine, version: string, data: unknown): Promise<void> {
  const { next } = await engine.latest(ADDRESS);
  const header: Header = { kind: 'batch', version, number: next, written_at: '', nonce: `planted-${next}` };
  assert.equal(
    await engine.append(ADDRESS, header, encodeEnvelope(header, data), deadlineIn(1000)),
    'committed',
  );
}
