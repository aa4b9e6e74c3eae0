// Sessions that work on the batches of one project, each with its own client and all with a clock of the test's choice.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { TestContext } from 'node:test';
import {
  claimNextFeature,
  createBatchState,
  type Batch,
  type BatchOutcome,
  type BatchRequest,
  type Feature,
  type Lease,
  type Surroundings,
} from '../../lib/index.ts';
import type { TestProject } from '../support/project.ts';

export const MORNING = Date.parse('2026-11-22T10:00:00.000Z');
export const MINUTE_MS = 60_000;

export type Setting = Readonly<{
  /** The client's process, as the client tells its commands. */
  pid?: number;
  now?: () => number;
  env?: Readonly<Record<string, string>>;
  cwd?: string;
}>;

/** What a command of this session finds around it; without an id there is no session at all. */
export function inSession(project: TestProject, id: string | null, setting: Setting = {}): Surroundings {
  const { CLAUDE_CODE_SESSION_ID: _, ...bare } = project.env;
  const { pid, now = () => MORNING, env = {}, cwd = project.root } = setting;
  return {
    env: {
      ...bare,
      ...(id === null ? {} : { CLAUDE_CODE_SESSION_ID: id }),
      ...(pid === undefined ? {} : { CLAUDE_PID: String(pid) }),
      ...env,
    },
    cwd: () => cwd,
    now,
  };
}

export function valueOf<T>(outcome: BatchOutcome<T>): T {
  if (outcome.ok) return outcome.value;
  assert.fail('refused' in outcome ? JSON.stringify(outcome.refused) : JSON.stringify(outcome.skipped));
}

/** `refused CODE` or `skipped REASON`; either has to say in words what happened. */
export function noOf(outcome: BatchOutcome<unknown>): string {
  if (outcome.ok) assert.fail('it was done');
  if ('refused' in outcome) {
    const { code, message } = outcome.refused;
    assert.ok(message.length > 20 && message.length < 500, message);
    return `refused ${code}`;
  }
  assert.ok(outcome.skipped.detail.length > 10, outcome.skipped.detail);
  return `skipped ${outcome.skipped.reason}`;
}

export async function makeBatch(
  features: readonly string[],
  here: Surroundings,
  more: BatchRequest = {},
): Promise<Batch> {
  return valueOf(await createBatchState({ features, batchId: 'b1', ...more }, here)).batch;
}

export type Claimed = Feature & Readonly<{ lease: Lease }>;

/** Claims from b1, which has to have something to offer. */
export async function claim(here: Surroundings, options?: Readonly<{ ttlMs?: number }>): Promise<Claimed> {
  const { feature } = valueOf(await claimNextFeature('b1', options, here));
  assert.ok(feature, 'nothing to claim');
  return feature;
}

/** A process that stands for a client. */
export async function startClient(
  t: TestContext,
): Promise<Readonly<{ pid: number; end: () => Promise<void> }>> {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  t.after(end);
  return { pid: child.pid ?? 0, end };
}
