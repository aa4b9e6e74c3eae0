"use strict";

// An older Node.js can read this file, and then does nothing.
var found = process.versions.node;
var usable = typeof process.getBuiltinModule === "function" && !/^(?:1?\d|20\.(?:1[0-8]|\d))\./.test(found);
if (!usable) {
  return;
}

function isAbsent(fs, path) {
  try {
    fs.lstatSync(path);
  } catch (error) {
    return error.code === "ENOENT";
  }
  return false;
}

function isUntouched(fs, root) {
  if (!root || process.env.AUTONOMOUS_DEV_STATE_DIR) return false;
  var git = root + "/.git";
  try {
    if (!fs.lstatSync(git).isDirectory()) return false;
  } catch (error) {
    return false;
  }
  return isAbsent(fs, git + "/autonomous-dev") && isAbsent(fs, git + "/commondir");
}

if (isUntouched(require("fs"), process.env.CLAUDE_PROJECT_DIR)) return;

// The plugin's folder may be replaced or deleted while a session runs: not even that is the session's trouble.
process.on("uncaughtException", function (error) {
  process.stderr.write("autonomous-dev: " + (error && error.message) + "\n");
  process.exit(0);
});

var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// later:hooks/stop-failure.ts
var require_stop_failure = __commonJS({
  "later:hooks/stop-failure.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      parkSession: { enumerable: true, get: () => require("../lib/resume.cjs").parkSession }
    });
  }
});

// hooks/stop-failure.ts
var import_hook = require("../lib/base.cjs");

// public:hooks/stop-failure.ts
var import_base = require("../lib/base.cjs");
var import_stop_failure = __toESM(require_stop_failure());

// hooks/stop-failure.ts
var PASSING = ["rate_limit", "overloaded", "server_error", "billing_error"];
void (0, import_hook.runHook)({ name: "stop-failure" }, async (input, surroundings) => {
  var _a;
  const workspace = (0, import_hook.workspaceOf)(input, surroundings);
  if (workspace === null || !workspace.store.exists() || !PASSING.includes((_a = input.error) != null ? _a : "")) return null;
  if (workspace.store.hasLog(workspace.sessionId)) {
    (0, import_base.appendEvent)(workspace, {
      event: "checkpoint",
      at: (0, import_base.timeOf)(surroundings),
      agent: "main",
      message: `cut off: ${input.error}`,
      tools_used: [],
      kind: "progress"
    });
  }
  if ((0, import_base.mayHaveBatches)(workspace)) await (0, import_stop_failure.parkSession)(workspace);
  return null;
});
