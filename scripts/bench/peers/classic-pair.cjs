// What most plugins write: a lock around read, change and write-file-atomic. The retries are tuned for a crowd; with the
// defaults of proper-lockfile most of it would give up.
'use strict';
const { mkdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const lockfile = require('../../../plugins/autonomous-dev/lib/vendor/proper-lockfile.cjs');
const writeFileAtomic = require('../../../plugins/autonomous-dev/lib/vendor/write-file-atomic.cjs');

const RETRIES = { retries: 2000, minTimeout: 5, maxTimeout: 40, factor: 1.2, randomize: true };

const fileIn = (folder) => path.join(folder, 'state.json');
const read = (folder) => JSON.parse(readFileSync(fileIn(folder), 'utf8'));

exports.create = async (folder, features) => {
  mkdirSync(folder, { recursive: true });
  const state = { features: features.map((text, index) => ({ number: index + 1, text, status: 'pending' })) };
  await writeFileAtomic(fileIn(folder), JSON.stringify(state));
};

exports.update = async (folder, number) => {
  const release = await lockfile.lock(fileIn(folder), { retries: RETRIES });
  try {
    const state = read(folder);
    state.features[number - 1].status = 'skipped';
    await writeFileAtomic(fileIn(folder), JSON.stringify(state));
  } finally {
    await release();
  }
};

exports.countDone = async (folder) =>
  read(folder).features.filter(({ status }) => status === 'skipped').length;
