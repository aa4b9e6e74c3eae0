// A feature of a batch gets its outcome, through the library of the installed plugin.
'use strict';
const path = require('node:path');
const {
  createBatchState,
  loadBatchState,
  markSkipped,
} = require('../../../plugins/autonomous-dev/lib/index.cjs');

const inProject = (folder) => ({
  env: { ...process.env, CLAUDE_PROJECT_DIR: folder },
  cwd: () => folder,
  now: Date.now,
  sessionId: 'bench',
});

const valueOf = (outcome) => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome;
};

exports.create = async (folder, features) => {
  require('node:fs').mkdirSync(path.join(folder, '.git'), { recursive: true });
  valueOf(await createBatchState({ batchId: 'bench', features }, inProject(folder)));
};

exports.update = async (folder, number) => {
  valueOf(await markSkipped('bench', number, {}, inProject(folder)));
};

exports.countDone = async (folder) => {
  const { batch } = valueOf(await loadBatchState('bench', inProject(folder))).value;
  return batch.features.filter(({ status }) => status === 'skipped').length;
};
