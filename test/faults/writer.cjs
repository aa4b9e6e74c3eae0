'use strict';
// Makes updates with the library of a plugin, and prints one line for each as soon as it has its answer:
// `node writer.cjs LIBRARY '{"update":"checkpoint","tokens":["a","b"],"go":"/file/to/wait/for"}'`

const { existsSync, writeSync } = require('node:fs');

const [, , file, task] = process.argv;
const library = require(file);
const { update, tokens, go } = JSON.parse(task);

const UPDATES = {
  checkpoint: (token) => library.saveCheckpoint({ agentName: 'writer', message: token }),
  feature: (token) => library.addBatchFeatures('b1', [{ text: token }]),
};

void main();

async function main() {
  while (!existsSync(go)) await new Promise((resolve) => setTimeout(resolve, 5));
  for (const token of tokens) {
    const outcome = await UPDATES[update](token);
    const isDone = outcome.saved ?? outcome.ok;
    const { reason, code } = outcome.skipped ?? outcome.refused ?? outcome;
    writeSync(1, `${JSON.stringify({ token, answer: isDone ? 'saved' : (reason ?? code) })}\n`);
  }
}
