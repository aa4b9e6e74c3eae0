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

// hooks/stop.ts
var import_hook = require("../lib/core.cjs");
var import_lib = require("../lib/index.cjs");
void (0, import_hook.runHook)({ name: "stop" }, async (input, surroundings) => {
  var _a;
  const workspace = (0, import_hook.workspaceOf)(input, surroundings);
  if (workspace === null || !(0, import_lib.mayHaveBatches)(workspace)) return null;
  await (0, import_lib.unparkSession)(workspace);
  const driven = (0, import_lib.driveOn)(workspace, (_a = input.backgroundTasks) != null ? _a : []);
  if (driven === null) return null;
  const { decision, told, batchId, since } = driven;
  if (decision.next === "go-on") {
    const { progress, say } = decision;
    (0, import_lib.appendEvent)(workspace, {
      event: "drive-continued",
      at: (0, import_lib.timeOf)(surroundings),
      batch_id: batchId,
      progress
    });
    return { decision: "block", reason: say };
  }
  if (decision.next === "wait") return null;
  return tellOnce(workspace, told, `drive-stopped ${batchId} ${since} ${decision.why}`, decision.say);
});
function tellOnce(workspace, told, what, say) {
  if (told.has(what)) return null;
  (0, import_lib.appendEvent)(workspace, { event: "told", at: (0, import_lib.timeOf)(workspace.surroundings), what });
  return { systemMessage: say };
}
