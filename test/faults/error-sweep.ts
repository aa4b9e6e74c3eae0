// Every call of a program fails, with every code, once and from there on, and takes writes by halves; what it says then
// has to be true.
import type { Fault, FileCall } from '../support/broken-disk.ts';
import { sampleOf, some } from './extent.ts';
import { changeBy, runAsProcess, type Swept } from './kill-sweep.ts';
import type { Program } from './programs.ts';
import { runInside } from './run-inside.ts';
import type { Stage } from './stage.ts';
import { answerOf, judgeForm, type Ended } from './told.ts';
import {
  hasEventsOf,
  isSame,
  judgeWorld,
  readWorld,
  withFeaturesAlone,
  type Change,
  type World,
} from './world.ts';

const ERRNOS = ['ENOSPC', 'EDQUOT', 'EIO', 'EACCES', 'EROFS', 'EMFILE', 'EPERM'];

/** How many faults of a program a quick run tries, inside this process and as processes of their own. */
const QUICK = { inside: 60, processes: 2 };

/** A full run tries every so many-th fault as a process too: the same code, with the start of Node around it. */
const PROCESS_EVERY = 56;

const LIMIT_MS = 5000;

export async function sweepErrors(stage: Stage, program: Program, howMany?: number): Promise<Swept> {
  const { change, calls } = await changeBy(stage, program);
  const faults = faultsOf(calls);
  const problems: string[] = [];
  const look = async (fault: Omit<Fault, 'below'>, ended: Ended, milliseconds: number, isInside: boolean) => {
    const found = [...judgeForm(program, ended), ...judgeReason(program, fault, ended)];
    const world = await readWorld(stage);
    found.push(...judgeWorld(change, world, program.hasSources));
    if (found.length === 0)
      found.push(...judgeTruth(program, change, world, ended, isInside && isInState(stage, calls, fault)));
    // A process makes a call more or less, so that there it cannot be told for sure which one broke.
    if (found.length === 0 && isInside) found.push(...judgeLateness(program, calls, fault, ended));
    if (milliseconds > LIMIT_MS) found.push(`took ${milliseconds} ms`);
    problems.push(...found.map((problem) => `${describe(fault, calls)}: ${problem}`));
    return world;
  };

  const inside = howMany === undefined ? some(faults, QUICK.inside) : sampleOf(faults, howMany);
  for (const fault of inside) {
    stage.reset();
    const told = await runInside(stage, program, fault);
    const world = await look(fault, told, told.milliseconds, true);
    if (fault.errno !== 'EIO' || program.args === undefined || isSame(world, change.to)) continue;
    const again = await runInside(stage, program);
    if (!isMadeUpFor(program, await readWorld(stage), change))
      problems.push(`${describe(fault, calls)}: cannot be made up for: ${again.stdout}${again.stderr}`);
  }
  const every = faults.filter((_, index) => index % PROCESS_EVERY === 0);
  const asProcesses = howMany === undefined ? some(every, QUICK.processes) : [];
  for (const fault of asProcesses) {
    stage.reset();
    const started = performance.now();
    await look(fault, await runAsProcess(stage, program, fault), performance.now() - started, false);
  }
  return { problems, tried: inside.length + asProcesses.length };
}

/** Neighbours in this list differ in everything, so that a sample of it has something of all. */
function faultsOf(calls: readonly FileCall[]): Omit<Fault, 'below'>[] {
  const kinds = [false, true].flatMap((sticky) => ERRNOS.map((errno) => ({ errno, sticky })));
  const errors = kinds.flatMap((_, turn) =>
    calls.map((__, index) => ({
      at: index + 1,
      ...(kinds[(index + turn) % kinds.length] as (typeof kinds)[0]),
    })),
  );
  const shorts = calls.flatMap(({ name, bytes }, index) => {
    if (name !== 'writeSync') return [];
    const half = Math.max(1, Math.floor((bytes?.length ?? 0) / 2));
    const short = { at: index + 1, sticky: true, short: half };
    return [short, { ...short, short: 1 }, { ...short, errno: 'ENOSPC' }, { ...short, errno: 'EDQUOT' }];
  });
  return [...errors, ...shorts];
}

/** A command names the reason that the code stands for: with the wrong one a person would look in the wrong place. */
function judgeReason(program: Program, { errno = '' }: Omit<Fault, 'below'>, ended: Ended): string[] {
  const answer = program.event === undefined && ended.stdout !== '' ? answerOf(program, ended) : null;
  if (answer?.said !== 'skipped') return [];
  const isRight = ['unreadable', 'no-project', 'unknown', REASON_OF[errno]].includes(answer.reason);
  return isRight ? [] : [`${answer.reason} because of ${errno}`];
}

const REASON_OF: Readonly<Record<string, string>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
};

/** The client fires no hook again; a command comes to the same at the second attempt. */
function isMadeUpFor({ hasSources }: Program, again: World, { to }: Change): boolean {
  return hasSources ? isSame(withFeaturesAlone(again), withFeaturesAlone(to)) : isSame(again, to);
}

/**
 * What it says it has saved is there, and what it says it has skipped is not. A hook that says nothing has recorded,
 * unless it could not see that it is in a project.
 */
function judgeTruth(
  program: Program,
  { from, to }: Change,
  world: World,
  ended: Ended,
  seesProject: boolean,
): string[] {
  const answer = answerOf(program, ended);
  if (program.name === 'gc') return goneBy(ended).filter((name) => name in world.logs);
  if (answer.said === 'saved' && !isSame(world, to)) return ['saved, and not there'];
  const mustRecord = seesProject && !program.isHinted;
  if (answer.said === 'silent' && mustRecord && !hasEventsOf(world, to))
    return ['not recorded, and not told'];
  if (program.event !== undefined) return [];
  if (answer.said === 'skipped' && answer.reason !== 'unknown' && isSame(world, to) && !isSame(from, to))
    return [`${answer.reason}, and there: ${ended.stdout}${ended.stderr}`];
  return [];
}

/** An error after the last commit makes no skip of it; doubt is for who cannot look any more. Hooks do not say. */
function judgeLateness(
  program: Program,
  calls: readonly FileCall[],
  { at = 0, sticky = false }: Omit<Fault, 'below'>,
  ended: Ended,
): string[] {
  const answer = answerOf(program, ended);
  if (
    program.event !== undefined ||
    program.hasSources ||
    answer.said !== 'skipped' ||
    at <= committedAt(calls)
  )
    return [];
  return sticky && answer.reason === 'unknown' ? [] : [`after the commit: ${ended.stdout}${ended.stderr}`];
}

/** The last call that the last commit needs: the closing of the folder after the sync that makes it durable. */
function committedAt(calls: readonly FileCall[]): number {
  const named = calls.findLastIndex(
    ({ name, to }) => /^(?:link|rename)Sync$/.test(name) && /[er]\d{10}\.json$/.test(to ?? ''),
  );
  const synced = calls.findIndex(({ name }, index) => index > named && name === 'fsyncSync');
  return named < 0 ? calls.length : synced + 2;
}

/** Whether it breaks a look at the state, after the project was found. */
function isInState(
  { stateDir }: Stage,
  calls: readonly FileCall[],
  { at = 0 }: Omit<Fault, 'below'>,
): boolean {
  const isBelow = ({ path }: FileCall) => path.startsWith(`${stateDir}/`);
  const call = calls[at - 1];
  return call !== undefined && at > calls.findIndex(isBelow) && (isBelow(call) || call.path === stateDir);
}

function goneBy({ stdout }: Ended): string[] {
  const { sessions = [] } = JSON.parse(stdout) as { sessions?: readonly { session_id: string }[] };
  return sessions.map(({ session_id }) => session_id);
}

function describe(
  { at = 0, errno, short, sticky }: Omit<Fault, 'below'>,
  calls: readonly FileCall[],
): string {
  const { name = 'a call that is made rarely', path, to } = calls[at - 1] ?? {};
  const how = `${short === undefined ? '' : `takes ${short} bytes `}${errno ?? ''}${sticky ? ' from then on' : ''}`;
  return `${how} at call ${at}, ${name} ${to ?? path}`;
}
