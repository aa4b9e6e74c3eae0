// Sweeps one program after the other, as a process of its own: it is the client of the hooks that it runs, and stands in
// for the processes of the programs that it runs inside. Prints what it found, a line of JSON for each.
import { sweepErrors } from './error-sweep.ts';
import { sweepKills, type Swept } from './kill-sweep.ts';
import { sweepLitter } from './litter-sweep.ts';
import { PROGRAMS, type Program } from './programs.ts';
import type { Task } from './run-sweep.ts';
import { stageFor } from './stage.ts';

const cleanups: (() => void)[] = [];
try {
  const task = JSON.parse(process.argv[2] ?? '') as Task;
  for (const name of task.programs) {
    const program = PROGRAMS.find((one) => one.name === name) as Program;
    process.stdout.write(`${JSON.stringify(await perform(task, program))}\n`);
  }
} finally {
  for (const cleanup of cleanups) cleanup();
}

async function perform({ sweep, plugin, disk, howMany }: Task, program: Program): Promise<Swept> {
  const stage = await stageFor({ after: (cleanup) => cleanups.push(cleanup) }, plugin, program, disk);
  switch (sweep) {
    case 'kills':
      return await sweepKills(stage, program, howMany);
    case 'errors':
      return await sweepErrors(stage, program, howMany);
    case 'litter':
      return await sweepLitter(stage, howMany);
  }
}
