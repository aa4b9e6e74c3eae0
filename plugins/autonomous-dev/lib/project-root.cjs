"use strict";

// Each name is looked up when it is used: loading this file loads nothing else.
Object.defineProperties(exports, {
  __esModule: { value: true },
  findProjectRoot: { enumerable: true, get: () => require("./core.cjs").findProjectRoot },
  readHead: { enumerable: true, get: () => require("./core.cjs").readHead },
  stateDirectory: { enumerable: true, get: () => require("./core.cjs").stateDirectory },
  userDirectory: { enumerable: true, get: () => require("./core.cjs").userDirectory },
});


// For the loader of ES modules, which finds the names by reading, not by running.
0 && (module.exports = {
  findProjectRoot,
  readHead,
  stateDirectory,
  userDirectory,
});
