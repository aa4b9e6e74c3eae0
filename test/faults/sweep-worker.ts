// Sweeps the programs that it is told on stdin, one after the other: it is the client of the hooks that it runs, and stands
// in for the processes of the programs that it runs inside. Prints what it found, a line of JSON for each.
import { createInterface } from 'node:readline';
import { sweepErrors } from './error-sweep.ts';
import { sweepKills, type Swept } from './kill-sweep.ts';
import { sweepLitter } from './litter-sweep.ts';
import { PROGRAMS, type Program } from './programs.ts';
import type { Sweep } from './run-sweep.ts';
import { stageFor } from './stage.ts';

const cleanups: (() => void)[] = [];
try {
  const sweep = JSON.parse(process.argv[2] ?? '') as Sweep;
  for await (const name of createInterface(process.stdin)) {
    const program = PROGRAMS.find((one) => one.name === name) as Program;
    process.stdout.write(`${JSON.stringify(await perform(sweep, program))}\n`);
  }
} finally {
  for (const cleanup of cleanups) cleanup();
}

async function perform({ sweep, plugin, disk, howMany }: Sweep, program: Program): Promise<Swept> {
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
