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

// later:hooks/permission-request.ts
var require_permission_request = __commonJS({
  "later:hooks/permission-request.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      isLauncher: { enumerable: true, get: () => require("../lib/prompts.cjs").isLauncher },
      parseAdevCommand: { enumerable: true, get: () => require("../lib/prompts.cjs").parseAdevCommand }
    });
  }
});

// hooks/permission-request.ts
var import_hook = require("../lib/base.cjs");

// public:hooks/permission-request.ts
var import_base = require("../lib/base.cjs");
var import_permission_request = __toESM(require_permission_request());

// hooks/permission-request.ts
var ALLOW = { hookSpecificOutput: { hookEventName: "PermissionRequest", decision: { behavior: "allow" } } };
var HARMLESS = ["command", "description", "timeout", "run_in_background"];
void (0, import_hook.runHook)({ name: "permission-request", onFailure: "silent" }, (input, surroundings) => {
  const command = commandOf(input);
  const parsed = command === null ? null : (0, import_permission_request.parseAdevCommand)(command);
  if (parsed === null || isOff(surroundings)) return null;
  const isOurs = (program) => isThisCommand(program, surroundings);
  return areInWorktree(parsed.files, surroundings) && !hasShellFunction(surroundings) && (0, import_base.programsOnPath)("adev", surroundings.cwd(), surroundings.env).every(isOurs) ? ALLOW : null;
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
  const workspace = (0, import_base.openWorkspace)(surroundings);
  if (workspace !== null && (0, import_base.isOffForProject)(workspace.store)) return true;
  return (0, import_base.readSettings)(surroundings).auto_approve === "off";
}
function areInWorktree(files, { env, cwd }) {
  var _a;
  if (files.length === 0) return true;
  const folder = cwd();
  const worktree = (_a = (0, import_base.findProjectRoot)({ env, start: folder })) == null ? void 0 : _a.root;
  return worktree !== void 0 && files.every((file) => (0, import_base.isInside)(worktree, file, folder));
}
function hasShellFunction({ env }) {
  return env["BASH_FUNC_adev%%"] !== void 0;
}
function isThisCommand({ path, bytes }, { env }) {
  const plugin = env["CLAUDE_PLUGIN_ROOT"];
  return (0, import_permission_request.isLauncher)(bytes()) || (plugin ? (0, import_base.isInside)(`${plugin}/bin`, path) : false);
}
