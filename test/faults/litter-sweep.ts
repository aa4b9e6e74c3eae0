// Kills one program after the other at any of its changes, two at a time in one folder and with nobody to clear up in
// between, and counts what the dead leave lying.
import { lutimesSync } from 'node:fs';
import path from 'node:path';
import { isFull } from './extent.ts';
import { runAsProcess, type Swept } from './kill-sweep.ts';
import { PROGRAMS, type Program } from './programs.ts';
import { seededRandom } from './random.ts';
import { runInside } from './run-inside.ts';
import type { Stage } from './stage.ts';
import { judgeForm } from './told.ts';
import { leftoversIn, readWorld } from './world.ts';

const KILLS = isFull ? 1000 : 30;

/** They find something to do every time. */
const NAMES = ['checkpoint save', 'SessionStart', 'SubagentStart', 'SubagentStop', 'PreCompact'];
const TIRELESS: readonly Program[] = [
  ...PROGRAMS.filter(({ name }) => NAMES.includes(name)),
  { name: 'batch add', args: ['batch', 'add', 'b2', '--feature', 'more', '--json'] },
];

/** A kill at a call that a program does not come to is none: about half of them end by themselves. */
const MOST_CHANGES = 24;
const CHANGES = [
  'mkdirSync',
  'openSync',
  'writeSync',
  'fsyncSync',
  'linkSync',
  'renameSync',
  'unlinkSync',
  'rename',
];

/** What a killed writer leaves is one temp. The next writer of the same folder sweeps it, in a long log every 32nd. */
const MOST_AT_ONCE = 150;
const SWEPT_WITHIN = 32;
const MOST_IN_THE_END = 3;

export async function sweepLitter(stage: Stage, kills = KILLS): Promise<Swept> {
  const random = seededRandom();
  const problems: string[] = [];
  const planted = new Set(leftoversIn(stage));
  const left = () => leftoversIn(stage).filter((name) => !planted.has(name));
  let killed = 0;
  const kill = async () => {
    while (killed < kills && problems.length === 0) {
      const fault = { calls: CHANGES, at: 1 + random.whole(MOST_CHANGES), signal: 'SIGKILL' } as const;
      const { signal } = await runAsProcess(stage, random.pick(TIRELESS), fault);
      if (signal === 'SIGKILL') killed += 1;
      if (left().length > MOST_AT_ONCE) problems.push(`after ${killed} kills ${left().length} are left`);
    }
  };
  await Promise.all([kill(), kill()]);
  // What goes by its age is a day old at the end of the day.
  for (const name of left()) lutimesSync(path.join(stage.stateDir, name), 0, 0);
  for (let round = 0; round < 2 * SWEPT_WITHIN; round += 1) {
    const program = TIRELESS[round % TIRELESS.length] as Program;
    problems.push(...judgeForm(program, await runInside(stage, program)));
  }
  if (left().length > MOST_IN_THE_END) problems.push(`in the end there are ${left().join()}`);
  problems.push(...(await readWorld(stage)).damage);
  return { problems: problems.map((problem) => `${problem}; ADEV_SEED=${random.seed}`), tried: killed };
}
