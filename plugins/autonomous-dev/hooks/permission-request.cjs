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

// hooks/permission-request.ts
var import_hook = require("../lib/core.cjs");
var import_lib = require("../lib/index.cjs");
var ALLOW = { hookSpecificOutput: { hookEventName: "PermissionRequest", decision: { behavior: "allow" } } };
var HARMLESS = ["command", "description", "timeout", "run_in_background"];
void (0, import_hook.runHook)({ name: "permission-request", onFailure: "silent" }, (input, surroundings) => {
  const command = commandOf(input);
  const parsed = command === null ? null : (0, import_lib.parseAdevCommand)(command);
  if (parsed === null || isOff(surroundings)) return null;
  const isOurs = (program) => isThisCommand(program, surroundings);
  return areInWorktree(parsed.files, surroundings) && !hasShellFunction(surroundings) && (0, import_lib.programsOnPath)("adev", surroundings.cwd(), surroundings.env).every(isOurs) ? ALLOW : null;
});
function commandOf({ toolName, toolInput = {} }) {
  const { command } = toolInput;
  if (toolName !== "Bash" || typeof command !== "string") return null;
  const isPlain = Object.keys(toolInput).every(
    (name) => HARMLESS.includes(name) || toolInput[name] === false
  );
  return isPlain ? command : null;
}
function isOff(surroundings) {
  const workspace = (0, import_lib.openWorkspace)(surroundings);
  if (workspace !== null && (0, import_lib.isOffForProject)(workspace.store)) return true;
  return (0, import_lib.readSettings)(surroundings).auto_approve === "off";
}
function areInWorktree(files, { env, cwd }) {
  var _a;
  if (files.length === 0) return true;
  const folder = cwd();
  const worktree = (_a = (0, import_lib.findProjectRoot)({ env, start: folder })) == null ? void 0 : _a.root;
  return worktree !== void 0 && files.every((file) => (0, import_lib.isInside)(worktree, file, folder));
}
function hasShellFunction({ env }) {
  return env["BASH_FUNC_adev%%"] !== void 0;
}
function isThisCommand({ path, bytes }, { env }) {
  const plugin = env["CLAUDE_PLUGIN_ROOT"];
  return (0, import_lib.isLauncher)(bytes()) || (plugin ? (0, import_lib.isInside)(`${plugin}/bin`, path) : false);
}
