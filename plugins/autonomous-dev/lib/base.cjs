"use strict";
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
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
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
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// lazy:lib/domain/legacy/reading.ts
var require_reading = __commonJS({
  "lazy:lib/domain/legacy/reading.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      canonical: { enumerable: true, get: () => require("./care.cjs").canonical },
      damaged: { enumerable: true, get: () => require("./care.cjs").damaged },
      index: { enumerable: true, get: () => require("./care.cjs").index },
      itemText: { enumerable: true, get: () => require("./care.cjs").itemText },
      keptAside: { enumerable: true, get: () => require("./care.cjs").keptAside },
      majorOf: { enumerable: true, get: () => require("./care.cjs").majorOf },
      name: { enumerable: true, get: () => require("./care.cjs").name },
      others: { enumerable: true, get: () => require("./care.cjs").others },
      ourVersion: { enumerable: true, get: () => require("./care.cjs").ourVersion },
      readAs: { enumerable: true, get: () => require("./care.cjs").readAs },
      readIndexMap: { enumerable: true, get: () => require("./care.cjs").readIndexMap },
      readObject: { enumerable: true, get: () => require("./care.cjs").readObject },
      storedText: { enumerable: true, get: () => require("./care.cjs").storedText },
      text: { enumerable: true, get: () => require("./care.cjs").text }
    });
  }
});

// lazy:lib/domain/legacy/user-state.ts
var require_user_state = __commonJS({
  "lazy:lib/domain/legacy/user-state.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      isUserState: { enumerable: true, get: () => require("./care.cjs").isUserState },
      mergeUser: { enumerable: true, get: () => require("./care.cjs").mergeUser },
      readUserState: { enumerable: true, get: () => require("./care.cjs").readUserState }
    });
  }
});

// lazy:lib/store/documents.ts
var require_documents = __commonJS({
  "lazy:lib/store/documents.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      remove: { enumerable: true, get: () => require("./core.cjs").remove },
      update: { enumerable: true, get: () => require("./core.cjs").update }
    });
  }
});

// lazy:lib/store/locked-commit.ts
var require_locked_commit = __commonJS({
  "lazy:lib/store/locked-commit.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      LOCK_NAME: { enumerable: true, get: () => require("./core.cjs").LOCK_NAME },
      commitLocked: { enumerable: true, get: () => require("./core.cjs").commitLocked }
    });
  }
});

// lazy:lib/store/quarantine.ts
var require_quarantine = __commonJS({
  "lazy:lib/store/quarantine.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      KEEP_COPIES: { enumerable: true, get: () => require("./core.cjs").KEEP_COPIES },
      setAside: { enumerable: true, get: () => require("./core.cjs").setAside }
    });
  }
});

// lazy:lib/store/trash.ts
var require_trash = __commonJS({
  "lazy:lib/store/trash.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      TRASH_PREFIX: { enumerable: true, get: () => require("./core.cjs").TRASH_PREFIX },
      emptyTrash: { enumerable: true, get: () => require("./core.cjs").emptyTrash },
      isLeftTrash: { enumerable: true, get: () => require("./core.cjs").isLeftTrash },
      leftTrash: { enumerable: true, get: () => require("./core.cjs").leftTrash },
      moveToTrash: { enumerable: true, get: () => require("./core.cjs").moveToTrash },
      noteOfTrash: { enumerable: true, get: () => require("./core.cjs").noteOfTrash },
      removeFolder: { enumerable: true, get: () => require("./core.cjs").removeFolder }
    });
  }
});

// lazy:lib/store/turnstile.ts
var require_turnstile = __commonJS({
  "lazy:lib/store/turnstile.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      isCrowded: { enumerable: true, get: () => require("./core.cjs").isCrowded },
      lineUp: { enumerable: true, get: () => require("./core.cjs").lineUp }
    });
  }
});

// lazy:lib/store/view.ts
var require_view = __commonJS({
  "lazy:lib/store/view.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      MAX_VIEW_BYTES: { enumerable: true, get: () => require("./core.cjs").MAX_VIEW_BYTES },
      publishView: { enumerable: true, get: () => require("./core.cjs").publishView }
    });
  }
});

// lazy:lib/domain/project.ts
var require_project = __commonJS({
  "lazy:lib/domain/project.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      noteTold: { enumerable: true, get: () => require("./core.cjs").noteTold },
      parseProject: { enumerable: true, get: () => require("./core.cjs").parseProject },
      projectSchema: { enumerable: true, get: () => require("./core.cjs").projectSchema },
      switchOff: { enumerable: true, get: () => require("./core.cjs").switchOff },
      switchOn: { enumerable: true, get: () => require("./core.cjs").switchOn }
    });
  }
});

// lazy:lib/hook-failure.ts
var require_hook_failure = __commonJS({
  "lazy:lib/hook-failure.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      noteFailure: { enumerable: true, get: () => require("./core.cjs").noteFailure }
    });
  }
});

// chunk:base

// lib/client.ts
var import_node_fs = require("node:fs");
var import_node_path = require("node:path");
var MAX_SCRIPT_BYTES = 16 * 1024;
function identifyClient({ parentPid, env, proc = "/proc" }) {
  const told = parsePid(env["CLAUDE_PID"] ?? "");
  if (parentPid !== void 0) {
    const pid = parentPid > 1 ? parentPid : parentPid === 1 ? told : void 0;
    return pid === void 0 ? null : measure(pid, proc);
  }
  const exported = parseClient(env["AUTONOMOUS_DEV_CLIENT"] ?? "");
  if (told === void 0) return exported;
  const elsewhere = exported === null ? env["SANDBOX_RUNTIME"] : exported.pid_namespace !== namespaceAt(proc);
  if (!elsewhere) return measure(told, proc);
  return exported?.pid === told ? exported : null;
}
function clientLiveness(client, { proc = "/proc", kill = (pid, signal) => process.kill(pid, signal) } = {}) {
  const { pid, pid_started, boot_id, pid_namespace } = client;
  if (pid === void 0 || !Number.isSafeInteger(pid) || pid < 1) return "unknown";
  const boot = bootAt(proc);
  if (boot === void 0) {
    const measuredElsewhere = boot_id !== void 0 || pid_namespace !== void 0;
    return !measuredElsewhere && exists(pid, kill) === false ? "dead" : "unknown";
  }
  if (boot_id === void 0) return "unknown";
  if (boot_id !== boot) return "dead";
  if (pid_started === void 0 || pid_namespace === void 0) return "unknown";
  if (pid_namespace !== namespaceAt(proc)) return "unknown";
  const seen = processAt(pid, proc);
  if (seen !== void 0) return seen.started === pid_started && !seen.ended ? "alive" : "dead";
  const there = exists(pid, kill);
  return there === void 0 ? "unknown" : there ? "alive" : "dead";
}
function formatClient(client) {
  const { pid = "", pid_started = "", boot_id = "", pid_namespace = "" } = client;
  const line = `${pid},${pid_started},${boot_id},${pid_namespace}`;
  return /^[0-9a-f,-]*$/.test(line) ? line : "";
}
function parseClient(text) {
  const parts = /^(\d+),(\d*),([0-9a-f-]*),(\d*)$/.exec(text.length <= 128 ? text : "");
  const pid = parsePid(parts?.[1] ?? "");
  if (parts === null || pid === void 0) return null;
  return identity(pid, parts[2], parts[3], parts[4]);
}
function commandLineOf(pid, proc = "/proc") {
  return attempt(() => (0, import_node_fs.readFileSync)((0, import_node_path.join)(proc, String(pid), "cmdline"), "utf8").split("\0")) ?? [];
}
function programsOnPath(name, cwd, env) {
  const folders = (env["PATH"] ?? "").split(import_node_path.delimiter);
  return folders.flatMap((folder) => {
    const path = (0, import_node_path.resolve)(cwd, folder, name);
    const found = attempt(() => (0, import_node_fs.statSync)(path));
    if (found?.isFile() !== true || (found.mode & 73) === 0) return [];
    const bytes = () => found.size > MAX_SCRIPT_BYTES ? new Uint8Array() : (0, import_node_fs.readFileSync)(path);
    return [{ path, bytes }];
  });
}
function isInside(folder, path, from = folder) {
  const place = (0, import_node_path.resolve)(from, path);
  const real = unlessAbsent(() => import_node_fs.realpathSync.native(place));
  if (real === void 0) {
    const isLink = unlessAbsent(() => (0, import_node_fs.lstatSync)(place)) !== void 0;
    return !isLink && isInside(folder, (0, import_node_path.dirname)(place));
  }
  const way = (0, import_node_path.relative)(import_node_fs.realpathSync.native(folder), real);
  return way !== ".." && !way.startsWith(`..${import_node_path.sep}`) && !(0, import_node_path.isAbsolute)(way);
}
function measure(pid, proc) {
  const namespace = namespaceAt(proc);
  const started = namespace === void 0 ? void 0 : processAt(pid, proc)?.started;
  return identity(pid, started, bootAt(proc), namespace);
}
function identity(pid, started, boot, namespace) {
  return {
    pid,
    ...started && { pid_started: started },
    ...boot && { boot_id: boot },
    ...namespace && { pid_namespace: namespace }
  };
}
function parsePid(text) {
  return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : void 0;
}
function bootAt(proc) {
  const text = attempt(() => (0, import_node_fs.readFileSync)((0, import_node_path.join)(proc, "sys/kernel/random/boot_id"), "latin1").trim());
  return text !== void 0 && /^[0-9a-f-]{1,64}$/.test(text) ? text : void 0;
}
function namespaceAt(proc) {
  if (attempt(() => (0, import_node_fs.readlinkSync)((0, import_node_path.join)(proc, "self"))) !== String(process.pid)) return void 0;
  const link = attempt(() => (0, import_node_fs.readlinkSync)((0, import_node_path.join)(proc, "self/ns/pid")));
  return /^pid:\[(\d+)\]$/.exec(link ?? "")?.[1];
}
function processAt(pid, proc) {
  const stat = attempt(() => (0, import_node_fs.readFileSync)((0, import_node_path.join)(proc, String(pid), "stat"), "latin1"));
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ") ?? [];
  const state = fields[0] ?? "";
  const started = fields[19] ?? "";
  return /^\d+$/.test(started) ? { started, ended: /^[ZXx]$/.test(state) } : void 0;
}
function exists(pid, kill) {
  try {
    kill(pid, 0);
    return true;
  } catch (error) {
    const { code } = error;
    return code === "EPERM" ? true : code === "ESRCH" ? false : void 0;
  }
}
function attempt(look) {
  try {
    return look();
  } catch {
    return void 0;
  }
}
function unlessAbsent(look) {
  try {
    return look();
  } catch (error) {
    if (ABSENT.includes(error.code ?? "")) return void 0;
    throw error;
  }
}
var ABSENT = ["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG"];

// lib/domain/assigned-secret.ts
var NAME = String.raw`(?:pass(?:word|wd|phrase)|(?<![a-z\d])pass|pwd|secret(?:[_-]?key[_-]?base)?|(?<!web)token|credentials?|(?<!\w)_auth` + "|(?:api|access|secret|private|auth|signing|encryption|master|account|shared)[_ -]?key)";
var OPTION = String.raw`--(?:[a-z]{1,20}-){0,3}${NAME}[ \t]{1,4}`;
var ASSIGNED = String.raw`(?:\\{0,3}["'\x60]\]?)?(?:,?\s{1,40}["']?value["']?|: ?str(?:ing)?)?` + String.raw`[ \t]{0,8}(?:=>|[?:]{0,3}={1,3}|:(?!:)|%3D|>(?=\w))\*{0,2}`;
var QUOTED = String.raw`(?:(?!\2|\[redacted: )(?:\\\S|[^\s\\])){8,9999}`;
var BARE = String.raw`(?:[^\s"'\x60,;<>\\&.:)}\[\]]|\[(?!redacted: )|\\(?![nrt"'\x60\\])|&(?![\w.-]{1,32}=)` + String.raw`|[.:)}\]](?=[\w$/+=!@#%^*~-])){8,9999}`;
var ASSIGNMENT = new RegExp(
  String.raw`((?:${OPTION}|${NAME}${ASSIGNED})(?:\s{0,40}(\\{0,3}["'\x60])|[ \t]{0,8}))(?:${QUOTED}|${BARE})`,
  "gi"
);
var ASSIGNMENT_OUTLINE = new RegExp(
  String.raw`${NAME}(?:[ \t](?<=--[\w-]{1,80}[ \t])|[^\w=:?%>]{0,50}(?:value["']?[ \t]{0,8})?[=:?%>])`,
  "i"
);
var VARIABLE = /^(?:\$[a-z_{(]|%\w+%$|#?\{|[<[(])|\$[{(]|\{\{/i;
var CONSTANT = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
var MASK = /^[x0*._#?-]+$|\*{3}|x{4}|•|…|\.{3}/i;
var STAND_IN = /example|placeholder|dummy|sample|change[-_]?me|replace[-_]?(?:me|this|with)|redacted|(?:^|[^a-z])your|^(?:pass(?:wor[dt]|wd)?|pwd|secret|token|undefined|required|optional|disabled|enabled|encrypted|filtered|generated|unchanged|incorrect|protected)$/i;
var CODE = /^[a-z_$][\w$.]*(?:[(<|[]|\?\.)|^(?:process|os|env|import|config|settings|secrets?|self|this|args|options|opts|props|ctx|context|req|request|vars?|params|inputs?)\./i;
var REFERENCE = /^(?:[a-z][a-z0-9+.-]*:\/\/|arn:|[a-z]:[\\/]|(?:~|\.{1,2})?(?:\/[\w.@+-]+)+\/?$)/i;
var NUMBER = /^(?:[\d.,:_-]+|[~^v=]{0,2}\d+\.\d[-+.\w]*|0x[0-9a-f]{40})$/i;
function isPlaceholder(value) {
  return [VARIABLE, CONSTANT, MASK, STAND_IN, CODE, REFERENCE].some((pattern) => pattern.test(value));
}
function isNoSecret(value, context) {
  if (isPlaceholder(value)) return true;
  const isPassword = /pass|pwd|secret/i.test(context);
  if (/\d/.test(value)) return !isPassword && NUMBER.test(value);
  const isLiteral = /["'`=]$|^--/.test(context);
  const isWord = /^(?:[a-z]+|[A-Z]+|[A-Z][a-z]+)$/.test(value);
  const isNameInCode = !isWord && /^[\w$./-]+$/.test(value) && !/^[a-z]+(?:-[a-z]+)+$/.test(value);
  return !isLiteral || (isPassword ? isNameInCode : !isWord || value.length < 16);
}

// lib/domain/credential-contexts.ts
var CREDENTIAL_CONTEXTS = [
  {
    kind: "AWS secret key",
    hints: ["aws", "secret"],
    pattern: /((?:aws|secret)[\w -]{0,20}key(?: \[[^\]\n]{0,25}\])?["'\\]{0,3}\s{0,3}(?:=>|[:=])\s{0,3}\\{0,3}["']?)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/gi
  },
  {
    kind: "Slack webhook",
    hints: ["hooks.slack.com"],
    pattern: /(hooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/+-]{20,}/g
  },
  {
    kind: "Discord webhook",
    hints: ["/api/webhooks/"],
    pattern: /(discord(?:app)?\.com\/api\/webhooks\/\d{15,20}\/)[\w-]{40,}/g
  },
  {
    kind: "Teams webhook",
    hints: ["webhook.office.com"],
    pattern: /(webhook\.office\.com\/webhookb2\/)[\w@/-]{40,}/g
  },
  {
    kind: "Mailgun API key",
    hints: ["mailgun"],
    pattern: /(mailgun[^\n[\]]{0,40}?)(?<![0-9a-z])[0-9a-z]{32}-[0-9a-z]{8}-[0-9a-z]{8}(?![0-9a-z])/gi
  },
  {
    kind: "Azure key",
    hints: ["accountkey=", "accesskey="],
    pattern: /((?:Account|SharedAccess)Key=)[A-Za-z0-9+/%]{30,}={0,2}/gi
  },
  { kind: "Azure signature", hints: ["sig="], pattern: /([?&]sig=)[A-Za-z0-9%+/_-]{30,}={0,2}/g },
  {
    kind: "Cloudflare token",
    hints: ["cloudflare"],
    pattern: /(cloudflare[^\n[\]]{0,20}?(?:token|key)[^\n[\]]{0,12}?)(?<![\w-])(?=[A-Za-z_-]*\d)[\w-]{37,45}(?![\w-])/gi
  },
  {
    kind: "Datadog key",
    hints: ["datadog", "dd_"],
    pattern: /((?:datadog|dd_)[^\n[\]]{0,20}?(?:token|key)[^\n[\]]{0,12}?)(?<![\w-])[0-9a-f]{32}(?:[0-9a-f]{8})?(?![\w-])/gi
  },
  {
    kind: "Heroku API key",
    hints: ["heroku"],
    pattern: /(heroku[^\n[\]]{0,30}?)(?<![\w-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])/gi
  },
  {
    kind: "Twilio auth token",
    hints: ["twilio"],
    pattern: /(twilio[^\n[\]]{0,20}?(?:token|secret)[^\n[\]]{0,12}?)(?<![\w-])[0-9a-f]{32}(?![\w-])/gi
  },
  {
    kind: "password",
    hints: ["://"],
    pattern: /(:\/\/[^\s/:@?#"'`<>]*:)[^\s/?#"'`<>]+(?=@)/g,
    spares: isPlaceholder
  },
  {
    kind: "password",
    hints: ["curl"],
    pattern: /(curl\b(?:[^\n\\[\]]|\\[^[\]]){0,300}?\s(?:-u|--user)[ =]{0,3}["']?[^\s:"']{0,64}:["']?)[^\s"'`[]{4,}/g,
    spares: (value) => isPlaceholder(value) || /^\d+$/.test(value)
  },
  {
    kind: "password",
    hints: ["machine "],
    pattern: /(machine\s+\S{1,200}\s+login\s+\S{1,200}\s+password\s+)[^\s[]{4,}/g
  },
  {
    kind: "basic credentials",
    hints: ["basic"],
    pattern: /(authorization\W{1,8}basic\s{1,8})[\w+/-]{8,}={0,2}/gi,
    spares: (value) => isPlaceholder(value) || /^[a-z]+$/.test(value)
  },
  {
    kind: "bearer token",
    hints: ["bearer"],
    pattern: /((?:authorization\W{1,8})?bearer\s{1,8})[\w.~+/=-]{8,}/gi,
    spares: (value, context) => isPlaceholder(value) || !(/\d/.test(value) || /^auth/i.test(context) && value.length >= 16)
  },
  {
    kind: "authorization",
    hints: ["authorization"],
    pattern: /(authorization["'\\]{0,4}\s{0,3}[:=]\s{0,3}["'\\]{0,4}(?:[a-z][\w-]{0,19}\s{1,3})?)[\w.~+/=:(-]{16,}/gi,
    spares: (value) => isPlaceholder(value) || !/\d/.test(value)
  },
  {
    kind: "secret",
    hints: ["pass", "pwd", "secret", "token", "credential", "_auth", "key"],
    outline: ASSIGNMENT_OUTLINE,
    pattern: ASSIGNMENT,
    spares: isNoSecret
  }
];

// lib/domain/credential-shapes.ts
var PRIVATE_KEYS = [
  {
    kind: "private key",
    hints: ["PRIVATE KEY"],
    // Up to the END line; where that was cut off, as far as lines of base64 go.
    pattern: /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[^-]*(?:-(?!----(?:BEGIN|END))[^-]*){0,99}-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|(?:\s{0,9}(?:Proc-Type|DEK-Info|Version|Comment): [^\n]*)*(?:[^\w+/=-]{0,12}(?:\d{1,6}[^\w+/=-]{1,4})?[A-Za-z0-9+/=]{16,})+)/g
  },
  {
    kind: "private key",
    hints: ["Private-Lines: "],
    pattern: /Private-Lines: \d+(?:\s+[A-Za-z0-9+/=]{16,})+/g
  }
];
var CREDENTIAL_SHAPES = [
  {
    kind: "GitHub token",
    hints: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
    pattern: /gh[pour]_[A-Za-z0-9]{16,}|ghs_[\w-]{16,}(?:\.[\w-]+){0,2}|github_pat_\w{16,}/g
  },
  {
    kind: "GitLab token",
    hints: ["gl", "GR1348941"],
    pattern: /gl(?:pat|dt|rt|rtr|cbt|ptt|ft|imt|agent|oas|soat|ffct|wt)-[\w-]{16,}(?:\.[\w-]+){0,3}|GR1348941[\w-]{20,}/g
  },
  { kind: "Anthropic API key", hints: ["sk-ant-"], pattern: /sk-ant-[\w-]{16,}/g },
  {
    kind: "OpenAI API key",
    hints: ["sk-"],
    pattern: /sk-(?:(?:proj|svcacct|admin|None|or-v1)-[\w-]{16,}|[\w-]{0,64}T3BlbkFJ[\w-]+|[A-Za-z0-9]{40,}|(?=[A-Za-z]*\d)[A-Za-z0-9]{20,})/g
  },
  { kind: "xAI API key", hints: ["xai-"], pattern: /xai-[A-Za-z0-9_]{40,}/g },
  { kind: "Groq API key", hints: ["gsk_"], pattern: /gsk_[A-Za-z0-9]{40,}/g },
  { kind: "Perplexity API key", hints: ["pplx-"], pattern: /pplx-[A-Za-z0-9]{32,}/g },
  { kind: "Replicate token", hints: ["r8_"], pattern: /r8_[A-Za-z0-9]{30,}/g },
  {
    kind: "Hugging Face token",
    hints: ["hf_", "api_org_"],
    pattern: /(?:hf|api_org)_[A-Za-z0-9]{34,40}(?!_)/g
  },
  {
    kind: "AWS access key",
    hints: ["AKIA", "ASIA", "ABIA", "ACCA", "ABSK"],
    // Credential files put the secret key behind the key id.
    pattern: /A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}(?:[,:][A-Za-z0-9/+]{40})?|ABSK[A-Za-z0-9+/]{100,}={0,2}/g
  },
  { kind: "Google API key", hints: ["AIza"], pattern: /AIza[\w-]{30,}/g },
  { kind: "Google API key", hints: ["AQ."], pattern: /AQ\.[\w-]{30,}/g },
  { kind: "Google OAuth secret", hints: ["GOCSPX-"], pattern: /GOCSPX-[\w-]{20,}/g },
  { kind: "Google OAuth token", hints: ["ya29.", "1//0"], pattern: /ya29\.[\w-]{20,}|1\/\/0[\w-]{40,}/g },
  {
    kind: "Slack token",
    hints: ["xox", "xapp-", "xwfp-"],
    pattern: /(?:xoxe\.)?xox[a-z]-[\w%/+=-]{15,}|(?:xapp|xwfp)-[\w-]{15,}/g
  },
  {
    kind: "Discord bot token",
    hints: ["."],
    pattern: /[MNO][\w-]{23,27}\.[\w-]{6,7}\.(?=[\w-]*\d)[\w-]{27,}/g
  },
  { kind: "Telegram bot token", hints: [":AA"], pattern: /(?:bot)?\d{6,12}:AA[\w-]{32,}/g },
  {
    kind: "Stripe key",
    hints: ["_live_", "_test_", "_prod_"],
    pattern: /[rs]k_(?:live|test|prod)_[A-Za-z0-9]{16,}/g
  },
  { kind: "Stripe webhook secret", hints: ["whsec_"], pattern: /whsec_[A-Za-z0-9+/]{24,}={0,2}/g },
  { kind: "Twilio API key", hints: ["SK"], pattern: /SK[0-9a-fA-F]{32}/g },
  { kind: "SendGrid API key", hints: ["SG."], pattern: /SG\.[\w-]{16,}\.[\w-]{16,}/g },
  { kind: "Mailgun API key", hints: ["key-"], pattern: /(?<![_-])key-[0-9a-z]{32}/g },
  { kind: "npm token", hints: ["npm_"], pattern: /npm_[A-Za-z0-9]{30,}/g },
  { kind: "PyPI token", hints: ["pypi-Ag"], pattern: /pypi-Ag[\w-]{30,}/g },
  { kind: "RubyGems key", hints: ["rubygems_"], pattern: /rubygems_[0-9a-f]{32,}/g },
  { kind: "Docker Hub token", hints: ["dckr_"], pattern: /dckr_[a-z]{3}_[\w-]{20,}/g },
  { kind: "DigitalOcean token", hints: ["_v1_"], pattern: /do[opr]_v1_[0-9a-f]{40,}/g },
  { kind: "Azure client secret", hints: ["Q~"], pattern: /[\w~.]{3}\dQ~[\w~.-]{30,}[\w~-]/g },
  {
    kind: "Cloudflare token",
    hints: ["cfk_", "cfut_", "cfat_", "v1.0-"],
    pattern: /cf(?:k|ut|at)_[A-Za-z0-9]{40,}|v1\.0-[0-9a-f]{24}-[0-9a-f]{100,}/g
  },
  { kind: "Heroku API key", hints: ["HRKU-"], pattern: /HRKU-[\w-]{30,}/g },
  {
    kind: "Vercel token",
    hints: ["vcp_", "vci_", "vca_", "vcr_", "vck_"],
    pattern: /vc[aikpr]_[A-Za-z0-9]{20,}/g
  },
  { kind: "Netlify token", hints: ["nfp_"], pattern: /nfp_[A-Za-z0-9]{30,}/g },
  {
    kind: "Fly.io token",
    hints: ["fo1_", "fm1", "fm2_"],
    pattern: /fo1_[\w-]{40,}|fm(?:1[ar]|2)_[A-Za-z0-9+/]{80,}={0,3}/g
  },
  { kind: "Supabase key", hints: ["sbp_", "sb_secret_"], pattern: /sbp_\w{32,}|sb_secret_[\w-]{20,}/g },
  { kind: "PlanetScale token", hints: ["pscale_"], pattern: /pscale_(?:tkn|oauth|pw)_[\w=.-]{29,}[\w=-]/g },
  { kind: "Databricks token", hints: ["dapi"], pattern: /dapi[0-9a-f]{32}(?:-\d{1,2})?/g },
  {
    kind: "Grafana token",
    hints: ["glsa_", "glc_", "eyJrIjoi"],
    pattern: /glsa_[A-Za-z0-9]{30,}_[0-9a-f]{8}|glc_[A-Za-z0-9+/]{32,}={0,2}|eyJrIjoi[A-Za-z0-9]{50,}={0,2}/g
  },
  { kind: "New Relic key", hints: ["NRAK-"], pattern: /NRAK-[A-Z0-9]{20,}/g },
  { kind: "Sentry token", hints: ["sntrys_", "sntryu_"], pattern: /sntry[su]_[\w+/=-]{40,}/g },
  { kind: "Vault token", hints: ["hvs.", "hvb.", "hvr."], pattern: /hv[brs]\.[\w-]{20,}/g },
  {
    kind: "Terraform token",
    hints: [".atlasv1."],
    pattern: /[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,}/g
  },
  { kind: "Pulumi token", hints: ["pul-"], pattern: /pul-[0-9a-f]{40,}/g },
  {
    kind: "Doppler token",
    hints: ["dp."],
    pattern: /dp\.(?:pt|ct|st|sa|scim|audit)\.(?:[\w-]{2,35}\.)?[A-Za-z0-9]{40,}/g
  },
  { kind: "1Password token", hints: ["ops_eyJ"], pattern: /ops_eyJ[\w+/-]{40,}={0,3}/g },
  {
    kind: "1Password secret key",
    hints: ["A3-"],
    pattern: /A3-[A-Z0-9]{6}(?:-[A-Z0-9]{5,11}){4,5}/g
  },
  { kind: "age secret key", hints: ["AGE-SECRET-KEY-"], pattern: /AGE-SECRET-KEY-[A-Z0-9-]{20,}/g },
  { kind: "Tailscale key", hints: ["tskey-"], pattern: /tskey-[a-z]+-[\w-]{16,}/g },
  {
    kind: "Linear API key",
    hints: ["lin_api_", "lin_oauth_"],
    pattern: /lin_(?:api|oauth)_[A-Za-z0-9]{32,}/g
  },
  {
    kind: "Notion token",
    hints: ["ntn_", "secret_"],
    pattern: /ntn_[A-Za-z0-9]{40,}|secret_[A-Za-z0-9]{40,}/g
  },
  {
    kind: "Atlassian token",
    hints: ["ATATT3", "ATCTT3", "ATBB"],
    pattern: /AT[AC]TT3[\w=-]{50,}|ATBB[A-Za-z0-9]{28,}/g
  },
  {
    kind: "Sourcegraph token",
    hints: ["sgp_"],
    pattern: /sgp_(?:[0-9a-fA-F]{16}_|local_)?[0-9a-fA-F]{40}/g
  },
  { kind: "OpenShift token", hints: ["sha256~"], pattern: /sha256~[\w-]{40,}/g },
  { kind: "Facebook token", hints: ["EAA"], pattern: /(?<![+/])EAA[CM][A-Za-z0-9]{100,}(?![+/=])/g },
  { kind: "Figma token", hints: ["figd_"], pattern: /figd_[\w-]{30,}/g },
  { kind: "Airtable token", hints: ["pat"], pattern: /pat[A-Za-z0-9]{14}\.[0-9a-f]{64}/g },
  { kind: "Postman API key", hints: ["PMAK-"], pattern: /PMAK-[0-9a-f]{24}-[0-9a-f]{30,}/g },
  {
    kind: "Shopify token",
    hints: ["shp"],
    pattern: /shp(?:at|ca|pa|ss|ua)_[0-9a-fA-F]{30,}/g
  },
  {
    kind: "Square token",
    hints: ["sq0", "EAAA"],
    pattern: /sq0(?:atp|csp|atb|csb)-[\w-]{22,}|(?<![+/])EAAA[El][\w-]{59}(?![+/=])/g
  },
  {
    kind: "JSON web token",
    hints: ["eyJ"],
    pattern: /(?<![_-])(?:sk\.)?eyJ[\w-]{8,}\.(?:eyJ[\w-]{8,}(?:\.[\w-]*)?|[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]+){0,2})/g
  },
  // Last, because it looks at what follows, which an earlier shape may have taken out.
  {
    kind: "Vault token",
    hints: ["s."],
    pattern: /(?<!\.)s\.(?=[A-Za-z]*\d)[A-Za-z0-9]{24}(?!_|\(|\.\w)/g
  }
];

// lib/domain/redact.ts
function redact(text) {
  const redacted = likelyShapes(text).reduce(conceal, text);
  return redacted === text ? text : redact(redacted);
}
function looksLikeCredential(text) {
  return likelyShapes(text).find((shape) => conceal(text, shape) !== text)?.kind ?? null;
}
var LONG_WORDS = /(?<![\w.:~/+=%-])[\w.:~/+=%-]{20,}/g;
var WORD_START = String.raw`(?<!(?<!\\|%|%[0-9A-Fa-f]|\\u[0-9A-Fa-f]{3}|\[[\d;]{1,7})[A-Za-z0-9])`;
var WORD_END = "(?![A-Za-z0-9])";
function likelyShapes(text) {
  return [
    ...hinted(PRIVATE_KEYS, text),
    ...hinted(CREDENTIAL_SHAPES, text.match(LONG_WORDS)?.join(" ") ?? "").map(asWord),
    ...hinted(CREDENTIAL_CONTEXTS, text.toLowerCase())
  ];
}
function hinted(shapes, place) {
  return shapes.filter(
    ({ hints, outline }) => hints.some((hint) => place.includes(hint)) && outline?.test(place) !== false
  );
}
function asWord(shape) {
  return { ...shape, pattern: new RegExp(`${WORD_START}(?:${shape.pattern.source})${WORD_END}`, "g") };
}
function conceal(text, { kind, pattern, spares }) {
  return text.replace(pattern, (found, group) => {
    const context = typeof group === "string" ? group : "";
    return spares?.(found.slice(context.length), context) === true ? found : `${context}[redacted: ${kind}]`;
  });
}

// lib/domain/ids.ts
var BATCH_ID = /^[a-z0-9][a-z0-9_-]{0,63}$/;
var DEVICE_NAME = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/;
var AGENT_NAME = /^[A-Za-z0-9_.:-]{1,255}$/;
function isBatchId(id) {
  return BATCH_ID.test(id) && !DEVICE_NAME.test(id);
}
function isAgentName(name) {
  return AGENT_NAME.test(name);
}
function cleanAgentName(reported) {
  const safe = redact(reported);
  if (safe === reported && isAgentName(reported)) return { agent: reported };
  const cleaned = safe.replace(/[^A-Za-z0-9_.:-]+/g, "-").slice(0, 255);
  return { agent: /[A-Za-z0-9]/.test(cleaned) ? cleaned : "agent", label: safe };
}

// lib/damage-line.ts
var HINT = "damaged.";
function noteDamage({ store }, batchId) {
  store.markOpen(`${HINT}${batchId}`);
}
function damageLine({ store }) {
  const hints = store.openHints().filter((hint) => hint.startsWith(HINT));
  if (hints.length === 0) return null;
  for (const hint of hints) store.unmarkOpen(hint);
  const names = hints.map((hint) => hint.slice(HINT.length)).filter(isBatchId).toSorted();
  if (names.length === 0) return null;
  const shown = names.slice(0, 5).join(", ") + (names.length > 5 ? ` and ${names.length - 5} more` : "");
  return `autonomous-dev: the newest state of batch ${shown} was damaged on the disk. It has been set aside, the state before it serves, and what was in progress there is uncertain. To see more: adev doctor`;
}

// lib/domain/result.ts
function ok(value) {
  return { ok: true, value };
}
function refuse(code, message) {
  return { ok: false, refusal: { code, message } };
}
function assertNever(value) {
  throw new TypeError(`unexpected value: ${String(value)}`);
}

// lib/domain/limits.ts
var MAX_FEATURES = 1e4;
var MAX_TEXT_CHARACTERS = 1e4;
var MAX_TEXT_BYTES = 16 * 1024 * 1024;
function checkLength(text, what) {
  if (text.length <= MAX_TEXT_CHARACTERS) return ok(text);
  return refuse(
    "too-long",
    `${what} has ${text.length} characters; at most ${MAX_TEXT_CHARACTERS} are taken. Shorten it, or name a file that holds the rest.`
  );
}

// lib/domain/text.ts
var UNSAFE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;
var TERMINAL_SEQUENCE = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[@-_]/g;
function hasControls(text) {
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(text);
}
function plainLine(text) {
  return text.toWellFormed().replace(TERMINAL_SEQUENCE, "").replace(UNSAFE, " ").replace(/ {2,}/g, " ").trim();
}
function plainText(text) {
  return text.toWellFormed().replace(TERMINAL_SEQUENCE, "").replace(/\r\n?/g, "\n").replace(UNSAFE, (sign) => sign === "\n" || sign === "	" ? sign : "");
}
function cutText(text, limit) {
  if (text.length <= limit) return text;
  const marker = `… [${text.length - limit} characters cut]`;
  return text.slice(0, Math.max(0, limit - marker.length)).toWellFormed() + marker;
}
function quotedLine(text, limit) {
  return JSON.stringify(cutText(plainLine(text), limit));
}

// lib/domain/checkpoint.ts
var MAX_TOOLS = 100;
var MAX_TOOL_CHARACTERS = 255;
var MAX_ISSUE = 999999;
var CHECKPOINT_KINDS = ["progress", "completed", "failed"];
function checkCheckpoint(request) {
  if (typeof request !== "object" || request === null)
    return invalid("one object with agentName and message is needed");
  const given = request;
  const [agentName, message, toolsUsed = [], kind = "progress", githubIssue, startedAt] = [
    given["agentName"],
    given["message"],
    given["toolsUsed"],
    given["kind"],
    given["githubIssue"],
    given["startedAt"]
  ];
  if (typeof agentName !== "string" || agentName.length > 1e3 || !isAgentName(agentName.trim())) {
    return invalid("agentName must be 1 to 255 of the characters A-Z a-z 0-9 _ . : -");
  }
  const text = checkText(message);
  if (!text.ok) return text;
  const tools = checkTools(toolsUsed);
  if (!tools.ok) return tools;
  if (!isKind(kind)) return invalid(`kind must be one of ${CHECKPOINT_KINDS.join(", ")}`);
  const issue = checkIssue(githubIssue);
  if (!issue.ok) return issue;
  const started = checkTime(startedAt);
  if (!started.ok) return started;
  return ok({
    agent: agentName.trim(),
    message: text.value,
    toolsUsed: tools.value,
    kind,
    ...issue.value === void 0 ? {} : { githubIssue: issue.value },
    ...started.value === void 0 ? {} : { startedAt: started.value }
  });
}
function checkText(message) {
  if (typeof message !== "string") return invalid("message must be a text");
  if (message.length > MAX_TEXT_CHARACTERS) {
    return invalid(
      `message has ${message.length} characters; at most ${MAX_TEXT_CHARACTERS} are taken, shorten it`
    );
  }
  if (hasControls(message))
    return invalid("message has control characters; only tab and line breaks are taken");
  const text = message.toWellFormed().trim();
  return text === "" ? invalid("message is empty") : ok(text);
}
function checkTools(tools) {
  if (!Array.isArray(tools)) return invalid("toolsUsed must be a list of names");
  const { length } = tools;
  if (length > MAX_TOOLS) return invalid(`toolsUsed has ${length} names; at most ${MAX_TOOLS} are taken`);
  const names = [];
  for (let index = 0; index < length; index += 1) {
    const tool = tools[index];
    if (typeof tool !== "string" || tool.length > MAX_TOOL_CHARACTERS) {
      return invalid(`each of toolsUsed must be a text of at most ${MAX_TOOL_CHARACTERS} characters`);
    }
    if (hasControls(tool)) return invalid("toolsUsed has control characters");
    const name = tool.toWellFormed().trim();
    if (name !== "") names.push(name);
  }
  return ok(names);
}
function checkIssue(issue) {
  if (issue === void 0 || issue === null) return ok(void 0);
  if (typeof issue === "number" && Number.isInteger(issue) && issue >= 1 && issue <= MAX_ISSUE)
    return ok(issue);
  return invalid(`githubIssue must be a whole number from 1 to ${MAX_ISSUE}`);
}
function checkTime(time) {
  if (time === void 0 || time === null) return ok(void 0);
  const moment = time instanceof Date ? time.getTime() : typeof time === "string" ? Date.parse(time) : Number.NaN;
  if (moment >= 0 && moment < 2534023008e5) return ok(new Date(moment).toISOString());
  return invalid("startedAt must be a Date or an ISO 8601 time");
}
function isKind(kind) {
  return CHECKPOINT_KINDS.some((known) => known === kind);
}
function invalid(message) {
  return refuse("invalid-input", message);
}

// lib/domain/json.ts
function parseJson(text) {
  if (!/__proto__|\\u00[5-7]/i.test(text)) return JSON.parse(text);
  return JSON.parse(text, (key, value) => key === "__proto__" ? void 0 : value);
}
function parseObject(text) {
  try {
    const value = parseJson(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// lib/domain/settings.ts
var INITIAL_SETTINGS = {
  capture: "short",
  retention_days: 30,
  keep_sessions: 200,
  max_state_mb: 200,
  max_attempts: 3,
  lease_hours: 2,
  hints: "on",
  auto_approve: "on",
  brief_characters: 2e3
};
var RULES = {
  capture: ["short", "full", "none"],
  retention_days: { least: 1, most: 3650 },
  keep_sessions: { least: 1, most: 1e5 },
  max_state_mb: { least: 1, most: 1e5 },
  max_attempts: { least: 1, most: 100 },
  lease_hours: { least: 1, most: 720 },
  hints: ["on", "off"],
  auto_approve: ["on", "off"],
  brief_characters: { least: 200, most: 9e3 }
};
function parseSetting(name, value) {
  const rule = RULES[name];
  if ("least" in rule) {
    const { least, most } = rule;
    const isInside2 = typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
    return isInside2 ? ok(value) : invalid2(`${name} is a whole number from ${least} to ${most}`);
  }
  const isWord = typeof value === "string" && rule.includes(value);
  return isWord ? ok(value) : invalid2(`${name} is one of ${rule.join(", ")}`);
}
function settingsFrom(preferences) {
  const settings = Object.entries(INITIAL_SETTINGS).map(([name, initial]) => {
    const parsed = parseSetting(name, preferences[name]);
    return [name, parsed.ok ? parsed.value : initial];
  });
  return Object.fromEntries(settings);
}
function capturedCharacters(settings) {
  switch (settings.capture) {
    case "short":
      return 2e3;
    case "full":
      return 1e4;
    case "none":
      return 0;
  }
}
function invalid2(message) {
  return refuse("invalid-preference", message);
}

// lib/domain/shell-word.ts
function shellWord(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

// lib/domain/versions.ts
var BATCH_VERSION = "2.0.0";
var PROJECT_VERSION = "2.0.0";
var SESSION_VERSION = "2.0.0";
var USER_VERSION = "2.0.0";

// lib/environment-file.ts
var import_node_path2 = require("node:path");
function forkOf({ sessionId, source, promptId }, { env, parentPid }) {
  const named = sessionNamedIn(env);
  if (named === void 0 || sessionId === void 0 || source !== "resume" || named === sessionId)
    return null;
  const isBeginning = promptId === void 0 && parentPid !== void 0;
  const forks = isBeginning && commandLineOf(parentPid).includes("--fork-session");
  return forks ? { sessionId: named, parent: sessionId } : null;
}
function environmentFiles(env, sessionId) {
  const file = env["CLAUDE_ENV_FILE"];
  if (!file) return [];
  const named = sessionNamedIn(env);
  if (named === void 0 || named === sessionId || !SESSION_ID.test(sessionId)) return [file];
  return [file, (0, import_node_path2.join)((0, import_node_path2.dirname)((0, import_node_path2.dirname)(file)), sessionId, (0, import_node_path2.basename)(file))];
}
var SESSION_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
function sessionNamedIn(env) {
  const folder = (0, import_node_path2.basename)((0, import_node_path2.dirname)(env["CLAUDE_ENV_FILE"] ?? ""));
  return SESSION_ID.test(folder) ? folder : void 0;
}

// lib/predecessor-user.ts
var import_node_path13 = require("node:path");
var import_reading = __toESM(require_reading(), 1);
var import_user_state = __toESM(require_user_state(), 1);

// lib/project-root.ts
var import_node_fs2 = require("node:fs");
var import_node_os = require("node:os");
var import_node_path3 = require("node:path");

// lib/domain/git-head.ts
function resolveHead(readRef, readPackedRefs2) {
  let ref = "HEAD";
  for (let hop = 0; hop <= SYMBOLIC_REFS; hop++) {
    const text = readRef(ref);
    if (text === void 0) return headOf(ref, findPackedRef(readPackedRefs2(), ref));
    const line = text.trimEnd();
    if (COMMIT.test(line)) return headOf(ref, line);
    const next = /^ref:\s*(.*)$/.exec(line)?.[1];
    if (next === void 0 || !REF_NAME.test(next)) return {};
    ref = next;
  }
  return {};
}
function isWorktreeRef(ref) {
  return ref === "HEAD" || /^refs\/(?:bisect|worktree|rewritten)\//.test(ref);
}
var SYMBOLIC_REFS = 5;
var COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
var BRANCHES = "refs/heads/";
var REF_NAME = /^refs(?:\/[^/.\u0000-\u0020\u007f~^:?*[\\][^/\u0000-\u0020\u007f~^:?*[\\]*)+$/;
function findPackedRef(packedRefs, ref) {
  const end = packedRefs.indexOf(` ${ref}
`);
  if (end < 0) return void 0;
  const commit = packedRefs.slice(packedRefs.lastIndexOf("\n", end) + 1, end);
  return COMMIT.test(commit) ? commit : void 0;
}
function headOf(ref, commit) {
  const branch = ref.startsWith(BRANCHES) ? ref.slice(BRANCHES.length) : void 0;
  return { ...commit !== void 0 && { commit }, ...branch !== void 0 && { branch } };
}

// lib/project-root.ts
function findProjectRoot(options = {}) {
  try {
    const env = options.env ?? process.env;
    const cwd = options.cwd ?? (() => process.cwd());
    const variable = env["CLAUDE_PROJECT_DIR"] || env["AUTONOMOUS_DEV_PROJECT_DIR"];
    const asked = options.start ?? (variable || void 0);
    const start = nearestFolder(
      asked === void 0 ? cwd() : (0, import_node_path3.isAbsolute)(asked) ? asked : (0, import_node_path3.resolve)(cwd(), asked)
    );
    if (!start.exact && asked === void 0) return null;
    const home = homeFolder(options);
    const found = searchUpwards(start, realPath(home) ?? home);
    if (found !== null) return found;
    return options.start === void 0 && variable && start.exact ? { root: start.folder } : null;
  } catch {
    return null;
  }
}
function stateDirectory(project, options = {}) {
  const chosen = (options.env ?? process.env)["AUTONOMOUS_DEV_STATE_DIR"];
  if (chosen) return (0, import_node_path3.resolve)(project.root, chosen);
  if (project.gitCommonDir !== void 0) return (0, import_node_path3.join)(project.gitCommonDir, "autonomous-dev");
  return (0, import_node_path3.join)(userDirectory(options), "projects", folderNameOf(project.root));
}
function userDirectory(options = {}) {
  return (0, import_node_path3.join)(homeFolder(options), ".autonomous-dev");
}
function readHead(folder) {
  try {
    const { gitDir, gitCommonDir } = findProjectRoot({ start: folder }) ?? {};
    if (gitDir === void 0 || gitCommonDir === void 0) return {};
    return resolveHead(
      (ref) => readText((0, import_node_path3.join)(isWorktreeRef(ref) ? gitDir : gitCommonDir, ref), GIT_FILE_BYTES),
      () => readPackedRefs(gitCommonDir)
    );
  } catch {
    return {};
  }
}
var GIT_FILE_BYTES = 4096;
var PACKED_REFS_BYTES = 16 * 1024 * 1024;
function nearestFolder(path) {
  for (let at = path; ; at = (0, import_node_path3.dirname)(at)) {
    const folder = realFolder(at);
    if (folder !== void 0) return { folder, exact: at === path };
    if ((0, import_node_path3.dirname)(at) === at) throw new Error(`No folder on the way to ${path}.`);
  }
}
function searchUpwards(start, home) {
  const folders = candidates(start, home);
  for (const root of folders) {
    const git = gitFolders((0, import_node_path3.join)(root, ".git"));
    if (git !== void 0) return { root, ...git };
  }
  const bare = folders.find(isBareRepository);
  if (bare !== void 0) return { root: bare, gitDir: bare, gitCommonDir: bare };
  const marked = folders.find((folder) => folder !== home && isFolder((0, import_node_path3.join)(folder, ".claude")));
  return marked === void 0 ? null : { root: marked };
}
function candidates(start, home) {
  const folders = start.exact ? [start.folder] : [];
  for (let folder = start.folder; (0, import_node_path3.dirname)(folder) !== folder; folder = (0, import_node_path3.dirname)(folder)) {
    if (folder !== home && folder !== folders[0]) folders.push(folder);
  }
  return folders;
}
function gitFolders(dotGit) {
  const found = statOf(dotGit);
  if (found === void 0) return void 0;
  const gitDir = found.isDirectory() ? realFolder(dotGit) : pointedAt(dotGit, "gitdir: ");
  if (gitDir === void 0) return void 0;
  const shared = (0, import_node_path3.join)(gitDir, "commondir");
  const gitCommonDir = statOf(shared) === void 0 ? gitDir : pointedAt(shared, "");
  return gitCommonDir === void 0 ? void 0 : { gitDir, gitCommonDir };
}
function pointedAt(file, prefix) {
  const text = readText(file, GIT_FILE_BYTES);
  if (text === void 0 || !text.startsWith(prefix) || text.includes("\0")) return void 0;
  const target = text.slice(prefix.length).replace(/[\r\n]+$/, "");
  return target === "" ? void 0 : realFolder((0, import_node_path3.resolve)((0, import_node_path3.dirname)(file), target));
}
function isBareRepository(folder) {
  return statOf((0, import_node_path3.join)(folder, "HEAD"))?.isFile() === true && isFolder((0, import_node_path3.join)(folder, "objects")) && isFolder((0, import_node_path3.join)(folder, "refs"));
}
function readPackedRefs(gitCommonDir) {
  const file = (0, import_node_path3.join)(gitCommonDir, "packed-refs");
  const text = readText(file, PACKED_REFS_BYTES);
  if (text === void 0 && statOf(file) !== void 0) throw new Error(`Cannot take in ${file}.`);
  return text ?? "";
}
function homeFolder({ env = process.env, home }) {
  const told = home ?? env["HOME"];
  if (told !== void 0 && (0, import_node_path3.isAbsolute)(told)) return told;
  try {
    const known = (0, import_node_os.homedir)();
    return (0, import_node_path3.isAbsolute)(known) ? known : "/";
  } catch {
    return "/";
  }
}
function folderNameOf(root) {
  const { createHash } = process.getBuiltinModule("node:crypto");
  const name = (0, import_node_path3.basename)(root).replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[.-]+/, "").slice(0, 64);
  return `${name || "root"}-${createHash("sha256").update(root).digest("hex").slice(0, 12)}`;
}
function isFolder(path) {
  return statOf(path)?.isDirectory() === true;
}
function realFolder(path) {
  const real = realPath(path);
  return real !== void 0 && isFolder(real) ? real : void 0;
}
function realPath(path) {
  return unlessAbsent2(() => import_node_fs2.realpathSync.native(path));
}
function statOf(path) {
  return unlessAbsent2(() => (0, import_node_fs2.statSync)(path, { throwIfNoEntry: false }));
}
function unlessAbsent2(look) {
  try {
    return look();
  } catch (error) {
    if (ABSENT2.has(error.code ?? "")) return void 0;
    throw error;
  }
}
var ABSENT2 = /* @__PURE__ */ new Set(["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG"]);
function readText(path, limitBytes) {
  const found = statOf(path);
  if (found?.isFile() !== true || found.size > limitBytes) return void 0;
  const file = (0, import_node_fs2.openSync)(path, import_node_fs2.constants.O_RDONLY | import_node_fs2.constants.O_NONBLOCK);
  try {
    const bytes = Buffer.allocUnsafe(found.size + 1);
    let length = 0;
    for (let got = -1; got !== 0 && length < bytes.length; length += got) {
      got = (0, import_node_fs2.readSync)(file, bytes, length, bytes.length - length, null);
    }
    return length > found.size ? void 0 : bytes.toString("utf8", 0, length);
  } finally {
    (0, import_node_fs2.closeSync)(file);
  }
}

// lib/store/store.ts
var import_node_path12 = require("node:path");

// lib/store/errors.ts
var StateError = class extends Error {
  code;
  constructor(code, message, options) {
    super(message, options);
    this.name = "StateError";
    this.code = code;
  }
};
function systemCode(error) {
  if (typeof error !== "object" || error === null) return "";
  const { code, errno } = error;
  if (typeof code === "string" && code.startsWith("Unknown system error")) {
    return errno === -122 || errno === -69 ? "EDQUOT" : code;
  }
  return typeof code === "string" ? code : "";
}
var WRITE_CODES = {
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  EFBIG: "disk-full",
  EROFS: "read-only",
  EACCES: "read-only",
  EPERM: "read-only",
  ELOOP: "unsafe-path",
  ENOTDIR: "unsafe-path",
  ENOTEMPTY: "unsafe-path"
};
var REMEDIES = {
  "disk-full": "free some space, then save again",
  "read-only": "make the folder writable for this user",
  "unsafe-path": "move away what stands there"
};
function writeError(error, doing, path) {
  if (error instanceof StateError) return error;
  const system = systemCode(error);
  const code = WRITE_CODES[system] ?? "unknown";
  const remedy = REMEDIES[code];
  return new StateError(code, `${doing} ${path}: ${describe(error, system)}${remedy ? `; ${remedy}` : ""}`, {
    cause: error
  });
}
function readError(error, path) {
  if (error instanceof StateError) return error;
  const system = systemCode(error);
  const code = system === "ELOOP" || system === "ENOTDIR" ? "unsafe-path" : "unreadable";
  return new StateError(code, `reading ${path}: ${describe(error, system)}; nothing was written`, {
    cause: error
  });
}
function describe(error, system) {
  if (system !== "") return system;
  return error instanceof Error ? error.message : String(error);
}

// lib/store/deadline.ts
function deadlineIn(milliseconds) {
  return { at: clockMs() + milliseconds };
}
function msLeft(deadline) {
  return deadline.at - clockMs();
}
function isOver(deadline) {
  return msLeft(deadline) <= 0;
}
function pause(milliseconds, deadline, waitingFor) {
  const left = msLeft(deadline);
  if (left <= 0) throw new StateError("timeout", `gave up waiting for ${waitingFor}; try again`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.min(milliseconds, left));
}
function clockMs() {
  return Number(process.hrtime.bigint()) / 1e6;
}

// lib/store/digest.ts
function sha256Of(content) {
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(content).digest("hex");
}

// lib/store/store.ts
var import_documents = __toESM(require_documents(), 1);

// lib/store/files-engine.ts
var import_node_fs9 = require("node:fs");
var import_node_path9 = require("node:path");

// lib/store/commit-file.ts
var import_node_fs6 = require("node:fs");
var import_node_path7 = require("node:path");
var import_locked_commit = __toESM(require_locked_commit(), 1);

// lib/store/temp-file.ts
var import_node_fs5 = require("node:fs");
var import_node_path6 = require("node:path");

// lib/store/folders.ts
var import_node_fs3 = require("node:fs");
var import_node_os2 = require("node:os");
var import_node_path4 = require("node:path");
function foldersExist(stateDir, below = []) {
  return foldersOnTheWay(stateDir, below).every(folderExists);
}
function ensureFolders(stateDir, below) {
  for (const [index, path] of foldersOnTheWay(stateDir, below).entries()) {
    if (!folderExists(path)) makeFolder(path, index === 0);
  }
  return (0, import_node_path4.join)(stateDir.path, ...below);
}
function syncFoldersUpFrom(folder, stateDir) {
  for (let path = folder; path !== stateDir.base && (0, import_node_path4.dirname)(path) !== path; ) {
    path = (0, import_node_path4.dirname)(path);
    const isOurs = path.startsWith(stateDir.path);
    try {
      syncFolder(path);
    } catch (error) {
      if (isOurs || !["EACCES", "EPERM"].includes(systemCode(error)))
        throw writeError(error, "syncing", path);
    }
  }
}
function syncFolder(path) {
  if (process.platform === "win32") return;
  const descriptor = (0, import_node_fs3.openSync)(path, import_node_fs3.constants.O_RDONLY | import_node_fs3.constants.O_DIRECTORY);
  try {
    (0, import_node_fs3.fsyncSync)(descriptor);
  } catch (error) {
    if (systemCode(error) !== "EINVAL") throw error;
  } finally {
    (0, import_node_fs3.closeSync)(descriptor);
  }
}
function foldersOnTheWay({ path, base }, below) {
  const folders = [path];
  const top = (0, import_node_path4.dirname)(base) === base ? (0, import_node_path4.dirname)(path) : base;
  for (let at = (0, import_node_path4.dirname)(path); at !== top && (0, import_node_path4.dirname)(at) !== at; at = (0, import_node_path4.dirname)(at)) folders.unshift(at);
  for (const name of below) folders.push((0, import_node_path4.join)(folders.at(-1), name));
  return folders;
}
function folderExists(path) {
  let found;
  try {
    found = (0, import_node_fs3.lstatSync)(path);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return false;
    throw readError(error, path);
  }
  refuseUnsafe(path, found);
  return true;
}
function makeFolder(path, withParents) {
  try {
    if (withParents) makeParents((0, import_node_path4.dirname)(path));
    (0, import_node_fs3.mkdirSync)(path, { mode: 448 });
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw writeError(error, "making the folder", path);
  }
  if (!folderExists(path)) throw new StateError("unknown", `the folder ${path} went away while it was made`);
}
function makeParents(path) {
  if ((0, import_node_fs3.existsSync)(path)) return;
  makeParents((0, import_node_path4.dirname)(path));
  try {
    (0, import_node_fs3.mkdirSync)(path, { mode: 448 });
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
  }
}
function refuseUnsafe(path, found) {
  if (found.isSymbolicLink()) {
    throw new StateError(
      "unsafe-path",
      `${path} is a symbolic link: state is never written through one; remove it`
    );
  }
  if (!found.isDirectory()) {
    throw new StateError("unsafe-path", `${path} is not a folder: move it away`);
  }
  const me = process.geteuid?.();
  if (me !== void 0 && found.uid !== me) {
    throw new StateError(
      "unsafe-path",
      `${path} belongs to ${userName(found.uid)}, not to ${userName(me)}: run as its owner, or hand it over with chown -R ${me} ${path}`
    );
  }
}
function userName(uid) {
  if (uid !== process.geteuid?.()) return `user ${uid}`;
  try {
    return `user ${uid} (${(0, import_node_os2.userInfo)().username})`;
  } catch {
    return `user ${uid}`;
  }
}

// lib/store/numbered-folder.ts
var import_node_fs4 = require("node:fs");
var import_node_path5 = require("node:path");
var TEMP_PREFIX = ".tmp-";
var NUMBERED = /^([re])(\d{10,15})\.json$/;
function numberedName(prefix, number) {
  return `${prefix}${String(number).padStart(10, "0")}.json`;
}
function namesIn(folder) {
  try {
    return (0, import_node_fs4.readdirSync)(folder);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return null;
    throw readError(error, folder);
  }
}
function listFolder(folder, prefix) {
  const names = namesIn(folder);
  if (names === null) return null;
  const numbers = [];
  const temps = [];
  for (const name of names) {
    const match = NUMBERED.exec(name);
    if (match?.[1] === prefix) numbers.push(Number(match[2]));
    else if (name.startsWith(TEMP_PREFIX)) temps.push(name);
  }
  numbers.sort((a, b) => b - a);
  return { numbers, temps };
}
function highestNumber(folder, prefix) {
  const exists2 = (number) => hasNumber(folder, prefix, number);
  if (!exists2(1)) return 0;
  let present = 1;
  let absent = 2;
  while (exists2(absent)) {
    present = absent;
    absent *= 2;
  }
  while (absent - present > 1) {
    const middle = present + absent >> 1;
    if (exists2(middle)) present = middle;
    else absent = middle;
  }
  return present;
}
function hasNumber(folder, prefix, number) {
  const path = (0, import_node_path5.join)(folder, numberedName(prefix, number));
  try {
    (0, import_node_fs4.lstatSync)(path);
    return true;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return false;
    throw readError(error, path);
  }
}

// lib/store/unique.ts
function uniqueName() {
  const random = () => Math.floor(Math.random() * 4294967296).toString(36);
  return `${process.pid.toString(36)}${process.hrtime.bigint().toString(36)}${random()}${random()}`;
}

// lib/store/temp-file.ts
function writeTemp(folder, bytes) {
  const temp = (0, import_node_path6.join)(folder, `${TEMP_PREFIX}${process.pid}-${uniqueName()}`);
  let descriptor;
  try {
    descriptor = (0, import_node_fs5.openSync)(temp, "wx", 384);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return null;
    throw writeError(error, "writing in", folder);
  }
  try {
    fillAndSync(descriptor, bytes);
  } catch (error) {
    removeQuietly(temp);
    throw writeError(error, "writing in", folder);
  }
  return temp;
}
function confirmDurable(folder, name) {
  try {
    syncFolder(folder);
  } catch (error) {
    throw new StateError("unknown", `${(0, import_node_path6.join)(folder, name)} was written, but syncing its folder failed`, {
      cause: error
    });
  }
}
function removeQuietly(path) {
  try {
    (0, import_node_fs5.unlinkSync)(path);
  } catch {
  }
}
function fillAndSync(descriptor, bytes) {
  try {
    (0, import_node_fs5.writeFileSync)(descriptor, bytes);
    const { size } = (0, import_node_fs5.fstatSync)(descriptor);
    if (size !== bytes.length)
      throw new StateError("disk-full", `only ${size} of ${bytes.length} bytes were written`);
    (0, import_node_fs5.fsyncSync)(descriptor);
  } catch (error) {
    closeQuietly(descriptor);
    throw error;
  }
  (0, import_node_fs5.closeSync)(descriptor);
}
function closeQuietly(descriptor) {
  try {
    (0, import_node_fs5.closeSync)(descriptor);
  } catch {
  }
}

// lib/store/commit-file.ts
function commitFile(folder, name, bytes, deadline) {
  for (let attempt2 = 1; attempt2 <= 2; attempt2 += 1) {
    const result = commitLinked(folder, name, bytes);
    if (result !== "no-links") return result;
  }
  return (0, import_locked_commit.commitLocked)(folder, name, bytes, deadline);
}
function commitLinked(folder, name, bytes) {
  const temp = writeTemp(folder, bytes);
  if (temp === null) return "vanished";
  let result;
  try {
    result = linkOnto(temp, folder, name);
  } finally {
    removeQuietly(temp);
  }
  if (result === "created") confirmDurable(folder, name);
  return result;
}
function isNoLinks(error) {
  return ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"].includes(systemCode(error));
}
function linkOnto(temp, folder, name) {
  try {
    (0, import_node_fs6.linkSync)(temp, (0, import_node_path7.join)(folder, name));
    return "created";
  } catch (error) {
    const code = systemCode(error);
    if (code === "EEXIST") return "taken";
    if (code === "ENOENT") return "vanished";
    if (isNoLinks(error)) return "no-links";
    throw writeError(error, "creating", (0, import_node_path7.join)(folder, name));
  }
}

// lib/store/engine.ts
var KEEP_REVISIONS = 8;
var RECENT_COMMITS = 128;
var KEPT_REVISIONS = 50;
var KEPT_BYTES = 32 * 1024 * 1024;
function judgeCommit(own, present, readNewest) {
  const top = present[0] ?? 0;
  if (top < own.number + KEEP_REVISIONS) {
    const isMissing = (number) => number > Math.max(0, top - KEEP_REVISIONS) && !present.includes(number);
    return isMissing(own.number) || isMissing(own.number - 1) ? "conflict" : "committed";
  }
  const newest = readNewest();
  if (newest?.recent?.includes(own.nonce)) return "committed";
  return (newest?.number ?? top) < own.number + RECENT_COMMITS ? "conflict" : "unknown";
}

// lib/store/envelope.ts
var import_node_buffer = require("node:buffer");

// lib/store/crc32.ts
var TABLE = new Uint32Array(256);
var ZLIB_PAYS_FROM = 1 << 17;
function crc32(bytes) {
  if (bytes.length >= ZLIB_PAYS_FROM) {
    const zlib = process.getBuiltinModule("node:zlib");
    if (typeof zlib.crc32 === "function") return zlib.crc32(bytes);
  }
  if (TABLE[1] === 0) fillTable();
  let sum = 4294967295;
  for (let at = 0; at < bytes.length; at += 1)
    sum = TABLE[(sum ^ bytes[at]) & 255] ^ sum >>> 8;
  return (sum ^ 4294967295) >>> 0;
}
function fillTable() {
  for (let index = 0; index < 256; index += 1) {
    let value = index;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? value >>> 1 ^ 3988292384 : value >>> 1;
    TABLE[index] = value >>> 0;
  }
}

// lib/store/envelope.ts
var MAX_FILE_BYTES = 32 * 1024 * 1024;
var DATA_STARTS = ',\n"data":';
function encodeEnvelope(header, data) {
  const dataText = JSON.stringify(data);
  const body = Buffer.from(dataText);
  const checksum = `crc32:${crc32(body).toString(16).padStart(8, "0")}`;
  const head = JSON.stringify({ ...header, checksum }).slice(0, -1);
  const bytes = Buffer.concat([Buffer.from(head + DATA_STARTS), body, Buffer.from("}\n")]);
  if (bytes.length <= MAX_FILE_BYTES) return bytes;
  throw new StateError(
    "unknown",
    `${bytes.length} bytes are too many for one file, the limit is ${MAX_FILE_BYTES}`
  );
}
function decodeEnvelope(bytes, kind, number) {
  const split = bytes.indexOf(DATA_STARTS);
  if (split < 0) return { ok: false, why: bytes.length === 0 ? "empty" : "not a state file" };
  let end = bytes.length;
  if (bytes[end - 1] === 10) end -= 1;
  if (bytes[end - 1] !== 125) return { ok: false, why: "cut short" };
  const body = bytes.subarray(split + DATA_STARTS.length, end - 1);
  if (!(0, import_node_buffer.isUtf8)(bytes)) return { ok: false, why: "not UTF-8" };
  const header = parseHeader(`${bytes.toString("utf8", 0, split)}}`);
  if (header === null) return { ok: false, why: "unusable header" };
  if (header.checksum !== `crc32:${crc32(body).toString(16).padStart(8, "0")}`) {
    return { ok: false, why: "wrong checksum" };
  }
  if (header.kind !== kind || header.number !== number) return { ok: false, why: "belongs elsewhere" };
  try {
    return { ok: true, header, data: parseJson(body.toString("utf8")), bytes: bytes.length };
  } catch {
    return { ok: false, why: "not JSON" };
  }
}
function parseHeader(text) {
  const header = parseObject(text);
  if (header === null) return null;
  const texts = [
    header["kind"],
    header["version"],
    header["written_at"],
    header["nonce"],
    header["checksum"]
  ];
  if (!texts.every((field) => typeof field === "string")) return null;
  if (!/^[1-9]\d{0,8}\.\d{1,9}\.\d{1,9}$/.test(String(header["version"]))) return null;
  if (!Number.isSafeInteger(header["number"])) return null;
  if (!isListOf("string", header["recent"]) || !isListOf("number", header["kept"])) return null;
  return header;
}
function isListOf(type, value) {
  return value === void 0 || Array.isArray(value) && value.every((item) => typeof item === type);
}

// lib/store/files-engine.ts
var import_quarantine = __toESM(require_quarantine(), 1);

// lib/store/read-file.ts
var import_node_fs7 = require("node:fs");
function readWhole(path, limit, of = "us") {
  let descriptor;
  try {
    descriptor = (0, import_node_fs7.openSync)(
      path,
      import_node_fs7.constants.O_RDONLY | (import_node_fs7.constants.O_NOFOLLOW ?? 0) | (import_node_fs7.constants.O_NONBLOCK ?? 0)
    );
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT") return null;
    if (code === "ELOOP" || code === "ENXIO") throw new NotAFile(path);
    throw readError(error, path);
  }
  try {
    return readDescriptor(descriptor, { path, limit, of });
  } catch (error) {
    if (error instanceof NotAFile) throw error;
    throw readError(error, path);
  } finally {
    closeQuietly2(descriptor);
  }
}
var NotAFile = class extends Error {
  constructor(path, what = "not a regular file") {
    super(`${path} is ${what}`);
    this.name = "NotAFile";
  }
};
function readDescriptor(descriptor, { path, limit, of }) {
  const found = (0, import_node_fs7.fstatSync)(descriptor);
  if (!found.isFile()) throw new NotAFile(path);
  if (of === "us" && found.uid !== (process.geteuid?.() ?? found.uid)) {
    throw new NotAFile(path, `a file of user ${found.uid}`);
  }
  if (found.size > limit) throw new NotAFile(path, `larger than ${limit} bytes`);
  const bytes = Buffer.allocUnsafe(found.size);
  let filled = 0;
  while (filled < bytes.length) {
    const count = (0, import_node_fs7.readSync)(descriptor, bytes, filled, bytes.length - filled, filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}
function closeQuietly2(descriptor) {
  try {
    (0, import_node_fs7.closeSync)(descriptor);
  } catch {
  }
}

// lib/store/sweep.ts
var import_node_fs8 = require("node:fs");
var import_node_path8 = require("node:path");
var DAY_MS = 24 * 60 * 60 * 1e3;
function sweepTemps(folder, temps, now) {
  for (const name of temps) {
    const path = (0, import_node_path8.join)(folder, name);
    if (isAbandoned(path, pidOfTemp(name), now)) removeQuietly(path);
  }
}
function pidOfTemp(name) {
  return Number.parseInt(name.slice(TEMP_PREFIX.length), 10);
}
function isAbandoned(path, pid, now) {
  if (!Number.isSafeInteger(pid) || pid <= 0 || !isRunning(pid)) return true;
  try {
    return now - (0, import_node_fs8.lstatSync)(path).mtimeMs > DAY_MS;
  } catch {
    return false;
  }
}
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== "ESRCH";
  }
}

// lib/store/files-engine.ts
var import_trash = __toESM(require_trash(), 1);
var import_turnstile = __toESM(require_turnstile(), 1);
var READ_ATTEMPTS = 100;
function filesEngine(stateDir, folders, now) {
  const below = ({ kind, id }) => {
    const known = folders[kind];
    if (known === void 0) throw new StateError("unknown", `documents of kind ${kind} have no folder here`);
    if (!known.manyIds) return [known.folder];
    if (!isBatchId(id))
      throw new StateError("unsafe-path", `${kind} ${JSON.stringify(id)}: no id of a document`);
    return [known.folder, id];
  };
  const folderOf = (address) => (0, import_node_path9.join)(stateDir.path, ...below(address));
  const isThere = (address) => foldersExist(stateDir, below(address));
  function read(address, number) {
    try {
      const bytes = readWhole((0, import_node_path9.join)(folderOf(address), numberedName("r", number)), MAX_FILE_BYTES);
      return bytes && decodeEnvelope(bytes, address.kind, number);
    } catch (error) {
      if (error instanceof NotAFile) return { ok: false, why: error.message };
      throw error;
    }
  }
  function latest(address) {
    if (!isThere(address)) return { next: 1, revision: null, damaged: [] };
    for (let attempt2 = 1; attempt2 <= READ_ATTEMPTS; attempt2 += 1) {
      const found = newestSound(address, listFolder(folderOf(address), "r")?.numbers ?? []);
      if (found !== "changed") return found;
    }
    throw new StateError(
      "unreadable",
      `${folderOf(address)} keeps changing while it is read; nothing was written`
    );
  }
  function newestSound(address, numbers) {
    const next = (numbers[0] ?? 0) + 1;
    const damaged = [];
    for (const number of numbers) {
      const decoded = read(address, number);
      if (decoded === null) return "changed";
      if (decoded.ok) return { next, revision: decoded, damaged };
      damaged.push(number);
    }
    return { next, revision: null, damaged };
  }
  function judge(address, header) {
    const numbers = numbersOf(address);
    const judged = judgeCommit(header, numbers, () => latest(address).revision?.header);
    if (judged === "conflict" && numbers.includes(header.number)) {
      removeQuietly((0, import_node_path9.join)(folderOf(address), numberedName("r", header.number)));
    }
    return judged;
  }
  function numbersOf(address) {
    return (isThere(address) ? listFolder(folderOf(address), "r")?.numbers : null) ?? [];
  }
  return {
    latest,
    at(address, number) {
      const decoded = isThere(address) ? read(address, number) : null;
      return decoded?.ok ? decoded : null;
    },
    append(address, header, bytes, deadline) {
      const folder = folderOf(address);
      if (header.number === 1) {
        ensureFolders(stateDir, below(address));
        syncFoldersUpFrom(folder, stateDir);
      } else if (!isThere(address)) {
        return "conflict";
      }
      const name = numberedName("r", header.number);
      if (commitFile(folder, name, bytes, deadline) !== "created") return "conflict";
      for (let attempt2 = 1; attempt2 <= 2; attempt2 += 1) {
        try {
          return judge(address, header);
        } catch {
        }
      }
      return "unknown";
    },
    isCrowded: (address) => isThere(address) && (0, import_turnstile.isCrowded)(folderOf(address)),
    lineUp: (address) => (0, import_turnstile.lineUp)(folderOf(address)),
    quarantine(address, numbers, deadline) {
      for (const number of numbers) (0, import_quarantine.setAside)(folderOf(address), "r", number, deadline);
    },
    numbers: numbersOf,
    list(kind) {
      const known = folders[kind];
      if (known === void 0 || !foldersExist(stateDir, [known.folder])) return [];
      const folder = (0, import_node_path9.join)(stateDir.path, known.folder);
      const ids = known.manyIds ? folderNames(folder) : [""];
      return ids.filter((id) => (listFolder((0, import_node_path9.join)(folder, id), "r")?.numbers.length ?? 0) > 0);
    },
    prune(address, newest) {
      const folder = folderOf(address);
      const listing = listFolder(folder, "r");
      if (listing === null) return;
      let room = KEPT_BYTES;
      for (const number of listing.numbers) {
        if (number > newest.number - KEEP_REVISIONS) continue;
        const path = (0, import_node_path9.join)(folder, numberedName("r", number));
        const isKept = newest.kept?.includes(number) === true;
        if (isKept) room -= (0, import_node_fs9.lstatSync)(path, { throwIfNoEntry: false })?.size ?? 0;
        if (!isKept || room < 0) removeQuietly(path);
      }
      sweepTemps(folder, listing.temps, now());
    },
    remove(address) {
      if (isThere(address)) (0, import_trash.removeFolder)(folderOf(address));
    },
    now
  };
}
function folderNames(folder) {
  try {
    const entries = (0, import_node_fs9.readdirSync)(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory() && isBatchId(entry.name)).map(({ name }) => name);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return [];
    throw readError(error, folder);
  }
}

// lib/store/hints.ts
var import_node_fs10 = require("node:fs");
var import_node_path10 = require("node:path");
var FOLDER = "open";
var CREATE = import_node_fs10.constants.O_WRONLY | import_node_fs10.constants.O_CREAT | (import_node_fs10.constants.O_NOFOLLOW ?? 0) | (import_node_fs10.constants.O_NONBLOCK ?? 0);
function addHint(stateDir, name) {
  try {
    (0, import_node_fs10.closeSync)((0, import_node_fs10.openSync)((0, import_node_path10.join)(ensureFolders(stateDir, [FOLDER]), name), CREATE, 384));
  } catch {
  }
}
function dropHint(stateDir, name) {
  removeQuietly((0, import_node_path10.join)(stateDir.path, FOLDER, name));
}
function hasHint(stateDir, name) {
  try {
    return (0, import_node_fs10.lstatSync)((0, import_node_path10.join)(stateDir.path, FOLDER, name), { throwIfNoEntry: false }) !== void 0;
  } catch {
    return false;
  }
}
function listHints(stateDir) {
  try {
    return foldersExist(stateDir, [FOLDER]) ? (0, import_node_fs10.readdirSync)((0, import_node_path10.join)(stateDir.path, FOLDER)) : [];
  } catch {
    return [];
  }
}

// lib/store/migrations.ts
function migrate({ data, version, writtenAt }, newest) {
  if (isNewerMajor(version, newest)) {
    throw new StateError(
      "newer-version",
      `this state was written by a newer version (${version}); update the plugin. Nothing was changed`
    );
  }
  let current = data;
  let at = version;
  while (compareVersions(at, newest.version) < 0) {
    const step = newest.migrations.find(({ from }) => from === at);
    if (step === void 0) {
      if (majorOf(at) === majorOf(newest.version)) break;
      throw new StateError(
        "unreadable",
        `no migration leads from version ${at} to ${newest.version}. Nothing was changed`
      );
    }
    current = apply(step, current, writtenAt);
    at = step.to;
  }
  return current;
}
function isNewerMajor(version, newest) {
  return majorOf(version) > majorOf(newest.version);
}
function apply({ from, to, migrate: step }, data, writtenAt) {
  try {
    return step(data, writtenAt);
  } catch (error) {
    throw new StateError(
      "unreadable",
      `the data cannot be migrated from ${from} to ${to}. Nothing was changed`,
      {
        cause: error
      }
    );
  }
}
function higherVersion(one, other) {
  return compareVersions(one, other) >= 0 ? one : other;
}
function compareVersions(one, other) {
  const [a, b] = [partsOf(one), partsOf(other)];
  for (let index = 0; index < 3; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
function partsOf(version) {
  const match = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})$/.exec(version);
  return match === null ? [Number.MAX_SAFE_INTEGER] : match.slice(1).map(Number);
}
function majorOf(version) {
  return partsOf(version)[0] ?? 0;
}

// lib/store/kind.ts
function interpret(kind, id, latest) {
  const { revision, damaged } = latest;
  if (revision === null) {
    if (damaged.length === 0) return ok(null);
    return refuse(
      "damaged",
      `${nameOf(kind, id)} has no sound revision left: adev doctor shows what there is`
    );
  }
  if (revision.header.tombstone === true) return refuse("removed", `${nameOf(kind, id)} has been removed`);
  const { version, written_at: writtenAt } = revision.header;
  const migrated = migrate({ data: revision.data, version, writtenAt }, kind);
  const parsed = kind.parse(migrated);
  if (!parsed.ok) {
    const what = `${nameOf(kind, id)}, revision ${revision.header.number}`;
    throw new StateError("unreadable", `${what}: ${parsed.refusal.message}. Nothing was changed`);
  }
  const data = damaged.length > 0 && kind.afterFallback ? kind.afterFallback(parsed.value) : parsed.value;
  return ok({
    data,
    version: higherVersion(version, kind.version),
    revision: revision.header.number,
    writtenAt,
    bytes: revision.bytes
  });
}
function nameOf(kind, id) {
  return id === "" ? `the ${kind.name} document` : `${kind.name} ${id}`;
}

// lib/store/log.ts
var import_node_path11 = require("node:path");
var SESSION_KIND = "session";
var LIST_ALWAYS_UP_TO = 256;
var LIST_EVERY = 32;
var MOST_PATIENCE_MS = 256;
function appendEntry(stateDir, sessionFolder, entry, options) {
  encodeEntry(1, entry.version, entry.data, 0);
  const below = ["sessions", sessionFolder];
  do {
    const folder = ensureFolders(stateDir, below);
    let number = highestNumber(folder, "e") + 1;
    if (number === 1) {
      syncFoldersUpFrom(folder, stateDir);
      const first = options.first();
      if (first !== null && put(folder, 1, first) === "vanished") continue;
      number = highestNumber(folder, "e") + 1;
    }
    let result = put(folder, number, entry.data);
    for (let lost = 1; result === "taken" && !isOver(options.deadline); lost += 1) {
      waitAfter(lost, options.deadline);
      number = Math.max(number, highestNumber(folder, "e")) + 1;
      result = put(folder, number, entry.data);
    }
    if (result === "created" && isStillThere(stateDir, below, number)) {
      sweepLog(folder, number, options.now());
      return number;
    }
  } while (!isOver(options.deadline));
  throw new StateError("conflict", "others kept taking the next number; try again");
  function put(folder, number, data) {
    const bytes = encodeEntry(number, entry.version, data, options.now());
    return commitFile(folder, numberedName("e", number), bytes, options.deadline);
  }
}
function waitAfter(lost, deadline) {
  const longestMs = Math.min(MOST_PATIENCE_MS, 2 ** lost);
  pause(Math.random() * longestMs, deadline, "the next free number");
}
function readLog(stateDir, sessionFolder) {
  const folder = logFolder(stateDir, sessionFolder);
  if (folder === null) return null;
  const listing = listFolder(folder, "e");
  if (listing === null || listing.numbers.length === 0) return null;
  const entries = [];
  const damaged = [];
  for (const number of listing.numbers.toReversed()) {
    const entry = readEntry(folder, number);
    if (entry === "damaged") damaged.push(number);
    else if (entry !== null) entries.push(entry);
  }
  return { entries, damaged };
}
function hasEntries(stateDir, sessionFolder) {
  const folder = logFolder(stateDir, sessionFolder);
  return folder !== null && hasNumber(folder, "e", 1);
}
function* newestEntriesFirst(stateDir, sessionFolder) {
  const folder = logFolder(stateDir, sessionFolder);
  if (folder === null) return;
  for (let number = highestNumber(folder, "e"); number > 0; number -= 1) {
    const entry = readEntry(folder, number);
    if (entry !== null && entry !== "damaged") yield entry;
  }
}
function* oldestEntriesFirst(stateDir, sessionFolder) {
  const folder = logFolder(stateDir, sessionFolder);
  if (folder === null) return;
  const newest = highestNumber(folder, "e");
  for (let number = 1; number <= newest; number += 1) {
    const entry = readEntry(folder, number);
    if (entry !== null && entry !== "damaged") yield entry;
  }
}
function logFolder(stateDir, sessionFolder) {
  const below = ["sessions", sessionFolder];
  return foldersExist(stateDir, below) ? (0, import_node_path11.join)(stateDir.path, ...below) : null;
}
function readEntry(folder, number) {
  try {
    const bytes = readWhole((0, import_node_path11.join)(folder, numberedName("e", number)), MAX_FILE_BYTES);
    if (bytes === null) return null;
    const decoded = decodeEnvelope(bytes, SESSION_KIND, number);
    if (!decoded.ok) return "damaged";
    const { version, written_at: writtenAt } = decoded.header;
    return { number, version, writtenAt, data: decoded.data };
  } catch (error) {
    if (error instanceof NotAFile) return "damaged";
    throw error;
  }
}
function encodeEntry(number, version, data, now) {
  const written_at = new Date(now).toISOString();
  return encodeEnvelope({ kind: SESSION_KIND, version, number, written_at, nonce: uniqueName() }, data);
}
function isStillThere(stateDir, below, number) {
  try {
    return foldersExist(stateDir, below) && hasNumber((0, import_node_path11.join)(stateDir.path, ...below), "e", number);
  } catch (error) {
    if (error instanceof StateError && error.code === "unsafe-path") throw error;
    return true;
  }
}
function sweepLog(folder, number, now) {
  if (number > LIST_ALWAYS_UP_TO && number % LIST_EVERY !== 0) return;
  try {
    sweepTemps(folder, listFolder(folder, "e")?.temps ?? [], now);
  } catch {
  }
}

// lib/store/store.ts
var import_view = __toESM(require_view(), 1);

// lib/store/foreign-file.ts
var import_node_fs11 = require("node:fs");
function readForeignFile(path, limitBytes) {
  try {
    return readWhole(path, limitBytes, "anyone");
  } catch {
    return null;
  }
}
function isForeignFile(path) {
  try {
    return (0, import_node_fs11.lstatSync)(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false;
  }
}

// lib/store/store.ts
var SAVE_DEADLINE_MS = 4e3;
var FOLDERS = {
  batch: { folder: "batches", manyIds: true },
  project: { folder: "project", manyIds: false },
  user: { folder: "user", manyIds: false }
};
function openStore(stateDir, now = Date.now, engine) {
  const files = filesEngine(stateDir, FOLDERS, now);
  const documents = engine ?? files;
  function refreshView(kind, id, made) {
    const { view } = kind;
    if (view === void 0 || engine !== void 0) return;
    const address = { kind: kind.name, id };
    const path = (0, import_node_path12.join)(stateDir.path, FOLDERS.batch.folder, `${id}.json`);
    const revision = () => files.numbers(address)[0] ?? 0;
    const shown = (data, number, bytes) => bytes > import_view.MAX_VIEW_BYTES ? null : view(data, number);
    const newest = () => {
      const latest = files.latest(address);
      const read = interpret(kind, id, latest);
      const document = read.ok ? read.value : null;
      const value = document && shown(document.data, document.revision, document.bytes);
      return { revision: latest.next - 1, value };
    };
    try {
      if (files.isCrowded(address)) return;
      const value = made && shown(made.data, made.revision, made.committedBytes);
      (0, import_view.publishView)(path, made === null ? newest() : { revision: made.revision, value }, {
        revision,
        view: newest
      });
    } catch {
    }
  }
  return {
    stateDir,
    now,
    /** Whether the state directory is there; throws `unsafe-path` when something else is in its place. */
    exists: () => foldersExist(stateDir),
    /** Whether there ever was a document of this kind. Costs two `lstat`. */
    hasFolderOf: (kind) => foldersExist(stateDir, [FOLDERS[kind].folder]),
    /** The document's newest sound state at once, from the files of this machine. */
    readNow(kind, id = "") {
      return interpret(kind, id, files.latest({ kind: kind.name, id }));
    },
    async read(kind, id = "") {
      return interpret(kind, id, await documents.latest({ kind: kind.name, id }));
    },
    /** One revision by its number; null when it is absent, pruned or damaged. */
    async at(kind, id, number) {
      const address = { kind: kind.name, id: documentIdOf(id) };
      const revision = await documents.at(address, number);
      if (revision === null) return null;
      const read = interpret(kind, id, { next: number + 1, revision, damaged: [] });
      return read.ok ? read.value : null;
    },
    /** Numbers of all revisions that are kept, highest first. */
    async numbers(kind, id) {
      return documents.numbers({ kind: kind.name, id: documentIdOf(id) });
    },
    async list(kind) {
      return documents.list(kind.name);
    },
    async update(kind, id, change, deadline = deadlineIn(SAVE_DEADLINE_MS)) {
      let stoodInLine = false;
      const lineUp2 = (address) => {
        stoodInLine = true;
        return documents.lineUp(address);
      };
      let made = null;
      try {
        const updated = await (0, import_documents.update)({ ...documents, lineUp: lineUp2 }, kind, id, change, deadline);
        if (updated.ok && updated.value.committedBytes > 0) made = updated.value;
        return updated;
      } finally {
        if (made !== null || stoodInLine) refreshView(kind, id, made);
      }
    },
    /** False where `mayGo` says no to the state in which the document would have been removed. */
    async remove(kind, id, deadline = deadlineIn(SAVE_DEADLINE_MS), mayGo) {
      const isRemoved = await (0, import_documents.remove)(documents, kind, id, deadline, mayGo);
      if (isRemoved) refreshView(kind, id, null);
      return isRemoved;
    },
    /** Appends to a session's log and returns the entry's number; `first` starts the log if it is empty. */
    append(sessionId, entry, first, deadline = deadlineIn(SAVE_DEADLINE_MS)) {
      return appendEntry(stateDir, folderNameOf2(sessionId), entry, { first, now, deadline });
    },
    /** A session's log; null when it has none. */
    log: (sessionId) => readLog(stateDir, folderNameOf2(sessionId)),
    hasLog: (sessionId) => hasEntries(stateDir, folderNameOf2(sessionId)),
    /** A session's entries from the newest back, read one by one as they are asked for; damaged ones are left out. */
    newestFirst: (sessionId) => newestEntriesFirst(stateDir, folderNameOf2(sessionId)),
    /** The same from the oldest on. */
    oldestFirst: (sessionId) => oldestEntriesFirst(stateDir, folderNameOf2(sessionId)),
    /** Folders of all sessions with a log: named by the session's id, or by its hash where that cannot be a name. */
    sessionFolders: () => listSessions(stateDir),
    /** Hints at what is unfinished, kept beside the state; they may be missing or stale, and no truth rests on them. */
    markOpen: (name) => addHint(stateDir, name),
    unmarkOpen: (name) => dropHint(stateDir, name),
    openHints: () => listHints(stateDir),
    hasHint: (name) => hasHint(stateDir, name),
    /** The log in one of these folders. */
    logIn: (sessionFolder) => readLog(stateDir, sessionFolder)
  };
}
function folderNameOf2(id) {
  if (isBatchId(id) && !/^x-[0-9a-f]{40}$/.test(id)) return id;
  return `x-${sha256Of(id).slice(0, 40)}`;
}
function documentIdOf(id) {
  return isBatchId(id) ? id : folderNameOf2(id);
}
function listSessions(stateDir) {
  if (!foldersExist(stateDir, ["sessions"])) return [];
  const names = namesIn((0, import_node_path12.join)(stateDir.path, "sessions")) ?? [];
  return names.filter(isBatchId);
}

// lib/predecessor-user.ts
var NEW_USER = { first_run_complete: false, preferences: {} };
var LIMIT_BYTES = 1024 * 1024;
function userBefore(surroundings) {
  return readPredecessor(surroundings)?.user ?? NEW_USER;
}
function firstUser(surroundings) {
  const found = readPredecessor(surroundings);
  return found === null ? NEW_USER : (0, import_user_state.mergeUser)(null, found.user, sha256Of(found.bytes), true);
}
function readPredecessor({ env }) {
  const bytes = readForeignFile((0, import_node_path13.join)(userDirectory({ env }), "user_state.json"), LIMIT_BYTES);
  if (bytes === null) return null;
  const data = (0, import_reading.readObject)(bytes.toString("utf8"));
  const user = data.ok ? (0, import_user_state.readUserState)(data.value) : data;
  return user.ok ? { user: user.value, bytes } : null;
}

// lib/user-settings.ts
var import_node_path14 = require("node:path");

// lib/domain/migrations/user.ts
var import_user_state2 = __toESM(require_user_state(), 1);
var USER_MIGRATIONS = [
  {
    from: "1.0.0",
    to: "2.0.0",
    migrate(data) {
      const read = (0, import_user_state2.readUserState)(data);
      if (!read.ok) throw new TypeError(read.refusal.message);
      return read.value;
    }
  }
];

// lib/domain/user.ts
function parseUser(data) {
  return isUser(data) ? ok(data) : refuse("invalid-data", "no document of a user: first_run_complete or preferences is missing or wrong");
}
function isUser(data) {
  return isObject(data) && typeof data["first_run_complete"] === "boolean" && isObject(data["preferences"]);
}

// lib/user-settings.ts
var USER = {
  name: "user",
  version: USER_VERSION,
  parse: parseUser,
  migrations: USER_MIGRATIONS
};
function openUserStore({ env, now }) {
  const path = userDirectory({ env });
  return openStore({ path, base: (0, import_node_path14.dirname)(path) }, now);
}
function readSettings(surroundings) {
  try {
    const user = openUserStore(surroundings).readNow(USER);
    if (!user.ok) return settingsFrom({});
    return settingsFrom((user.value?.data ?? userBefore(surroundings)).preferences);
  } catch {
    return settingsFrom({});
  }
}

// lib/first-use.ts
var LINE = "autonomous-dev is on: it records agent runs and checkpoints, so that work can go on after a crash. To look, ask Claude to run adev status; to switch it off for a project, adev off; for good, /plugin.";
async function firstUseLine(surroundings) {
  try {
    return await isFirstUse(surroundings) ? LINE : null;
  } catch {
    return null;
  }
}
async function isFirstUse(surroundings) {
  const store = openUserStore(surroundings);
  const known = store.readNow(USER);
  if (!known.ok || (known.value?.data ?? userBefore(surroundings)).first_run_complete) return false;
  const introduce = (user) => {
    const before = user ?? firstUser(surroundings);
    if (before.first_run_complete) return ok({ data: before, answer: false });
    return ok({ data: { ...before, first_run_complete: true }, answer: true });
  };
  const updated = await store.update(USER, "", introduce, surroundings.deadline);
  return updated.ok && updated.value.answer;
}

// lib/hook.ts
var import_node_fs12 = require("node:fs");
var import_node_path16 = require("node:path");

// lib/workspace.ts
var import_node_path15 = require("node:path");

// lib/domain/migrations/project.ts
var PROJECT_MIGRATIONS = [
  { from: "1.0.0", to: "2.0.0", migrate: (data) => data }
];

// lib/workspace.ts
var import_project2 = __toESM(require_project(), 1);

// lib/domain/redact-event.ts
function redactEvent(event) {
  switch (event.event) {
    case "checkpoint":
    case "agent-finished":
      return { ...event, message: redact(event.message), tools_used: event.tools_used.map(redact) };
    case "agent-started": {
      const { label, message, tools_used } = event;
      return {
        ...event,
        ...label === void 0 ? {} : { label: redact(label) },
        ...message === void 0 ? {} : { message: redact(message) },
        ...tools_used === void 0 ? {} : { tools_used: tools_used.map(redact) }
      };
    }
    case "hook-failed":
      return event.message === void 0 ? event : { ...event, message: redact(event.message) };
    case "session-started":
    case "session-ended":
    case "issue-linked":
    case "batch-activated":
    case "drive":
    case "drive-continued":
    case "orphan-dismissed":
    case "told":
      return event;
  }
}

// lib/workspace.ts
var PROJECT = {
  name: "project",
  version: PROJECT_VERSION,
  // Named when it is called: most projects have no such document, and what it takes to read one is not loaded.
  parse: (data) => (0, import_project2.parseProject)(data),
  migrations: PROJECT_MIGRATIONS
};
function processSurroundings() {
  return { env: process.env, cwd: () => process.cwd(), now: Date.now };
}
function openWorkspace(surroundings) {
  const { env, cwd, now, start, parentPid } = surroundings;
  const project = findProjectRoot({ env, cwd, start });
  if (project === null) return null;
  const path = stateDirectory(project, { env });
  const base = env["AUTONOMOUS_DEV_STATE_DIR"] ? "/" : project.gitCommonDir ?? (0, import_node_path15.dirname)(userDirectory({ env }));
  const sessionId = surroundings.sessionId || env["CLAUDE_CODE_SESSION_ID"] || env["AUTONOMOUS_DEV_SESSION"];
  return {
    project,
    store: openStore({ path, base }, now),
    sessionId: sessionId || `local-${new Date(now()).toISOString().slice(0, 10)}`,
    sessionIsDefault: !sessionId,
    client: identifyClient({ env, ...parentPid === void 0 ? {} : { parentPid } }),
    surroundings
  };
}
function isOffForProcess(env) {
  return env["AUTONOMOUS_DEV"]?.trim().toLowerCase() === "off";
}
function isOffForProject(store) {
  const project = store.readNow(PROJECT);
  return project.ok && project.value?.data.off !== void 0;
}
function appendEvent(workspace, event, deadline) {
  const { store, sessionId } = workspace;
  const entry = { version: SESSION_VERSION, data: redactEvent(event) };
  let isNew = false;
  const number = store.append(
    sessionId,
    entry,
    () => {
      isNew = true;
      if (event.event === "session-started") return null;
      return { ...sessionStarted(workspace, "late"), at: event.at };
    },
    deadline ?? workspace.surroundings.deadline
  );
  const hint = `session.${folderNameOf2(sessionId)}`;
  if (event.event === "session-ended") store.unmarkOpen(hint);
  else if (isNew || event.event === "session-started") store.markOpen(hint);
  return number;
}
function sessionStarted(workspace, source, parent) {
  const { client, sessionId, surroundings, project } = workspace;
  const cwd = currentFolder(surroundings) ?? project.root;
  const worktree = findProjectRoot({ env: surroundings.env, start: cwd })?.root;
  const { commit } = readHead(cwd);
  return {
    event: "session-started",
    at: timeOf(surroundings),
    source,
    client: client ?? {},
    cwd,
    ...worktree === void 0 ? {} : { worktree },
    ...commit === void 0 ? {} : { head: commit },
    ...parent === void 0 ? {} : { parent },
    ...folderNameOf2(sessionId) === sessionId ? {} : { session_id: sessionId.slice(0, 1e3) }
  };
}
function bashVariables({
  project,
  client,
  surroundings
}) {
  const plugin = surroundings.env["CLAUDE_PLUGIN_ROOT"];
  return {
    AUTONOMOUS_DEV_PROJECT_DIR: project.root,
    ...plugin ? { AUTONOMOUS_DEV_PLUGIN_DIR: (0, import_node_path15.resolve)(plugin) } : {},
    ...client === null ? {} : { AUTONOMOUS_DEV_CLIENT: formatClient(client) }
  };
}
function timeOf(surroundings) {
  return new Date(surroundings.now()).toISOString();
}
function currentFolder({ cwd }) {
  try {
    return cwd();
  } catch {
    return null;
  }
}

// lib/save-event.ts
function saveEvent(prepare, surroundings) {
  try {
    return trySave(prepare, surroundings ?? processSurroundings());
  } catch (error) {
    return skippedBy(error);
  }
}
function skippedBy(error) {
  try {
    const reason = error instanceof StateError ? error.code : "unknown";
    const message = error instanceof Error ? error.message : String(error);
    return skipped(reason, message);
  } catch {
    return { saved: false, reason: "unknown", detail: "an error that cannot be described" };
  }
}
function offForProcess({ env }) {
  return isOffForProcess(env) ? skipped("disabled", "AUTONOMOUS_DEV=off is set") : null;
}
function workspaceToSaveIn(surroundings) {
  const workspace = openWorkspace(surroundings);
  if (workspace === null) {
    return skipped(
      "no-project",
      "no .git or .claude here or above: go into a project, or set CLAUDE_PROJECT_DIR"
    );
  }
  return isOffForProject(workspace.store) ? skipped("disabled", "switched off for this project: adev on") : workspace;
}
function trySave(prepare, surroundings) {
  const off = offForProcess(surroundings);
  if (off !== null) return off;
  const prepared = prepareSafely(prepare);
  if (!prepared.ok) return skipped("invalid-input", prepared.refusal.message);
  const { eventAt, deadlineMs } = prepared.value;
  const deadline = deadlineIn(allowedMs(deadlineMs));
  if (isOver(deadline)) return skipped("timeout", "no time was given to save in");
  const workspace = workspaceToSaveIn(surroundings);
  if ("saved" in workspace) return workspace;
  const number = appendEvent(workspace, eventAt(timeOf(surroundings), workspace), deadline);
  return { saved: true, number, sessionId: workspace.sessionId };
}
function prepareSafely(prepare) {
  try {
    return prepare();
  } catch (error) {
    return refuse("invalid-input", `the arguments cannot be read: ${skippedBy(error).detail}`);
  }
}
function allowedMs(given) {
  return typeof given === "number" && given >= 0 ? Math.min(given, SAVE_DEADLINE_MS) : SAVE_DEADLINE_MS;
}
function skipped(reason, detail) {
  return { saved: false, reason, detail: cutText(plainLine(detail), 500) };
}

// lib/hook.ts
var import_hook_failure = __toESM(require_hook_failure(), 1);

// lib/domain/hook-input.ts
var MAX_NAME_CHARACTERS = 4096;
function parseHookInput(text) {
  const given = parseObject(text);
  if (given === null) return null;
  const names = {
    sessionId: given["session_id"],
    promptId: given["prompt_id"],
    cwd: given["cwd"],
    source: given["source"],
    reason: given["reason"],
    trigger: given["trigger"],
    error: given["error"],
    agentId: given["agent_id"],
    agentType: given["agent_type"],
    agentTranscriptPath: given["agent_transcript_path"]
  };
  const texts = { prompt: given["prompt"], lastAssistantMessage: given["last_assistant_message"] };
  const toolInput = given["tool_input"];
  return {
    ...textsOf(names, MAX_NAME_CHARACTERS),
    ...textsOf(texts, Number.POSITIVE_INFINITY),
    ...typeof given["tool_name"] === "string" ? { toolName: given["tool_name"] } : {},
    ...isObject(toolInput) ? { toolInput } : {},
    ...Array.isArray(given["background_tasks"]) ? { backgroundTasks: given["background_tasks"] } : {}
  };
}
function textsOf(fields, limit) {
  const texts = {};
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "string" && value !== "" && value.length <= limit) texts[name] = value;
  }
  return texts;
}

// lib/hook.ts
var MAX_INPUT_BYTES = 16 * 1024 * 1024;
async function runHook(options, handler) {
  const deadline = deadlineIn(options.limitMs ?? 2e3);
  process.exitCode = 0;
  for (const event of ["uncaughtException", "unhandledRejection"]) {
    process.once(event, (error) => endAfter(error));
  }
  try {
    if (isOffForProcess(process.env)) return;
    const input = parseHookInput(readStdin(deadline));
    if (input === null) return;
    const output = await outputOf(options, handler, input, deadline);
    if (output !== null) writeAll(1, `${JSON.stringify(output)}
`, deadline);
  } catch (error) {
    report(error);
  }
}
async function outputOf({ name, onFailure = "once" }, handler, input, deadline) {
  const surroundings = hookSurroundings(input, deadline);
  try {
    const answer = handler(input, surroundings);
    return answer instanceof Promise ? await inTime(answer, deadline) : answer;
  } catch (error) {
    report(error);
    if (onFailure === "silent") return null;
    const workspace = input.sessionId === void 0 ? null : openWorkspace(surroundings);
    const say = (0, import_hook_failure.noteFailure)(error, name, workspace, onFailure === "each-session");
    return say === null ? null : { systemMessage: say };
  }
}
async function inTime(answer, deadline) {
  const timer = setTimeout(() => process.exit(0), msLeft(deadline));
  try {
    return await answer;
  } finally {
    clearTimeout(timer);
  }
}
function workspaceOf({ sessionId }, surroundings) {
  if (sessionId === void 0) return null;
  const workspace = openWorkspace(surroundings);
  return workspace === null || isOffForProject(workspace.store) ? null : workspace;
}
function exportToBash({ sessionId, surroundings }, variables) {
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${shellWord(value)}
`);
  try {
    for (const file of environmentFiles(surroundings.env, sessionId)) {
      (0, import_node_fs12.mkdirSync)((0, import_node_path16.dirname)(file), { recursive: true, mode: 448 });
      (0, import_node_fs12.appendFileSync)(file, lines.join(""), { mode: 384 });
    }
  } catch {
  }
}
function hookSurroundings(input, deadline) {
  const { env, now } = processSurroundings();
  return {
    env,
    now,
    cwd: () => input.cwd ?? process.cwd(),
    parentPid: process.ppid,
    deadline,
    ...env["CLAUDE_PROJECT_DIR"] || input.cwd === void 0 ? {} : { start: input.cwd },
    ...input.sessionId === void 0 ? {} : { sessionId: input.sessionId }
  };
}
function readStdin(deadline) {
  const descriptor = openStdin();
  const chunks = [];
  let size = 0;
  const chunk = Buffer.allocUnsafe(65536);
  while (size <= MAX_INPUT_BYTES) {
    const count = readSome(descriptor, chunk);
    if (count === 0) return Buffer.concat(chunks).toString("utf8");
    if (count < 0) {
      if (isOver(deadline)) return "";
      sleep(2);
      continue;
    }
    size += count;
    chunks.push(Buffer.from(chunk.subarray(0, count)));
  }
  return "";
}
function openStdin() {
  try {
    return (0, import_node_fs12.openSync)("/dev/stdin", import_node_fs12.constants.O_RDONLY | import_node_fs12.constants.O_NONBLOCK);
  } catch {
    return 0;
  }
}
function readSome(descriptor, chunk) {
  try {
    return (0, import_node_fs12.readSync)(descriptor, chunk, 0, chunk.length, null);
  } catch (error) {
    const code = error.code;
    if (code === "EAGAIN") return -1;
    if (code === "EOF") return 0;
    throw error;
  }
}
function writeAll(descriptor, text, deadline) {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length && !isOver(deadline)) {
    try {
      written += (0, import_node_fs12.writeSync)(descriptor, bytes, written);
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
      sleep(2);
    }
  }
}
function endAfter(error) {
  report(error);
  process.exit(0);
}
function report(error) {
  try {
    (0, import_node_fs12.writeSync)(2, `autonomous-dev: ${skippedBy(error).detail}
`);
  } catch {
  }
}
function sleep(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

// lib/parked-hint.ts
function mayBeParked({ store, sessionId }) {
  return store.hasHint(nameOf2(sessionId));
}
function markParked({ store, sessionId }) {
  store.markOpen(nameOf2(sessionId));
}
function unmarkParked({ store, sessionId }) {
  store.unmarkOpen(nameOf2(sessionId));
}
function nameOf2(sessionId) {
  return `parked.${folderNameOf2(sessionId)}`;
}

// lib/save-checkpoint.ts
function saveCheckpoint(request, surroundings) {
  return saveEvent(() => {
    const checked = checkCheckpoint(request);
    if (!checked.ok) return checked;
    const { agent, message, toolsUsed, kind, githubIssue, startedAt } = checked.value;
    return ok({
      deadlineMs: request.deadlineMs,
      eventAt: (at) => ({
        event: "checkpoint",
        at,
        agent,
        message,
        tools_used: [...toolsUsed],
        kind,
        ...githubIssue === void 0 ? {} : { github_issue: githubIssue },
        ...startedAt === void 0 ? {} : { started_at: startedAt }
      })
    });
  }, surroundings);
}

// lib/tidied-hint.ts
function wasTidiedLately(workspace) {
  return workspace.store.hasHint(tidiedHint(workspace));
}
function tidiedHint({ surroundings }) {
  return `gc.${timeOf(surroundings).slice(0, 13)}`;
}

// lib/unfinished-hint.ts
var import_node_path17 = require("node:path");
var HINT2 = "batch.";
function mayHaveBatches({ store }) {
  return store.hasFolderOf("batch");
}
function batchHint(batchId) {
  return HINT2 + batchId;
}
function hintedBatches({ store }) {
  return store.openHints().filter((hint) => hint.startsWith(HINT2)).map((hint) => hint.slice(HINT2.length)).toSorted().toReversed();
}
function mayHaveLegacyBatch({ project }) {
  return isForeignFile(legacyBatchFile(project));
}
function legacyBatchFile(project) {
  return (0, import_node_path17.join)(project.root, ".claude", "batch_state.json");
}
module.exports = {
  BATCH_VERSION,
  INITIAL_SETTINGS,
  KEEP_REVISIONS,
  KEPT_BYTES,
  KEPT_REVISIONS,
  MAX_FEATURES,
  MAX_FILE_BYTES,
  MAX_TEXT_BYTES,
  MAX_TEXT_CHARACTERS,
  NotAFile,
  PROJECT,
  RECENT_COMMITS,
  SAVE_DEADLINE_MS,
  SESSION_KIND,
  SESSION_VERSION,
  StateError,
  TEMP_PREFIX,
  USER,
  appendEvent,
  assertNever,
  bashVariables,
  batchHint,
  capturedCharacters,
  checkCheckpoint,
  checkIssue,
  checkLength,
  cleanAgentName,
  clientLiveness,
  clockMs,
  commitFile,
  confirmDurable,
  cutText,
  damageLine,
  deadlineIn,
  decodeEnvelope,
  documentIdOf,
  encodeEnvelope,
  ensureFolders,
  exportToBash,
  findProjectRoot,
  firstUseLine,
  firstUser,
  folderNameOf: folderNameOf2,
  foldersExist,
  forkOf,
  formatClient,
  hasNumber,
  higherVersion,
  hintedBatches,
  identifyClient,
  interpret,
  isAbandoned,
  isAgentName,
  isBatchId,
  isInside,
  isNewerMajor,
  isNoLinks,
  isObject,
  isOffForProcess,
  isOffForProject,
  isOver,
  isRunning,
  judgeCommit,
  legacyBatchFile,
  listFolder,
  looksLikeCredential,
  markParked,
  mayBeParked,
  mayHaveBatches,
  mayHaveLegacyBatch,
  migrate,
  msLeft,
  nameOf,
  namesIn,
  noteDamage,
  numberedName,
  offForProcess,
  ok,
  openUserStore,
  openWorkspace,
  parseJson,
  parseObject,
  parseSetting,
  pause,
  pidOfTemp,
  plainLine,
  plainText,
  processSurroundings,
  programsOnPath,
  quotedLine,
  readError,
  readForeignFile,
  readHead,
  readLog,
  readSettings,
  readWhole,
  redact,
  refuse,
  removeQuietly,
  runHook,
  saveCheckpoint,
  saveEvent,
  sessionStarted,
  settingsFrom,
  sha256Of,
  shellWord,
  skippedBy,
  stateDirectory,
  syncFoldersUpFrom,
  systemCode,
  tidiedHint,
  timeOf,
  uniqueName,
  unmarkParked,
  userBefore,
  userDirectory,
  wasTidiedLately,
  workspaceOf,
  workspaceToSaveIn,
  writeError,
  writeTemp,
};
