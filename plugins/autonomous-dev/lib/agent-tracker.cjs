"use strict";

// Each name is looked up when it is used: loading this file loads nothing else.
Object.defineProperties(exports, {
  __esModule: { value: true },
  AgentTracker: { enumerable: true, get: () => require("./agents.cjs").AgentTracker },
});


// For the loader of ES modules, which finds the names by reading, not by running.
0 && (module.exports = {
  AgentTracker,
});
