"use strict";

// Each name is looked up when it is used: loading this file loads nothing else.
function offer(load, names) {
  let file;
  for (const each of names) {
    const [name, inside] = typeof each === "string" ? [each, each] : each;
    Object.defineProperty(exports, name, { enumerable: true, get: () => (file = file || load())[inside] });
  }
}
Object.defineProperties(exports, { __esModule: { value: true } });
offer(() => require("./core.cjs"), ["getUserPreference", "isFirstRun", "loadUserState", "recordFirstRunComplete", "setUserPreference", "unsetUserPreference"]);

// For the loader of ES modules, which finds the names by reading, not by running.
0 && (module.exports = {
  getUserPreference,
  isFirstRun,
  loadUserState,
  recordFirstRunComplete,
  setUserPreference,
  unsetUserPreference,
});
