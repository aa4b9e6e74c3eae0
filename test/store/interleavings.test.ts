// Several writers of one document take turns between reading and committing, for stretches in which the others sleep.
import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { array, assert as assertProperty, asyncProperty, integer, nat, tuple } from 'fast-check';
import { ok } from '../../lib/domain/result.ts';
import { deadlineIn } from '../../lib/store/deadline.ts';
import { update } from '../../lib/store/documents.ts';
import { interpret } from '../../lib/store/kind.ts';
import type { AppendResult, Engine } from '../../lib/store/engine.ts';
import { filesEngine } from '../../lib/store/files-engine.ts';
import { memoryEngine } from '../../lib/store/memory-engine.ts';
import { TOKENS } from '../support/broken-disk-program.ts';
import { memoryFolder } from '../support/project.ts';

const ADDRESS = { kind: 'batch', id: 'b1' };
const BATCHES = { batch: { folder: 'batches', manyIds: true } };

/** Which writer goes on, and for how many calls of the engine; the others sleep. */
type Stretch = readonly [writer: number, calls: number];

type Turns = Readonly<{
  engineFor: (writer: number) => Engine;
  run: (stretches: readonly Stretch[], writers: readonly Promise<void>[]) => Promise<void>;
}>;

function turnsOn(engine: Engine): Turns {
  const waiting = new Map<number, () => void>();
  const turn = (writer: number) =>
    new Promise<void>((go) => {
      waiting.set(writer, go);
    });
  return {
    engineFor: (writer) => ({
      ...engine,
      async latest(address) {
        await turn(writer);
        return engine.latest(address);
      },
      async append(...given) {
        await turn(writer);
        return engine.append(...given);
      },
    }),
    async run(stretches, writers) {
      const ended = new Set<number>();
      const all = Promise.all(writers.map((one, writer) => one.finally(() => ended.add(writer))));
      for (let index = 0; ended.size < writers.length; index += 1) {
        const [writer, calls] = stretches[index % stretches.length] as Stretch;
        for (let call = 0; call < calls && !ended.has(writer); call += 1) {
          // Its own work needs a moment, and longer after a conflict.
          for (let patience = 0; !waiting.has(writer) && patience < 12; patience += 1) await delay(1);
          waiting.get(writer)?.();
          if (!waiting.delete(writer)) break;
        }
      }
      await all;
    },
  };
}

async function checkInterleaving(engine: Engine, stretches: readonly Stretch[]): Promise<void> {
  const [writers, each] = [WRITERS, 10];
  const turns = turnsOn(engine);
  const write = async (writer: number) => {
    for (let step = 0; step < each; step += 1) {
      const token = `${writer}/${step}`;
      const change = (data: { tokens: string[] } | null) =>
        ok({ data: { ...data, tokens: [...(data?.tokens ?? []), token] }, answer: null });
      await update(turns.engineFor(writer), TOKENS, 'b1', change, deadlineIn(60_000));
    }
  };
  await turns.run(
    stretches,
    Array.from({ length: writers }, (_, writer) => write(writer)),
  );
  const read = interpret(TOKENS, 'b1', await engine.latest(ADDRESS));
  assert.ok(read.ok);
  const tokens = read.value?.data.tokens ?? [];
  const expected = Array.from(
    { length: writers * each },
    (_, index) => `${index % writers}/${Math.floor(index / writers)}`,
  );
  assert.deepEqual(tokens.toSorted(), expected.toSorted());
  for (let writer = 0; writer < writers; writer += 1) {
    const own = tokens.filter((token) => token.startsWith(`${writer}/`));
    assert.deepEqual(own, own.toSorted());
  }
}

const WRITERS = 4;

const stretches = array(tuple(nat({ max: WRITERS - 1 }), integer({ min: 1, max: 40 })), {
  minLength: 8,
  maxLength: 30,
})
  // Everybody comes to an end.
  .map((given): Stretch[] => [
    ...given,
    ...Array.from({ length: WRITERS }, (_, writer): Stretch => [writer, 5]),
  ]);

test('in memory no update is lost, doubled or out of its writer’s order, whoever waits for whom', async () => {
  const property = asyncProperty(stretches, (given) => checkInterleaving(memoryEngine(Date.now), given));
  await assertProperty(property, { numRuns: 8 });
});

test('on a disk no update is lost, doubled or out of its writer’s order, whoever waits for whom', async (t) => {
  const property = asyncProperty(stretches, (given) => {
    const base = memoryFolder(t);
    return checkInterleaving(filesEngine({ path: `${base}/state`, base }, BATCHES, Date.now), given);
  });
  await assertProperty(property, { numRuns: 5 });
});

test('an engine that acknowledges whatever it could create is found out by the same turns', async () => {
  const property = asyncProperty(stretches, (given) => {
    const engine = memoryEngine(Date.now);
    const careless: Engine = {
      ...engine,
      async append(address, header, bytes, deadline): Promise<AppendResult> {
        const wasTaken = (await engine.numbers(address)).includes(header.number);
        const result = await engine.append(address, header, bytes, deadline);
        return wasTaken ? result : 'committed';
      },
    };
    return checkInterleaving(careless, given);
  });
  await assert.rejects(async () => assertProperty(property, { numRuns: 40, endOnFailure: true }));
});
