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

// later:hooks/user-prompt-submit.ts
var require_user_prompt_submit = __commonJS({
  "later:hooks/user-prompt-submit.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      SKILL_KEYWORDS: { enumerable: true, get: () => require("../lib/prompts.cjs").SKILL_KEYWORDS },
      matchSkill: { enumerable: true, get: () => require("../lib/prompts.cjs").matchSkill },
      unparkSession: { enumerable: true, get: () => require("../lib/resume.cjs").unparkSession },
      wasTold: { enumerable: true, get: () => require("../lib/agents.cjs").wasTold }
    });
  }
});

// hooks/user-prompt-submit.ts
var import_hook = require("../lib/base.cjs");

// public:hooks/user-prompt-submit.ts
var import_base = require("../lib/base.cjs");
var import_user_prompt_submit = __toESM(require_user_prompt_submit());

// hooks/user-prompt-submit.ts
var NO_PROMPT = /^\s*(?:<task-notification>|[/#!])/;
void (0, import_hook.runHook)({ name: "user-prompt-submit" }, async (input, surroundings) => {
  const { prompt = "" } = input;
  const workspace = NO_PROMPT.test(prompt) ? null : (0, import_hook.workspaceOf)(input, surroundings);
  if (workspace === null) return null;
  if ((0, import_base.mayBeParked)(workspace)) await (0, import_user_prompt_submit.unparkSession)(workspace);
  const match = (0, import_user_prompt_submit.matchSkill)(prompt, import_user_prompt_submit.SKILL_KEYWORDS);
  if (match === null || (0, import_base.readSettings)(surroundings).hints === "off") return null;
  if (!tellOnce(workspace, `skill ${match.skill}`)) return null;
  const additionalContext = `autonomous-dev: the skill ${match.skill} covers this (${match.keywords.join(", ")}): load it before you write such code.`;
  return { hookSpecificOutput: { hookEventName: "UserPromptSubmit", additionalContext } };
});
function tellOnce(workspace, what) {
  const { store, sessionId, surroundings } = workspace;
  if ((0, import_user_prompt_submit.wasTold)(store, sessionId, what)) return false;
  (0, import_base.appendEvent)(workspace, { event: "told", at: (0, import_base.timeOf)(surroundings), what });
  return true;
}
