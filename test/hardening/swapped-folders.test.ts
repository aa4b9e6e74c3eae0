// CWE-367: a folder is exchanged for a link at any moment between the look at it and its use. Then nothing that was there
// is changed, nothing is read from behind the link that another user put there, and no save is acknowledged that lies elsewhere.
import assert from 'node:assert/strict';
import fs, { chownSync, existsSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { openStore } from '../../lib/store/store.ts';
import { addToken, TOKENS } from '../support/broken-disk-program.ts';
import { memoryFolder, plant, snapshot } from '../support/project.ts';
import { append, codeOf } from '../store/store-place.ts';

const CALLS = [
  'lstatSync',
  'mkdirSync',
  'openSync',
  'linkSync',
  'unlinkSync',
  'readdirSync',
  'fsyncSync',
  'writeFileSync',
] as const;

/** What `run` comes to when something happens right before the n-th of these calls. */
async function beforeCall<T>(n: number, intervene: () => void, run: () => T): Promise<Awaited<T>> {
  const original = { ...fs };
  const patched = fs as unknown as Record<string, unknown>;
  let count = 0;
  for (const name of CALLS) {
    const made = original[name] as (...args: unknown[]) => unknown;
    patched[name] = (...args: unknown[]) => {
      count += 1;
      if (count === n) intervene();
      return made(...args);
    };
  }
  syncBuiltinESMExports();
  try {
    return await run();
  } finally {
    for (const name of CALLS) patched[name] = original[name];
    syncBuiltinESMExports();
  }
}

/** More calls than any of these operations makes. */
const MOST = 60;

const THEIRS = { 'theirs.txt': 'theirs' };

async function place(t: Parameters<typeof memoryFolder>[0]) {
  const base = memoryFolder(t);
  // Whichever folder of ours is exchanged for it, the ones below are there.
  const elsewhere = path.join(base, 'elsewhere');
  plant(elsewhere, { ...THEIRS, s1: THEIRS, b1: THEIRS, sessions: { s1: THEIRS }, batches: { b1: THEIRS } });
  const store = openStore({ path: path.join(base, 'state'), base });
  append(store, 'first');
  await addToken(store, 'b1', 'first');
  const exchange = (level: string) => {
    const folder = path.join(base, level);
    if (existsSync(`${folder}-real`)) return;
    renameSync(folder, `${folder}-real`);
    symlinkSync(elsewhere, folder);
  };
  /** The names in a folder of ours, wherever it is now. */
  const namesIn = (level: string, folder: string) => {
    const moved = existsSync(path.join(base, `${level}-real`)) ? `${level}-real` : level;
    return readdirSync(path.join(base, moved, path.relative(level, folder)));
  };
  return { base, elsewhere, store, exchange, namesIn };
}

type Save = Readonly<{
  levels: readonly string[];
  folder: string;
  file: string;
  run: (store: ReturnType<typeof openStore>) => string | Promise<string>;
  acknowledged: string;
}>;

const SAVES: readonly Save[] = [
  {
    levels: ['state', 'state/sessions', 'state/sessions/s1'],
    folder: 'state/sessions/s1',
    file: 'e0000000003.json',
    run: (store) => codeOf(() => append(store, 'second')),
    acknowledged: 'no error',
  },
  {
    levels: ['state', 'state/batches', 'state/batches/b1'],
    folder: 'state/batches/b1',
    file: 'r0000000002.json',
    run: (store) => addToken(store, 'b1', 'second'),
    acknowledged: 'saved',
  },
];

for (const { levels, folder, file, run, acknowledged } of SAVES) {
  test(`a save in ${folder} is not acknowledged unless it lies there, and what is elsewhere is not changed`, async (t) => {
    const outcomes = new Set<string>();
    for (const level of levels) {
      for (let n = 1; n <= MOST; n += 1) {
        const { elsewhere, store, exchange, namesIn } = await place(t);
        const before = snapshot(elsewhere);
        const outcome = await beforeCall(
          n,
          () => exchange(level),
          () => run(store),
        );
        outcomes.add(outcome);
        const after = snapshot(elsewhere);
        for (const [name, content] of Object.entries(before)) {
          assert.equal(after[name], content, `${level}, call ${n}: ${name}`);
        }
        if (outcome !== acknowledged) continue;
        const names = namesIn(level, folder);
        assert.ok(names.includes(file), `${level}, call ${n}: acknowledged, and not in its folder`);
      }
    }
    assert.ok(outcomes.has('unsafe-path') && outcomes.has(acknowledged), [...outcomes].join());
  });
}

const isRoot = process.geteuid?.() === 0;

test(
  'what another user has put behind the link is not read as ours',
  { skip: !isRoot && 'only root can give files away' },
  async (t) => {
    for (const [level, read] of [
      ['state/sessions/s1', (store) => JSON.stringify(store.log('s1')?.entries)],
      ['state/batches/b1', (store) => JSON.stringify(store.readNow(TOKENS, 'b1'))],
    ] as const satisfies readonly (readonly [string, (store: ReturnType<typeof openStore>) => string])[]) {
      const answers: string[] = [];
      for (let n = 1; n <= 20; n += 1) {
        const { base, elsewhere, store, exchange } = await place(t);
        const forger = openStore({ path: path.join(base, 'forged'), base });
        append(forger, 'forged');
        await addToken(forger, 'b1', 'forged');
        rmSync(elsewhere, { recursive: true });
        renameSync(path.join(base, level.replace('state', 'forged')), elsewhere);
        chownAll(elsewhere);
        const answer = await beforeCall(
          n,
          () => exchange(level),
          () => {
            try {
              return read(store);
            } catch (error) {
              return String(error);
            }
          },
        );
        assert.doesNotMatch(answer, /forged/, `${level}, call ${n}`);
        answers.push(answer);
      }
      assert.ok(answers.some((answer) => answer.includes('first')));
    }
  },
);

function chownAll(folder: string): void {
  chownSync(folder, 65_534, 65_534);
  for (const name of readdirSync(folder)) chownSync(path.join(folder, name), 65_534, 65_534);
}
