// A batch worked off from a script, by the library of the installed plugin: a claim for each feature, an outcome for each
// claim, a checkpoint in between. SPDX-License-Identifier: MIT-0
// Run it in a git project: node batch-state-example.ts (Node.js 22.18 or newer, or with tsx)
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
// Types only. At run time the plugin is where the session says, as each version of it is installed somewhere else.
import type * as Checkpoints from '../../../lib/agent-tracker.js';
import type * as Batches from '../../../lib/batch-state-manager.js';

const library = join(
  process.env['AUTONOMOUS_DEV_PLUGIN_DIR'] ?? resolve(import.meta.dirname, '../../..'),
  'lib',
);
const load = createRequire(import.meta.url);
const batches = load(join(library, 'batch-state-manager.cjs')) as typeof Batches;
const { AgentTracker } = load(join(library, 'agent-tracker.cjs')) as typeof Checkpoints;

const created = valueOf(
  await batches.createBatchState({
    title: 'Parser',
    features: ['write the lexer', 'write the parser', 'write the manual'],
    dependencies: [{ number: 2, on: [1] }],
    maxAttempts: 2,
  }),
);
const id = created.batch.batch_id;
say(`created with ${created.batch.features.length} features`);

for (;;) {
  // No two workers are ever handed the same one. Whoever dies leaves it to the next, who is told to look first.
  const { feature } = valueOf(await batches.claimNextFeature(id));
  if (feature === null) break;
  const { number, text, attempts, uncertain, lease } = feature;
  const token = lease?.token;
  say(`claimed ${number}, ${text}${uncertain === true ? ', begun before by somebody who is gone' : ''}`);
  try {
    const note = workOn(text, attempts);
    AgentTracker.saveAgentCheckpoint({ agentName: 'worker', message: `${text}: ${note}` });
    const { batch } = valueOf(await batches.markCompleted(id, number, { token, evidence: { note } }));
    say(
      `completed ${number}; ${batch.features.filter(({ status }) => status === 'completed').length} are done`,
    );
  } catch (error) {
    const reported = await batches.markFailed(id, number, { token, error: String(error) });
    say(`failed ${number}: it is ${valueOf(reported).feature.status} now`);
  }
}

const summary = valueOf(await batches.generateCompletionSummary(id));
say(`${summary.status}: ${summary.counts.completed} completed, ${summary.counts.failed} failed`);

/** Stands for the work. The first attempt on the parser meets a passing fault, the manual cannot be written. */
function workOn(text: string, attempts: number): string {
  if (text.includes('parser') && attempts === 0) throw new Error('timeout while fetching the grammar');
  if (text.includes('manual')) throw new Error('there is nobody to ask');
  return 'all tests pass';
}

/** Refusals and disks that fail are values here: nothing of the library throws. */
function valueOf<T>(outcome: Batches.BatchOutcome<T>): T {
  if (outcome.ok) return outcome.value;
  const [code, why] =
    'refused' in outcome
      ? [outcome.refused.code, outcome.refused.message]
      : [outcome.skipped.reason, outcome.skipped.detail];
  throw new Error(`${code}: ${why}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
