// Runs sweeps in two workers, and hands their verdicts on as they come.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Swept } from './kill-sweep.ts';
import type { Disk } from './stage.ts';

export type Sweep = Readonly<{
  sweep: 'kills' | 'errors' | 'litter';
  plugin: string;
  disk?: Disk;
  /** An even sample of so many faults, however full the run is. */
  howMany?: number;
}>;

/** What a worker is given. */
export type Task = Sweep & Readonly<{ programs: readonly string[] }>;

/** One sweep of one program, by its name. */
export function runSweep(sweep: Sweep, program: string): Promise<Swept> {
  return startSweeps(sweep, [program])(program);
}

/** Sweeps these programs, two at a time; what is returned waits for one of them. */
export function startSweeps(sweep: Sweep, programs: readonly string[]): (program: string) => Promise<Swept> {
  const halves = [0, 1].map((half) => programs.filter((_, index) => index % 2 === half));
  const swept = new Map(
    halves.filter(({ length }) => length > 0).flatMap((half) => startWorker(sweep, half)),
  );
  return async (program) => await (swept.get(program) as Promise<Swept>);
}

function startWorker(sweep: Sweep, programs: readonly string[]): [string, Promise<Swept>][] {
  const worker = path.join(import.meta.dirname, 'sweep-worker.ts');
  const task: Task = { ...sweep, programs };
  const child = spawn(process.execPath, ['--import', 'tsx', worker, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const closed = once(child, 'close') as Promise<[number | null]>;
  let before: Promise<unknown> = Promise.resolve();
  return programs.map((program) => {
    const swept = before.then(async () => {
      const { value, done } = await lines.next();
      if (done !== true) return JSON.parse(value) as Swept;
      throw new Error(`the worker ended with ${(await closed)[0]} at ${program}`);
    });
    // Whoever waits for it hears of it.
    before = swept.catch(() => undefined);
    return [program, swept];
  });
}

/** The first problems of many, to be read. */
export function shown({ problems }: Swept): readonly string[] {
  return problems.length > 20 ? [...problems.slice(0, 20), `and ${problems.length - 20} more`] : problems;
}
