// Read, change, write beside, rename: what takes no lock and syncs nothing. It loses updates, and is here as the least
// that a changed file can cost.
'use strict';
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const fileIn = (folder) => path.join(folder, 'state.json');
const read = (folder) => JSON.parse(readFileSync(fileIn(folder), 'utf8'));

const write = (folder, state) => {
  const temp = `${fileIn(folder)}.${process.pid}`;
  writeFileSync(temp, JSON.stringify(state));
  renameSync(temp, fileIn(folder));
};

exports.create = async (folder, features) => {
  mkdirSync(folder, { recursive: true });
  write(folder, {
    features: features.map((text, index) => ({ number: index + 1, text, status: 'pending' })),
  });
};

exports.update = async (folder, number) => {
  const state = read(folder);
  state.features[number - 1].status = 'skipped';
  write(folder, state);
};

exports.countDone = async (folder) =>
  read(folder).features.filter(({ status }) => status === 'skipped').length;
