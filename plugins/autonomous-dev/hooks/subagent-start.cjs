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

// hooks/subagent-start.ts
var import_hook = require("../lib/base.cjs");

// public:hooks/subagent-start.ts
var import_base = require("../lib/base.cjs");

// hooks/subagent-start.ts
void (0, import_hook.runHook)({ name: "subagent-start" }, (input, surroundings) => {
  const { agentType, agentId } = input;
  const workspace = (0, import_hook.workspaceOf)(input, surroundings);
  if (workspace === null || agentType === void 0) return null;
  const { agent, label } = (0, import_base.cleanAgentName)(agentType);
  (0, import_base.appendEvent)(workspace, {
    event: "agent-started",
    at: (0, import_base.timeOf)(surroundings),
    agent,
    ...agentId === void 0 ? {} : { agent_id: agentId },
    ...label === void 0 ? {} : { label: (0, import_base.cutText)(label, 255) },
    ...workspace.client === null ? {} : { client: workspace.client }
  });
  return null;
});
