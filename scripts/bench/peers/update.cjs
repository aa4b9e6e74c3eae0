// One update by a process of its own: `node update.cjs PEER FOLDER NUMBER`. With BENCH_KILL_AT it is killed at the first
// call of that function of node:fs on a file of the folder.
'use strict';
const [, , peer, folder, number] = process.argv;
const at = process.env.BENCH_KILL_AT;
if (at) {
  const fs = require('node:fs');
  const call = fs[at];
  fs[at] = (...args) => {
    if (String(args[0]).startsWith(folder)) process.kill(process.pid, 'SIGKILL');
    return call(...args);
  };
}
require(`./${peer}.cjs`).update(folder, Number(number));
