// The same change of the same state by this plugin and by what else is used for it: one status in a list of features,
// by a crowd of processes at once, in one process, and after a writer that was killed. This plugin keeps the list as a
// plain document, as its peers do, and as a batch, which is checked by its rules and published for people beside that.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { environmentIn, type ThrowAwayProject } from '../demo/throw-away-project.ts';
import { interleaved, median } from './interleaved.ts';
import { installSqlite } from './peers/install-sqlite.ts';
import type { Row } from './row.ts';
import { writeDurably } from './save-in-process.bench.ts';

const CROWD = 32;
const SHARE = 5;
const CROWD_ROUNDS = 3;
const IN_PROCESS_ROUNDS = 60;
const AFTER_KILL_ROUNDS = 15;
/** So many features are some 10 KB on disk. */
const FEATURES = Array.from({ length: CROWD * SHARE }, (_, index) => `feature ${index}`);

type Peer = Readonly<{
  create: (folder: string, features: readonly string[]) => Promise<void>;
  update: (folder: string, number: number) => Promise<void>;
  countDone: (folder: string) => Promise<number>;
}>;

type Crowd = Readonly<{ perSecond: number; slowMs: number; lost: number }>;

const OWN = ['this-plugin-document', 'this-plugin-batch'];

const PEERS_FOLDER = path.join(import.meta.dirname, 'peers');
const load = createRequire(import.meta.url);
const peerOf = (name: string) => load(path.join(PEERS_FOLDER, `${name}.cjs`)) as Peer;

export async function measure(project: ThrowAwayProject): Promise<readonly Row[]> {
  const sqlite = installSqlite();
  if (sqlite !== null) process.env['BENCH_SQLITE'] = sqlite;
  const names = [...OWN, 'classic-pair', ...(sqlite === null ? [] : ['sqlite']), 'no-lock-no-sync'];
  return [
    ...(await crowds(project, names)),
    ...(await inProcess(project, names)),
    ...(await afterKill(project)),
  ];
}

async function crowds(project: ThrowAwayProject, names: readonly string[]): Promise<readonly Row[]> {
  const seen = new Map<string, Crowd[]>(names.map((name) => [name, []]));
  for (let round = 0; round < CROWD_ROUNDS; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed())
      seen.get(name)?.push(await crowd(project, name, `crowd-${round}`));
  }
  const middle = (name: string, of: (crowd: Crowd) => number) => median((seen.get(name) ?? []).map(of));
  const perSecond = (name: string) => middle(name, (each) => each.perSecond);
  const slow = (name: string) => middle(name, (each) => each.slowMs);
  return [
    ...names.flatMap((name): Row[] => [
      { what: `${CROWD} processes at one document: ${name}`, measured: perSecond(name), unit: 'saves/s' },
      { what: '… 95 of 100 within', measured: slow(name), unit: 'ms' },
      { what: '… updates lost', measured: middle(name, ({ lost }) => lost), unit: 'of 160' },
    ]),
    ...OWN.flatMap((name): Row[] => [
      {
        what: `time of the whole crowd: ${name} ÷ classic-pair`,
        measured: perSecond('classic-pair') / perSecond(name),
        unit: '×',
        budget: 0.77,
      },
      {
        what: `… 95 of 100 within: ${name} ÷ classic-pair`,
        measured: slow(name) / slow('classic-pair'),
        unit: '×',
        budget: 1,
      },
    ]),
  ];
}

/** Each member makes its updates one after the other, each by a process of its own; all members at once. */
async function crowd(project: ThrowAwayProject, name: string, place: string): Promise<Crowd> {
  const folder = path.join(project.folder, `${name}-${place}`);
  await peerOf(name).create(folder, FEATURES);
  const times: number[] = [];
  const member = async (index: number): Promise<void> => {
    for (let step = 1; step <= SHARE; step += 1) {
      const before = performance.now();
      const child = spawn(process.execPath, program(name, folder, index * SHARE + step), {
        env: environment(project),
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const [status] = (await once(child, 'close')) as [number | null];
      if (status !== 0) throw new Error(`${name}: an update ended with ${status}`);
      times.push(performance.now() - before);
    }
  };
  const before = performance.now();
  await Promise.all(Array.from({ length: CROWD }, (_, index) => member(index)));
  const seconds = (performance.now() - before) / 1000;
  const sorted = times.toSorted((a, b) => a - b);
  return {
    perSecond: sorted.length / seconds,
    slowMs: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN,
    lost: sorted.length - (await peerOf(name).countDone(folder)),
  };
}

async function inProcess(project: ThrowAwayProject, names: readonly string[]): Promise<readonly Row[]> {
  const folderOf = (name: string) => path.join(project.folder, `${name}-in-process`);
  for (const name of names) await peerOf(name).create(folderOf(name), FEATURES);
  const bytes = Buffer.alloc(10_000, 'x');
  let count = 0;
  const next = () => (count += 1);
  const numbers = new Map(names.map((name) => [name, 0]));
  const update = (name: string) => async () => {
    const number = (numbers.get(name) ?? 0) + 1;
    numbers.set(name, number);
    await peerOf(name).update(folderOf(name), number);
  };
  const candidates: Readonly<Record<string, () => unknown>> = {
    'write, fsync, link and folder fsync by hand': () =>
      writeDurably(folderOf('classic-pair'), `${next()}.json`, bytes),
    ...Object.fromEntries(names.map((name) => [name, update(name)])),
  };
  const times = await interleaved(IN_PROCESS_ROUNDS, candidates);
  const { 'write, fsync, link and folder fsync by hand': byHand = Number.NaN } = times;
  return [
    ...Object.entries(times).map(([name, measured]): Row => ({
      what: `10 KB in one process: ${name}`,
      measured,
      unit: 'ms',
    })),
    ...OWN.map((name): Row => {
      const measured = (times[name] ?? Number.NaN) / byHand;
      return { what: `10 KB in one process: ${name} ÷ by hand`, measured, unit: '×', budget: 2 };
    }),
  ];
}

/** The next update after a writer that was killed with its update half done, against an ordinary one. */
async function afterKill(project: ThrowAwayProject): Promise<readonly Row[]> {
  const own = path.join(project.folder, 'this-plugin-batch-killed');
  const pair = path.join(project.folder, 'classic-pair-killed');
  await peerOf('this-plugin-batch').create(own, FEATURES);
  await peerOf('classic-pair').create(pair, FEATURES);
  let number = 0;
  const run = (name: string, folder: string, killAt?: string) => {
    number += 1;
    const env = { ...environment(project), ...(killAt === undefined ? {} : { BENCH_KILL_AT: killAt }) };
    return spawnSync(process.execPath, program(name, folder, number), { env }).signal;
  };
  const timed = (name: string, folder: string) => {
    const before = performance.now();
    run(name, folder);
    return performance.now() - before;
  };
  const ordinary: number[] = [];
  const after: number[] = [];
  for (let round = 0; round < AFTER_KILL_ROUNDS; round += 1) {
    ordinary.push(timed('this-plugin-batch', own));
    if (run('this-plugin-batch', own, 'linkSync') !== 'SIGKILL') throw new Error('the writer was not killed');
    after.push(timed('this-plugin-batch', own));
  }
  if (run('classic-pair', pair, 'rename') !== 'SIGKILL') throw new Error('the writer was not killed');
  const pairMs = timed('classic-pair', pair);
  return [
    {
      what: 'next save after a killed writer ÷ an ordinary one',
      measured: median(after) / median(ordinary),
      unit: '×',
      budget: 1.3,
    },
    { what: 'next save after a killed writer: classic-pair', measured: pairMs, unit: 'ms' },
  ];
}

function program(name: string, folder: string, number: number): string[] {
  return [path.join(PEERS_FOLDER, 'update.cjs'), name, folder, String(number)];
}

function environment(project: ThrowAwayProject): NodeJS.ProcessEnv {
  const sqlite = process.env['BENCH_SQLITE'];
  return environmentIn(project, sqlite === undefined ? {} : { BENCH_SQLITE: sqlite });
}
