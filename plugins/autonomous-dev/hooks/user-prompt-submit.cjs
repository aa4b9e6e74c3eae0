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

// hooks/user-prompt-submit.ts
var import_hook = require("../lib/core.cjs");
var import_lib = require("../lib/index.cjs");
var NO_PROMPT = /^\s*(?:<task-notification>|[/#!])/;
void (0, import_hook.runHook)({ name: "user-prompt-submit" }, async (input, surroundings) => {
  const { prompt = "" } = input;
  const workspace = NO_PROMPT.test(prompt) ? null : (0, import_hook.workspaceOf)(input, surroundings);
  if (workspace === null) return null;
  if ((0, import_lib.mayBeParked)(workspace)) await (0, import_lib.unparkSession)(workspace);
  const match = (0, import_lib.matchSkill)(prompt, import_lib.SKILL_KEYWORDS);
  if (match === null || (0, import_lib.readSettings)(surroundings).hints === "off") return null;
  if (!tellOnce(workspace, `skill ${match.skill}`)) return null;
  const additionalContext = `autonomous-dev: the skill ${match.skill} covers this (${match.keywords.join(", ")}): load it before you write such code.`;
  return { hookSpecificOutput: { hookEventName: "UserPromptSubmit", additionalContext } };
});
function tellOnce(workspace, what) {
  var _a;
  const { store, sessionId, surroundings } = workspace;
  if ((_a = (0, import_lib.readSession)(store, sessionId)) == null ? void 0 : _a.session.told.has(what)) return false;
  (0, import_lib.appendEvent)(workspace, { event: "told", at: (0, import_lib.timeOf)(surroundings), what });
  return true;
}
