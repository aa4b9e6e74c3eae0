"use strict";

// An older Node.js can read this file, and then does nothing.
var found = process.versions.node;
var usable = typeof process.getBuiltinModule === "function" && !/^(?:1?\d|20\.(?:1[0-8]|\d))\./.test(found);
if (!usable) {
  return;
}

// The plugin's folder may be replaced or deleted while a session runs: not even that is the session's trouble.
process.on("uncaughtException", function (error) {
  process.stderr.write("autonomous-dev: " + (error && error.message) + "\n");
  process.exit(0);
});

// hooks/subagent-stop.ts
var import_hook = require("../lib/base.cjs");

// public:hooks/subagent-stop.ts
var import_base = require("../lib/base.cjs");

// hooks/subagent-stop.ts
var MAX_READ = 1e5;
void (0, import_hook.runHook)({ name: "subagent-stop" }, (input, surroundings) => {
  const { agentType, agentId, lastAssistantMessage = "", agentTranscriptPath } = input;
  const workspace = (0, import_hook.workspaceOf)(input, surroundings);
  if (workspace === null || agentType === void 0) return null;
  const limit = (0, import_base.capturedCharacters)((0, import_base.readSettings)(surroundings));
  (0, import_base.appendEvent)(workspace, {
    event: "agent-finished",
    at: (0, import_base.timeOf)(surroundings),
    agent: (0, import_base.cleanAgentName)(agentType).agent,
    ...agentId === void 0 ? {} : { agent_id: agentId },
    status: "completed",
    message: limit === 0 ? "" : (0, import_base.cutText)((0, import_base.redact)((0, import_base.plainText)(lastAssistantMessage.slice(0, MAX_READ)).trim()), limit),
    tools_used: [],
    ...agentTranscriptPath === void 0 ? {} : { transcript_path: agentTranscriptPath }
  });
  return null;
});
