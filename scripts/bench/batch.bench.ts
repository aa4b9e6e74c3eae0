// What the largest batch costs, and what a crowd at one batch costs each of its members.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { ADEV, hookFile, PLUGIN } from '../demo/plugin.ts';
import { environmentIn, throwAwayProject, type ThrowAwayProject } from '../demo/throw-away-project.ts';
import { median } from './interleaved.ts';
import { runNode } from './program.ts';
import type { Row } from './row.ts';

const FEATURES = 10_000;
const CHARACTERS = 200;
const UPDATES = 20;
const CROWD = 32;
const SHARE = 5;
const LONE_ROUNDS = 10;

export async function measure(project: ThrowAwayProject): Promise<readonly Row[]> {
  const large = throwAwayProject(project.folder);
  const { create, updates, megabytes } = inProcess(large);
  const brief = timeOf(() => resume(large));
  return [
    {
      what: '10,000 features of 200 characters: made in process',
      measured: create,
      unit: 'ms',
      budget: 1000,
    },
    { what: '… claimed or reported on in process', measured: median(updates), unit: 'ms', budget: 60 },
    { what: '… memory of that process at its peak', measured: megabytes, unit: 'MB', budget: 150 },
    { what: '… hook that briefs on it (SessionStart)', measured: brief, unit: 'ms' },
    ...(await crowd(project)),
  ];
}

type InProcess = Readonly<{ create: number; updates: readonly number[]; megabytes: number }>;

/** In a process of its own, whose memory is that of nothing else; the peak is taken after the first claim and report. */
function inProcess(project: ThrowAwayProject): InProcess {
  const program = `
    const { createBatchState, claimNextFeature, markCompleted } = require(${JSON.stringify(path.join(PLUGIN, 'lib/index.cjs'))});
    const timed = async (run) => {
      const before = performance.now();
      const outcome = await run();
      if (!outcome.ok) throw new Error(JSON.stringify(outcome));
      return performance.now() - before;
    };
    const main = async () => {
      const features = Array.from({ length: ${FEATURES} }, (_, index) => \`\${index} \`.padEnd(${CHARACTERS}, 'x'));
      const create = await timed(() => createBatchState({ batchId: 'large', features }));
      const updates = [];
      let megabytes = 0;
      for (let number = 1; number <= ${UPDATES / 2}; number += 1) {
        updates.push(await timed(() => claimNextFeature('large')));
        updates.push(await timed(() => markCompleted('large', number)));
        megabytes ||= process.resourceUsage().maxRSS / 1024;
      }
      console.log(JSON.stringify({ create, updates, megabytes }));
    };
    main();
  `;
  return JSON.parse(
    runNode(project, ['-e', program], { env: { CLAUDE_CODE_SESSION_ID: 'large' } }),
  ) as InProcess;
}

function resume(project: ThrowAwayProject): void {
  const input = { session_id: 'large', cwd: project.root, hook_event_name: 'SessionStart', source: 'resume' };
  const said = runNode(project, [hookFile('SessionStart')], {
    input,
    env: { CLAUDE_PROJECT_DIR: project.root },
  });
  if (!said.includes('Batch large')) throw new Error(`the hook did not brief on the batch: ${said}`);
}

/** Each member claims and reports by commands, one after the other; all of them at once. */
async function crowd(project: ThrowAwayProject): Promise<readonly Row[]> {
  const features = Array.from({ length: CROWD * SHARE + LONE_ROUNDS }, (_, index) => `feature ${index}\n`);
  writeFileSync(path.join(project.root, 'list'), features.join(''));
  runNode(project, [ADEV, 'batch', 'create', 'list', '--id', 'shared']);
  const alone = await member(project, 'alone', LONE_ROUNDS);
  const members = Array.from({ length: CROWD }, (_, index) => member(project, `member-${index}`, SHARE));
  const times = (await Promise.all(members)).flat().toSorted((a, b) => a - b);
  const slow = times[Math.floor(times.length * 0.95)] ?? Number.NaN;
  return [
    { what: 'adev batch next --claim, or complete', measured: median(alone), unit: 'ms' },
    { what: `… with ${CROWD} processes at it, 95 of 100 below`, measured: slow, unit: 'ms' },
    { what: '… that ÷ alone', measured: slow / median(alone), unit: '×', budget: 40 },
  ];
}

/** The time of each command. */
async function member(project: ThrowAwayProject, session: string, share: number): Promise<number[]> {
  const env = { CLAUDE_CODE_SESSION_ID: session, CLAUDE_PID: String(process.pid) };
  const times: number[] = [];
  const adev = async (...args: string[]): Promise<string> => {
    const before = performance.now();
    const child = spawn(process.execPath, [ADEV, 'batch', ...args, '--json'], {
      cwd: project.root,
      env: environmentIn(project, env),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said, [status]] = await Promise.all([text(child.stdout), once(child, 'close')]);
    if (status !== 0) throw new Error(`adev batch ${args.join(' ')} ended with ${status}: ${said}`);
    times.push(performance.now() - before);
    return said;
  };
  for (let left = share; left > 0; left -= 1) {
    const { feature, lease } = JSON.parse(await adev('next', 'shared', '--claim')) as {
      feature: { number: number };
      lease: { token: number };
    };
    await adev('complete', String(feature.number), 'shared', '--token', String(lease.token));
  }
  return times;
}

function timeOf(run: () => void): number {
  const before = performance.now();
  run();
  return performance.now() - before;
}
