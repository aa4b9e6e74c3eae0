// Runs sweeps in two workers, and hands their verdicts on as they come.
import { spawn } from 'node:child_process';
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

/** One sweep of one program, by its name. */
export function runSweep(sweep: Sweep, program: string): Promise<Swept> {
  return startSweeps(sweep, [program])(program);
}

/** Sweeps these programs, two at a time; what is returned waits for one of them. */
export function startSweeps(sweep: Sweep, programs: readonly string[]): (program: string) => Promise<Swept> {
  const settle = new Map<string, (swept: Promise<Swept>) => void>();
  const verdicts = new Map(
    programs.map((name) => [name, new Promise<Swept>((resolve) => settle.set(name, resolve))]),
  );
  const waiting = [...programs];
  const work = async () => {
    const worker = startWorker(sweep);
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const swept = worker.ask(name);
      settle.get(name)?.(swept);
      // Whoever waits for it hears of it.
      await swept.catch(() => undefined);
    }
    worker.end();
  };
  for (let wide = 1; wide <= Math.min(2, programs.length); wide += 1) void work();
  return async (program) => await (verdicts.get(program) as Promise<Swept>);
}

function startWorker(sweep: Sweep) {
  const worker = path.join(import.meta.dirname, 'sweep-worker.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', worker, JSON.stringify(sweep)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // One that has ended is asked in vain, and that is told below.
  child.stdin.on('error', () => undefined);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async ask(program: string): Promise<Swept> {
      child.stdin.write(`${program}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`the worker ended at ${program}`);
      return JSON.parse(value) as Swept;
    },
    end: () => child.stdin.end(),
  };
}

/** The first problems of many, to be read. */
export function shown({ problems }: Swept): readonly string[] {
  return problems.length > 20 ? [...problems.slice(0, 20), `and ${problems.length - 20} more`] : problems;
}
