"use strict";

// Each name is looked up when it is used: loading this file loads nothing else.
Object.defineProperties(exports, {
  __esModule: { value: true },
  AgentTracker: { enumerable: true, get: () => require("./core.cjs").AgentTracker },
  saveCheckpoint: { enumerable: true, get: () => require("./core.cjs").saveCheckpoint },
  skippedBy: { enumerable: true, get: () => require("./core.cjs").skippedBy },
});

// For the loader of ES modules, which finds the names by reading, not by running.
0 && (module.exports = {
  AgentTracker,
  saveCheckpoint,
  skippedBy,
});
