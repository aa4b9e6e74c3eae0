"use strict";

// Each name is looked up when it is used: loading this file loads nothing else.
Object.defineProperties(exports, {
  __esModule: { value: true },
  USER: { enumerable: true, get: () => require("./core.cjs").USER },
  openUserStore: { enumerable: true, get: () => require("./core.cjs").openUserStore },
  readSettings: { enumerable: true, get: () => require("./core.cjs").readSettings },
});

// For the loader of ES modules, which finds the names by reading, not by running.
0 && (module.exports = {
  USER,
  openUserStore,
  readSettings,
});
