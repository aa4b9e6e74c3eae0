import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { KEEP_REVISIONS, type Address, type AppendResult, type Engine } from '../../lib/store/engine.ts';
import { decodeEnvelope } from '../../lib/store/envelope.ts';
import { filesEngine } from '../../lib/store/files-engine.ts';
import { memoryEngine } from '../../lib/store/memory-engine.ts';
import { memoryFolder } from '../support/project.ts';
import { ENGINE_CONTRACT } from './engine.contract.ts';

const ADDRESS: Address = { kind: 'batch', id: 'b1' };
const FOLDERS = {
  batch: { folder: 'batches', manyIds: true },
  project: { folder: 'project', manyIds: false },
};

const ENGINES: Readonly<Record<string, (t: TestContext) => Engine>> = {
  files(t) {
    const base = memoryFolder(t);
    return filesEngine({ path: `${base}/state`, base }, FOLDERS, Date.now);
  },
  memory: () => memoryEngine(Date.now),
};

for (const [name, open] of Object.entries(ENGINES)) {
  test(`the ${name} engine keeps the contract`, async (t) => {
    for (const rule of ENGINE_CONTRACT) await t.test(rule.name, () => rule.check(open(t), ADDRESS));
  });
}

type Flaw = Readonly<{ flaw: string; breaks: readonly RegExp[]; build: (sound: Engine) => Engine }>;

const FLAWS: readonly Flaw[] = [
  {
    flaw: 'overwrites a number that is taken',
    breaks: [/taken once/, /exactly one commits/],
    build: overwriting,
  },
  {
    flaw: 'takes every conflict for a commit',
    breaks: [/taken once/, /exactly one commits/, /sleeper takes again/, /removed and made anew/],
    build: (sound) => ({
      ...sound,
      async append(...given): Promise<AppendResult> {
        await sound.append(...given);
        return 'committed';
      },
    }),
  },
  {
    flaw: 'acknowledges whatever it could create, without looking again',
    breaks: [/sleeper takes again/],
    build: (sound) => ({
      ...sound,
      async append(address, header, bytes, deadline) {
        const taken = (await sound.numbers(address)).includes(header.number);
        const result = await sound.append(address, header, bytes, deadline);
        return taken ? result : 'committed';
      },
    }),
  },
  {
    flaw: 'takes everyone who was overtaken for late, without looking for the own nonce',
    breaks: [/others built upon/, /cannot be told/],
    build: (sound) => ({
      ...sound,
      async append(address, header, bytes, deadline) {
        const top = (await sound.numbers(address))[0] ?? 0;
        if (top >= header.number + KEEP_REVISIONS) return 'conflict';
        return sound.append(address, header, bytes, deadline);
      },
    }),
  },
  {
    flaw: 'prunes one revision too many',
    breaks: [/newest eight/],
    build: (sound) => ({
      ...sound,
      prune: (address, newest) => sound.prune(address, { ...newest, number: newest.number + 1 }),
    }),
  },
  {
    flaw: 'prunes what was to be kept',
    breaks: [/newest eight/, /fit 32 MB/],
    build: (sound) => ({
      ...sound,
      prune: (address, newest) => sound.prune(address, { ...newest, kept: [] }),
    }),
  },
  {
    flaw: 'prunes by what is newest now',
    breaks: [/pruner that slept/],
    build: (sound) => ({
      ...sound,
      async prune(address, newest) {
        await sound.prune(address, { ...newest, number: (await sound.numbers(address))[0] ?? 0 });
      },
    }),
  },
  {
    flaw: 'uses the number of a damaged revision again',
    breaks: [/damaged newest/],
    build: (sound) => ({
      ...sound,
      async latest(address) {
        const latest = await sound.latest(address);
        return { ...latest, next: (latest.revision?.header.number ?? 0) + 1 };
      },
    }),
  },
  {
    flaw: 'removes nothing',
    breaks: [/gone/, /made anew/],
    build: (sound) => ({ ...sound, remove: () => undefined }),
  },
];

test('the contract finds every flawed engine', async (t) => {
  for (const { flaw, breaks, build } of FLAWS) {
    await t.test(`an engine that ${flaw}`, async () => {
      for (const name of breaks) {
        const rule = ENGINE_CONTRACT.find((candidate) => name.test(candidate.name));
        assert.ok(rule, `no rule is called ${name}`);
        await assert.rejects(rule.check(build(memoryEngine(Date.now)), ADDRESS), assert.AssertionError);
      }
    });
  }
});

function overwriting(sound: Engine): Engine {
  const written = new Map<number, Buffer>();
  const at = (address: Address, number: number) => {
    const bytes = written.get(number);
    const decoded = bytes && decodeEnvelope(bytes, address.kind, number);
    return decoded?.ok ? decoded : null;
  };
  return {
    ...sound,
    at,
    async latest(address) {
      const latest = await sound.latest(address);
      return { ...latest, revision: at(address, latest.next - 1) };
    },
    async append(address, header, bytes, deadline): Promise<AppendResult> {
      written.set(header.number, bytes);
      await sound.append(address, header, bytes, deadline);
      return 'committed';
    },
  };
}
