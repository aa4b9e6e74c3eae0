// Whether a session starts more slowly where much has been stored: with 1,000 sessions and 100 batches, and with none.
import { hookFile } from '../demo/plugin.ts';
import { throwAwayProject, type ThrowAwayProject } from '../demo/throw-away-project.ts';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Library from '../../lib/index.ts';
import { environmentIn } from '../demo/throw-away-project.ts';
import { PLUGIN } from '../demo/plugin.ts';
import { saveIn } from './checkpoint.ts';
import { fillLog } from './growth.bench.ts';
import { interleaved } from './interleaved.ts';
import { runNode } from './program.ts';
import type { Row } from './row.ts';

const ROUNDS = 30;
const SESSIONS = 1000;
const ENTRIES = 20;
const BATCHES = 100;
const UNFINISHED = 10;

const load = createRequire(import.meta.url);

export async function measure(empty: ThrowAwayProject): Promise<readonly Row[]> {
  const full = throwAwayProject(empty.folder);
  for (const project of [empty, full]) saveIn(project, 'before');
  for (let session = 0; session < SESSIONS; session += 1) fillLog(full, `session-${session}`, ENTRIES);
  for (let batch = 0; batch < BATCHES; batch += 1)
    await storeBatch(full, `batch-${batch}`, batch < UNFINISHED);

  const start = (project: ThrowAwayProject, source: string) => () => {
    const input = { session_id: `new-${source}`, cwd: project.root, hook_event_name: 'SessionStart', source };
    runNode(project, [hookFile('SessionStart')], { input, env: { CLAUDE_PROJECT_DIR: project.root } });
  };
  const { emptyStart, fullStart, emptyResume, fullResume } = await interleaved(ROUNDS, {
    emptyStart: start(empty, 'startup'),
    fullStart: start(full, 'startup'),
    emptyResume: start(empty, 'resume'),
    fullResume: start(full, 'resume'),
  });
  const stored = `${SESSIONS} sessions and ${BATCHES} batches, ${UNFINISHED} of them unfinished`;
  return [
    { what: `SessionStart, startup, with ${stored}`, measured: fullStart, unit: 'ms' },
    { what: '… ÷ with none', measured: fullStart / emptyStart, unit: '×', budget: 1.3 },
    { what: `SessionStart, resume, with ${stored}`, measured: fullResume, unit: 'ms' },
    { what: '… ÷ with none', measured: fullResume / emptyResume, unit: '×', budget: 1.3 },
  ];
}

async function storeBatch(project: ThrowAwayProject, batchId: string, isUnfinished: boolean): Promise<void> {
  const { createBatchState, markSkipped } = load(path.join(PLUGIN, 'lib/index.cjs')) as typeof Library;
  const by = { env: environmentIn(project), cwd: () => project.root, now: Date.now, sessionId: 'before' };
  const features = Array.from(
    { length: 20 },
    (_, index) => `feature ${index} of some length, as people write`,
  );
  const made = await createBatchState({ batchId, features }, by);
  if (!made.ok) throw new Error(JSON.stringify(made));
  for (let number = isUnfinished ? features.length + 1 : 1; number <= features.length; number += 1)
    await markSkipped(batchId, number, {}, by);
}
