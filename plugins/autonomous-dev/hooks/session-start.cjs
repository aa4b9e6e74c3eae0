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

// later:hooks/session-start.ts
var require_session_start = __commonJS({
  "later:hooks/session-start.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      findCleared: { enumerable: true, get: () => require("../lib/resume.cjs").findCleared },
      inheritWork: { enumerable: true, get: () => require("../lib/resume.cjs").inheritWork },
      legacyBatchLine: { enumerable: true, get: () => require("../lib/care.cjs").legacyBatchLine },
      newSessionLine: { enumerable: true, get: () => require("../lib/resume.cjs").newSessionLine },
      sessionBrief: { enumerable: true, get: () => require("../lib/resume.cjs").sessionBrief },
      takeLeasesOver: { enumerable: true, get: () => require("../lib/resume.cjs").takeLeasesOver }
    });
  }
});

// hooks/session-start.ts
var import_hook = require("../lib/base.cjs");

// public:hooks/session-start.ts
var import_base = require("../lib/base.cjs");
var import_session_start = __toESM(require_session_start());

// hooks/session-start.ts
void (0, import_hook.runHook)({ name: "session-start", onFailure: "each-session" }, async (input, surroundings) => {
  var _a;
  const fork = (0, import_hook.forkOf)(input, surroundings);
  const workspace = (0, import_hook.workspaceOf)(
    input,
    fork === null ? surroundings : { ...surroundings, sessionId: fork.sessionId }
  );
  if (workspace === null) return null;
  (0, import_hook.exportToBash)(workspace, (0, import_base.bashVariables)(workspace));
  const line = await (0, import_base.firstUseLine)(surroundings);
  const source = (_a = input.source) != null ? _a : "unknown";
  const text = joined([
    workspace.store.exists() ? await enter(workspace, source, fork == null ? void 0 : fork.parent) : null,
    isBeginning(source) && (0, import_base.mayHaveLegacyBatch)(workspace) ? await (0, import_session_start.legacyBatchLine)(workspace) : null
  ]);
  const said = joined([line, workspace.store.exists() ? (0, import_base.damageLine)(workspace) : null]);
  if (said === null && text === null) return null;
  return {
    ...said === null ? {} : { systemMessage: said },
    ...text === null ? {} : { hookSpecificOutput: { hookEventName: "SessionStart", additionalContext: text } }
  };
});
async function enter(workspace, source, forkedFrom) {
  switch (source) {
    case "startup":
      (0, import_base.appendEvent)(workspace, (0, import_base.sessionStarted)(workspace, source));
      return (0, import_base.hintedBatches)(workspace).length > 0 ? (0, import_session_start.newSessionLine)(workspace) : null;
    case "clear": {
      const cleared = (0, import_session_start.findCleared)(workspace);
      (0, import_base.appendEvent)(workspace, (0, import_base.sessionStarted)(workspace, source, cleared != null ? cleared : void 0));
      if (cleared === null) return null;
      (0, import_session_start.inheritWork)(workspace, cleared);
      await (0, import_session_start.takeLeasesOver)(workspace, cleared);
      return (0, import_session_start.sessionBrief)(workspace, source);
    }
    default: {
      const text = forkedFrom === void 0 && source !== "fork" ? (0, import_session_start.sessionBrief)(workspace, source) : null;
      (0, import_base.appendEvent)(workspace, (0, import_base.sessionStarted)(workspace, source, forkedFrom));
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
