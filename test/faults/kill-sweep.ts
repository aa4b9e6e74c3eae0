// SIGKILL before, after and amid every change that a program makes on the disk, and what is left then.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isChange, type Fault, type FileCall } from '../support/broken-disk.ts';
import { runAdev, runHook, type Ended } from '../support/plugin-process.ts';
import { sampleOf, some } from './extent.ts';
import type { Program } from './programs.ts';
import { runInside } from './run-inside.ts';
import type { Disk, Stage } from './stage.ts';
import { judgeForm } from './told.ts';
import { hasEventsOf, judgeWorld, leftoversIn, readWorld, revisionsIn, type Change } from './world.ts';

export type Swept = Readonly<{ problems: readonly string[]; tried: number }>;

/** How many deaths of a program a quick run tries. */
const QUICK = 3;

/** A process of the program, on the stage's disk, which may be broken. */
export function runAsProcess(
  stage: Stage,
  program: Program,
  fault: Omit<Fault, 'below'> = {},
): Promise<Ended> {
  const broken = { ...stage.disk, ...fault, below: stage.folder };
  const options = { plugin: stage.plugin, ...(Object.keys(broken).length > 1 ? { fault: broken } : {}) };
  return program.args === undefined
    ? runHook(stage, program.event, program.fields, { ...options, env: stage.envOf(program) })
    : runAdev(stage, program.args, options);
}

/** What an undisturbed run does: to the state, in which calls, in how many milliseconds as a process. */
export async function changeBy(
  stage: Stage,
  program: Program,
): Promise<Readonly<{ change: Change; calls: readonly FileCall[] }>> {
  stage.reset();
  const from = await readWorld(stage);
  const { calls } = await runInside(stage, program);
  const to = await readWorld(stage);
  return { change: { from, to, between: revisionsIn(stage) }, calls };
}

export async function sweepKills(stage: Stage, program: Program, howMany?: number): Promise<Swept> {
  const { change } = await changeBy(stage, program);
  stage.reset();
  const planted = new Set(leftoversIn(stage));
  const { milliseconds: undisturbedMs, calls } = await runUndisturbed(stage, program);
  const allowedMs = (stage.disk.noLinks === true ? 5000 : 1000) + 10 * undisturbedMs;
  const problems: string[] = [];
  const all = deathsOf(calls, stage.disk);
  const deaths = howMany === undefined ? some(all, QUICK) : sampleOf(all, howMany);
  for (const death of deaths) {
    const { name, path: where, to } = calls[(death.at ?? 0) - 1] as FileCall;
    const when = `${death.after ? 'after' : death.short === undefined ? 'before' : 'amid'} ${name} ${to ?? where}`;
    const add = (found: readonly string[]) => problems.push(...found.map((problem) => `${when}: ${problem}`));
    stage.reset();
    const { signal, stderr } = await runAsProcess(stage, program, death);
    if (signal !== 'SIGKILL') add([`not reached: ${stderr}`]);
    add(judgeWorld(change, await readWorld(stage), program.hasSources));
    add(await judgeReaders(stage));

    const started = performance.now();
    const again = await runAsProcess(stage, program);
    const took = performance.now() - started;
    add(judgeForm(program, again));
    if (again.status !== 0) add([`the next run exits ${again.status}: ${again.stdout}${again.stderr}`]);
    if (took > allowedMs) add([`the next run took ${took} ms, and ${undisturbedMs} ms else`]);
    const after = await readWorld(stage);
    add(after.damage);
    if (program.args !== undefined && !hasEventsOf(after, change.to))
      add(['the next run does not complete it']);
    const left = leftoversIn(stage).filter((name) => !planted.has(name));
    if (left.length > (stage.disk.noLinks === true ? 2 : 1)) add([`${left.join()} are left`]);
  }
  return { problems, tried: deaths.length };
}

/** A death before and one after each change, and two amid each write. */
function deathsOf(calls: readonly FileCall[], { noLinks = false }: Disk): Omit<Fault, 'below'>[] {
  return calls.flatMap((call, index) => {
    if (!isChange(call) || (noLinks && call.name === 'linkSync')) return [];
    const death = { at: index + 1, signal: 'SIGKILL' } as const;
    const parts = call.name === 'writeSync' ? [1, Math.floor((call.bytes?.length ?? 0) / 2)] : [];
    return [death, ...parts.map((short) => ({ ...death, short })), { ...death, after: true }];
  });
}

/** The commands that people look with. */
async function judgeReaders(stage: Stage): Promise<string[]> {
  const problems: string[] = [];
  for (const args of [['status'], ['batch', 'show', 'b1']]) {
    const name = args.join(' ');
    const { status, stdout, stderr } = await runInside(stage, { name, args: [...args, '--json'] });
    const shown = JSON.parse(stdout) as { batch_id?: string; batches?: readonly unknown[] };
    if (status !== 0 || stderr !== '' || (shown.batch_id !== 'b1' && !shown.batches?.length))
      problems.push(`adev ${name} exits ${status}: ${stdout}${stderr}`);
  }
  return problems;
}

/** How long a run takes as a process with nothing broken, and the calls that it makes. */
async function runUndisturbed(
  stage: Stage,
  program: Program,
): Promise<Readonly<{ milliseconds: number; calls: readonly FileCall[] }>> {
  const log = path.join(stage.beside, 'calls.jsonl');
  const started = performance.now();
  await runAsProcess(stage, program, { log });
  const milliseconds = performance.now() - started;
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  const calls = lines.map((line) => {
    const { length, ...call } = JSON.parse(line) as FileCall & { length?: number };
    return length === undefined ? call : { ...call, bytes: Buffer.alloc(length) };
  });
  return { milliseconds, calls };
}
