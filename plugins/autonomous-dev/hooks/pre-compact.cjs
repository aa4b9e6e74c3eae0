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

// hooks/pre-compact.ts
var import_hook = require("../lib/base.cjs");

// public:hooks/pre-compact.ts
var import_base = require("../lib/base.cjs");

// hooks/pre-compact.ts
void (0, import_hook.runHook)({ name: "pre-compact", onFailure: "silent" }, (input, surroundings) => {
  const workspace = (0, import_hook.workspaceOf)(input, surroundings);
  if (workspace === null || !workspace.store.exists() || !workspace.store.hasLog(workspace.sessionId))
    return null;
  (0, import_base.appendEvent)(workspace, {
    event: "checkpoint",
    at: (0, import_base.timeOf)(surroundings),
    agent: "main",
    message: input.trigger === void 0 ? "before compaction" : `before compaction (${input.trigger})`,
    tools_used: [],
    kind: "progress"
  });
  return null;
});
