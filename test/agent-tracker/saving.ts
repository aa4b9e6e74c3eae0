// One checkpoint saved in a test's own project, and what came of it.
import assert from 'node:assert/strict';
import path from 'node:path';
import { saveCheckpoint, type CheckpointOutcome, type CheckpointRequest } from '../../lib/save-checkpoint.ts';
import { openStore } from '../../lib/store/store.ts';
import type { TestProject } from '../support/project.ts';

export const REQUEST: CheckpointRequest = { agentName: 'tester', message: 'done with half of it' };
export const NOW = Date.parse('2026-11-22T10:00:00.000Z');

type Changes = Readonly<{ env?: Readonly<Record<string, string | undefined>>; cwd?: string }>;

export function save(
  project: TestProject,
  request: unknown = REQUEST,
  { env = {}, cwd }: Changes = {},
): CheckpointOutcome {
  return saveCheckpoint(request as CheckpointRequest, {
    env: { ...project.env, ...env },
    cwd: () => cwd ?? project.root,
    now: () => NOW,
  });
}

export function reasonOf(outcome: CheckpointOutcome): string {
  return outcome.saved ? 'saved' : outcome.reason;
}

export function assertSkipped(outcome: CheckpointOutcome, reason: string, detail: RegExp): void {
  assert.equal(reasonOf(outcome), reason, outcome.saved ? '' : outcome.detail);
  assert.match(outcome.saved ? '' : outcome.detail, detail);
}

export const baseOf = ({ root }: TestProject) => path.join(root, '.git');
export const storeOf = (project: TestProject) => openStore({ path: project.stateDir, base: baseOf(project) });
export const entriesOf = (project: TestProject) => storeOf(project).log('session-1')?.entries ?? [];
