"use strict";

// An older Node.js can read this file, and then does nothing.
var found = process.versions.node;
var usable = typeof process.getBuiltinModule === "function" && !/^(?:1?\d|20\.(?:1[0-8]|\d))\./.test(found);
if (!usable) {
  process.stdout.write(JSON.stringify({ systemMessage: "autonomous-dev does not run: it needs Node.js 20.19 or newer (of 22: 22.3), and \"node\" here is " + found }) + "\n");
  return;
}

// The plugin's folder may be replaced or deleted while a session runs: not even that is the session's trouble.
process.on("uncaughtException", function (error) {
  process.stderr.write("autonomous-dev: " + (error && error.message) + "\n");
  process.exit(0);
});

// hooks/session-start.ts
var import_hook = require("../lib/core.cjs");
var import_lib = require("../lib/index.cjs");
void (0, import_hook.runHook)({ name: "session-start", onFailure: "each-session" }, async (input, surroundings) => {
  var _a;
  const fork = (0, import_hook.forkOf)(input, surroundings);
  const workspace = (0, import_hook.workspaceOf)(
    input,
    fork === null ? surroundings : { ...surroundings, sessionId: fork.sessionId }
  );
  if (workspace === null) return null;
  (0, import_hook.exportToBash)(workspace, (0, import_lib.bashVariables)(workspace));
  const line = await (0, import_lib.firstUseLine)(surroundings);
  const source = (_a = input.source) != null ? _a : "unknown";
  const text = joined([
    workspace.store.exists() ? await enter(workspace, source, fork == null ? void 0 : fork.parent) : null,
    isBeginning(source) && (0, import_lib.mayHaveLegacyBatch)(workspace) ? await (0, import_lib.legacyBatchLine)(workspace) : null
  ]);
  const said = joined([line, workspace.store.exists() ? (0, import_lib.damageLine)(workspace) : null]);
  if (said === null && text === null) return null;
  return {
    ...said === null ? {} : { systemMessage: said },
    ...text === null ? {} : { hookSpecificOutput: { hookEventName: "SessionStart", additionalContext: text } }
  };
});
async function enter(workspace, source, forkedFrom) {
  switch (source) {
    case "startup":
      (0, import_lib.appendEvent)(workspace, (0, import_lib.sessionStarted)(workspace, source));
      return (0, import_lib.hintedBatches)(workspace).length > 0 ? (0, import_lib.newSessionLine)(workspace) : null;
    case "clear": {
      const cleared = (0, import_lib.findCleared)(workspace);
      (0, import_lib.appendEvent)(workspace, (0, import_lib.sessionStarted)(workspace, source, cleared != null ? cleared : void 0));
      if (cleared === null) return null;
      (0, import_lib.inheritWork)(workspace, cleared);
      await (0, import_lib.takeLeasesOver)(workspace, cleared);
      return (0, import_lib.sessionBrief)(workspace, source);
    }
    default: {
      const text = forkedFrom === void 0 && source !== "fork" ? (0, import_lib.sessionBrief)(workspace, source) : null;
      (0, import_lib.appendEvent)(workspace, (0, import_lib.sessionStarted)(workspace, source, forkedFrom));
      return text;
    }
  }
}
function isBeginning(source) {
  return source === "startup" || source === "resume";
}
function joined(texts) {
  return texts.filter((text) => text !== null).join("\n") || null;
}
