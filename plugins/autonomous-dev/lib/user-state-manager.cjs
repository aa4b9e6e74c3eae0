"use strict";

// Each name is looked up when it is used: loading this file loads nothing else.
Object.defineProperties(exports, {
  __esModule: { value: true },
  getUserPreference: { enumerable: true, get: () => require("./agents.cjs").getUserPreference },
  isFirstRun: { enumerable: true, get: () => require("./agents.cjs").isFirstRun },
  loadUserState: { enumerable: true, get: () => require("./agents.cjs").loadUserState },
  recordFirstRunComplete: { enumerable: true, get: () => require("./agents.cjs").recordFirstRunComplete },
  setUserPreference: { enumerable: true, get: () => require("./agents.cjs").setUserPreference },
  unsetUserPreference: { enumerable: true, get: () => require("./agents.cjs").unsetUserPreference },
});


// For the loader of ES modules, which finds the names by reading, not by running.
0 && (module.exports = {
  getUserPreference,
  isFirstRun,
  loadUserState,
  recordFirstRunComplete,
  setUserPreference,
  unsetUserPreference,
});
