"use strict";

// Each name is looked up when it is used: loading this file loads nothing else.
function offer(load, names) {
  for (const [name, inside = name] of names) {
    Object.defineProperty(exports, name, { enumerable: true, get: () => load()[inside] });
  }
}
Object.defineProperties(exports, { __esModule: { value: true } });
offer(() => require("./agents.cjs"), [["AgentTracker"]]);

// For the loader of ES modules, which finds the names by reading, not by running.
0 && (module.exports = {
  AgentTracker,
});
