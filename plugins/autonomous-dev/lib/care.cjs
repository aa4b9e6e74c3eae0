"use strict";
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name2 in all)
    __defProp(target, name2, { get: all[name2], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// chunk:care
var care_exports = {};
__export(care_exports, {
  SKILL_KEYWORDS: () => SKILL_KEYWORDS,
  collectGarbage: () => collectGarbage,
  collectSome: () => collectSome,
  createFile: () => createFile,
  createFolder: () => createFolder,
  exportBundle: () => exportBundle,
  exportForOriginal: () => exportForOriginal,
  firstUseLine: () => firstUseLine,
  importFile: () => importFile,
  isLauncher: () => isLauncher,
  isOccupied: () => isOccupied,
  launcherText: () => launcherText,
  legacyBatchLine: () => legacyBatchLine,
  matchSkill: () => matchSkill,
  parseAdevCommand: () => parseAdevCommand
});
module.exports = __toCommonJS(care_exports);

// lib/domain/plain-command.ts
var MAX_CHARACTERS = 1024 * 1024;
var CONTROL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;
var CONTROL_IN_BODY = /[^\P{Cc}\t\n]|[\p{Cs}\p{Zl}\p{Zp}]/u;
var HEREDOC = / <<(['"])([A-Za-z_][A-Za-z0-9_]*)\1 *$/;
var TOKEN = /'([^']*)'|"([^"$`\\!]*)"|(--[a-z][a-z-]*=)|([A-Za-z0-9_./:,@+-]+)| +/gy;
function parsePlainCommand(command) {
  if (command.length > MAX_CHARACTERS) return null;
  const end = command.indexOf("\n");
  if (end < 0) return withWords(command);
  const line = command.slice(0, end);
  const [opener, , delimiter] = HEREDOC.exec(line) ?? [];
  if (opener === void 0 || delimiter === void 0) return null;
  const stdin = heredocBody(command.slice(end + 1), delimiter);
  return stdin === null ? null : withWords(line.slice(0, -opener.length), stdin);
}
function withWords(line, stdin) {
  const words = CONTROL.test(line) ? null : splitWords(line);
  if (words === null) return null;
  return { words, ...stdin === void 0 ? {} : { stdin } };
}
function splitWords(line) {
  const words = [];
  let word;
  let read = 0;
  for (const [token, single, double, option, bare] of line.matchAll(TOKEN)) {
    read += token.length;
    const text2 = single ?? double ?? option ?? bare;
    if (text2 !== void 0) {
      word = (word ?? "") + text2;
    } else if (word !== void 0) {
      words.push(word);
      word = void 0;
    }
  }
  if (read !== line.length) return null;
  return word === void 0 ? words : [...words, word];
}
function heredocBody(text2, delimiter) {
  const lines = text2.split("\n");
  const end = lines.indexOf(delimiter);
  const after = lines.slice(end + 1).join("\n");
  if (end < 0 || after !== "" || CONTROL_IN_BODY.test(text2)) return null;
  return lines.slice(0, end).map((line) => `${line}
`).join("");
}

// lib/domain/adev-command.ts
var RUN = "message= tools= agent-id=";
var OUTCOME = "batch= token= error= reason= category= commit= pr= note=";
var AGENT_COMMANDS = {
  checkpoint: {
    save: "agent= message= tools= issue= kind= strict",
    list: "all agent= limit="
  },
  agent: { start: RUN, complete: RUN, fail: RUN, status: "" },
  batch: {
    create: "feature= issues= title= id= depends= max-attempts= drive",
    add: "batch= feature=",
    next: "batch= claim ttl= agent= wait=",
    complete: OUTCOME,
    fail: OUTCOME,
    skip: OUTCOME,
    retry: OUTCOME,
    release: OUTCOME,
    list: "",
    show: "batch=",
    summary: "batch=",
    pause: "batch= reason=",
    unpause: "batch=",
    adopt: "batch= drive",
    cancel: "batch=",
    drive: "batch= until="
  },
  status: "",
  why: "",
  history: "",
  restore: "",
  doctor: "",
  prefs: { get: "", list: "" }
};
var EVERYWHERE = "json session= help";
function parseAdevCommand(command) {
  if (!/^ *adev /.test(command)) return null;
  const plain = parsePlainCommand(command);
  if (plain === null) return null;
  const args = plain.words.slice(1);
  const found = findCommand(args);
  if (found === null || args.some((word) => /^--root(?:=|$)/.test(word))) return null;
  const places = positionals(found.rest, optionsOf(found.options));
  if (places === null) return null;
  const files = found.readsFiles ? places.filter((place) => place !== "-") : [];
  if (!files.every(isBelow)) return null;
  return { args, files, ...plain.stdin === void 0 ? {} : { stdin: plain.stdin } };
}
function findCommand([first = "", ...behind]) {
  const entry = valueOf(AGENT_COMMANDS, first);
  if (entry === void 0) return null;
  if (typeof entry === "string") return { options: entry, rest: behind, readsFiles: false };
  const [second = "", ...rest] = behind;
  const options = valueOf(entry, second);
  const readsFiles = first === "batch" && (second === "create" || second === "add");
  return options === void 0 ? null : { options, rest, readsFiles };
}
function valueOf(table, key) {
  return Object.hasOwn(table, key) ? table[key] : void 0;
}
function optionsOf(options) {
  const names = `${options} ${EVERYWHERE}`.trim().split(" ");
  return new Map(names.map((name2) => [name2.replace("=", ""), name2.endsWith("=")]));
}
function positionals(words, options) {
  const places = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (word === "-" || !word.startsWith("-")) {
      places.push(word);
      continue;
    }
    const [, name2 = "", value] = /^--([a-z-]+)(=.*)?$/su.exec(word) ?? [];
    const takesValue = options.get(name2);
    if (takesValue === void 0 || !takesValue && value !== void 0) return null;
    if (!takesValue || value !== void 0) continue;
    const next = words[at + 1];
    if (next === void 0 || next.startsWith("--") && options.has(next.slice(2))) return null;
    at += 1;
  }
  return places;
}
function isBelow(file) {
  return file !== "" && !/^(?:[\\/~]|[A-Za-z]:)/.test(file) && !file.split(/[\\/]/).includes("..");
}

// lib/domain/keyword-match.ts
var MAX_CHARACTERS2 = 2e4;
var WORDS_AT_BEGINNING = 10;
function matchSkill(prompt, skills) {
  const words = wordsOf(prompt.slice(0, MAX_CHARACTERS2));
  const text2 = words.join(" ");
  const beginning = words.slice(0, WORDS_AT_BEGINNING).join(" ");
  for (const { skill, keywords, unless } of skills) {
    if (hasOneOf(unless, beginning)) continue;
    const found = keywords.filter((each) => hasOneOf(each.phrases, text2) && !hasOneOf(each.unless, text2));
    if (found.length > 1) return { skill, keywords: found.map(({ name: name2 }) => name2) };
  }
  return null;
}
function wordsOf(text2) {
  return text2.match(/[A-Z]*[a-z0-9]+|[A-Z]+/g)?.map((word) => word.toLowerCase()) ?? [];
}
function hasOneOf(phrases, text2) {
  return phrases.length > 0 && new RegExp(phrases.map(patternOf).join("|")).test(text2);
}
function patternOf(phrase) {
  const isFirst = phrase.startsWith("^");
  const words = phrase.slice(isFirst ? 1 : 0).split(" ");
  const pattern = words.map(
    (word) => word === "..." ? "(?:\\w+ ){0,4}" : `(?:${word.replaceAll("*", "\\w*")}) `
  );
  return `${isFirst ? "^" : "\\b"}${pattern.join("").trimEnd()}\\b`;
}

// lib/domain/launcher.ts
function launcherText() {
  return `#!/bin/sh
# Runs the adev command of the installed autonomous-dev plugin, wherever its current version is.
program=
for folder in "\${CLAUDE_CONFIG_DIR:-$HOME/.claude}"/plugins/cache/*/autonomous-dev/*/; do
  candidate=\${folder}bin/adev
  if [ -x "$candidate" ] && [ ! -e "\${folder}.orphaned_at" ]; then
    if [ -z "$program" ] || [ "$candidate" -nt "$program" ]; then program=$candidate; fi
  fi
done
if [ -n "$program" ]; then exec "$program" "$@"; fi
why='the autonomous-dev plugin is not installed for this user'
case "$* " in
  *--strict*) ;;
  'checkpoint save '*)
    echo "Checkpoint: skipped (unknown): $why"
    exit 0
    ;;
esac
echo "adev: $why: install it with claude plugin install autonomous-dev" >&2
exit 75
`;
}
function isLauncher(program) {
  const text2 = launcherText();
  return program.length === text2.length && program.every((byte, at) => byte === text2.charCodeAt(at));
}

// lib/domain/skill-keywords.ts
var SKILL_KEYWORDS = [
  {
    skill: "state-management-patterns",
    keywords: [
      {
        name: "state persistence",
        phrases: [
          "persist*|durab*",
          "save*|saving|load*|store|stores|stored|storing|keep*|write*|writing|restor*|record*|reset* ... state|states",
          "lose|loses|losing|lost ... state|progress|work|checkpoint*",
          "state|session|sessions|progress|registry|tracker|queue|cache|history|settings file|files|folder|directory|json|store",
          "state|session manager|persistence|recovery",
          "state|states|todo|todos|tasks|results|db|counters json",
          "json file|files|state|store|persistence",
          "save*|saving|track|tracks|tracking progress",
          "progress tracking",
          "on|to disk",
          "append only",
          "write ahead log*",
          "journal|journaling",
          "across|between processes|invocations|runs|sessions",
          "state save*|write*|snapshot*",
          "snapshot* ... state",
          "write|writes|writing json",
          "stateful hook*|script*|tool*|agent*|daemon*|service*"
        ],
        unless: ["persistent volume*|connection*|header*|login*"]
      },
      {
        name: "state versioning",
        phrases: [
          "schema version*|migration*",
          "version*|migrat*|revision*|upgrad* ... state|states|file|files|format|json|preferences",
          "state|states|format|preferences ... version*|migrat*|revision*",
          "old|older|newer|previous|unknown format|schema ... state|file|files"
        ],
        unless: ["git|graphql|rest|pdf"]
      },
      {
        name: "atomic write",
        phrases: [
          "atomic*",
          "torn|partial|half|incomplete|broken write|writes|file|files|state|json|written",
          "partially|partly written",
          "temp|tmp|temporary ... renam*",
          "truncat* ... file|files|json|state",
          "file|files|json|state ... truncated",
          "zero|nul bytes",
          "between two writes",
          "backup* ... save*|write*",
          "fsync*"
        ],
        unless: ["atomic design|css|counter*|habits|commit*|number*|red", "atoms|molecules"]
      },
      {
        name: "file locking",
        phrases: [
          "lock|locks|locking|locked",
          "lockfile*|flock|fcntl|lockf",
          "lease|leases|fencing",
          "read modify write"
        ],
        unless: [
          "package|cargo|poetry|gemfile|yarn|pnpm|npm lock|locks",
          "lock screen|icon|icons|button",
          "row|rows|thread|threads|goroutine*|rust|redis|postgres*|mysql|sql|door*|portrait"
        ]
      },
      {
        name: "concurrent access",
        phrases: [
          "concurren*|simultaneous*",
          "multiple|several|two|many|other|parallel ... writer*|process|processes|sessions|instances|hooks|agents|jobs",
          "parallel write|writes|access|update|updates|save|saves|hooks|agents",
          "processes|writers|instances",
          "at once",
          "at the same time",
          "race|races",
          "lost update*",
          "lose|loses|losing|overwr*|clobber* ... update|updates|change|changes|each|other",
          "both modify|write|update|change|save",
          "compare and swap",
          "optimistic lock*|concurrency"
        ],
        unless: []
      },
      {
        name: "crash recovery",
        phrases: [
          "recover|recovers|recovered|recovering|recovery|recoverable",
          "resume|resumes|resumed|resuming|resumable",
          "crash|crashes|crashed|crashing ... restor*|surviv*|safe*|proof|consisten*|toleran*|resilien*",
          "surviv*|resist*|across ... crash*|kill*|restart*|reboot*|interrupt*|outage*",
          "after|on|from|during|between|and crash|crashes|restart|reboot|interruption|outage|shutdown",
          "after|on|from|during|between|when|if a|an|the crash|restart|reboot|interruption|outage|shutdown",
          "process|terminal|machine|laptop|client|agent|worker|writer|owner|batch ... crash*|killed|died|dies|reboots|restarted",
          "kill|kills|killed|dies|died|crash|crashes|crashed|interrupted ... halfway|midway|mid|middle|during|while|between|before",
          "killed|sigkill*|sigkilled|unclean|interrupted|interruption",
          "kill 9",
          "power ... off|out|cut|loss|failure|outage",
          "left off",
          "pick* up where|from",
          "continue|continues from the last",
          "corrupt*|quarantin*",
          "backup|backups",
          "last good"
        ],
        unless: ["recovery email*|code*|password*", "resume parser|pdf|cv|template"]
      },
      {
        name: "checkpoint",
        phrases: ["checkpoint*"],
        unless: [
          "model*|train*|epoch*|torch|pytorch|tensorflow|keras|jax|lora|weights|optimizer*|finetun*|huggingface|diffusion",
          "game|player*|level*|inhibitor*"
        ]
      }
    ],
    unless: [
      "^document|explain|describe|summarize|summarise|translate|define",
      "^please document|explain|describe|summarize|summarise|translate|define",
      "^what is|are|does",
      "doc|docs|documentation|docstring*|readme|changelog|tutorial*|article*|blog|typo|typos|glossary",
      "pure function*",
      "stateless"
    ]
  }
];

// lib/export.ts
var import_batches = require("./batch.cjs");
var import_active_batch = require("./batch.cjs");
var import_batch_queries2 = require("./batch.cjs");
var import_event2 = require("./core.cjs");

// shared:valibot
var import_core = require("./core.cjs");
var { array, boolean, check, custom, exactOptional, getDotPath, integer, literal, looseObject, maxLength, maxValue, minLength, minValue, nullable, nullish, number, object, omit, optional, picklist, pipe, record, safeInteger, safeParse, string, transform, union, unknown, variant } = import_core.valibot;

// lib/domain/legacy/bundle.ts
var import_check_batch = require("./batch.cjs");
var import_ids = require("./core.cjs");
var import_result2 = require("./core.cjs");
var import_user = require("./core.cjs");

// lib/domain/legacy/reading.ts
var import_json = require("./core.cjs");
var import_redact = require("./core.cjs");
var import_result = require("./core.cjs");
var import_text = require("./core.cjs");
var MAX_DEPTH = 64;
var MAX_ASIDE_CHARACTERS = 1e5;
var MAX_MESSAGE_CHARACTERS = 1e4;
var text = string();
var name = pipe(text, minLength(1), maxLength(255));
var index = pipe(number(), safeInteger());
function readObject(json) {
  if (depthOf(json) > MAX_DEPTH) return damaged("nested too deeply");
  try {
    const value = (0, import_json.parseJson)(json);
    return (0, import_json.isObject)(value) ? (0, import_result.ok)(value) : damaged("no JSON object");
  } catch {
    return damaged("not JSON, or cut short");
  }
}
function readAs(schema, data) {
  const parsed = safeParse(schema, data);
  if (parsed.success) return (0, import_result.ok)(parsed.output);
  const [issue] = parsed.issues;
  const place = getDotPath(issue) ?? "the file";
  return damaged(issue.received === "undefined" ? `${place} is missing` : `${place} is not as it should be`);
}
function readIndexMap(map, field) {
  if (map === void 0 || map === null) return (0, import_result.ok)(/* @__PURE__ */ new Map());
  if (!(0, import_json.isObject)(map)) return damaged(`${field} is no map`);
  const keys = Object.keys(map);
  if (!keys.every((key) => /^-?\d{1,9}$/.test(key))) return damaged(`${field} has a key that is no index`);
  return (0, import_result.ok)(new Map(keys.map((key) => [Number(key), map[key]])));
}
function storedText(given) {
  if (typeof given !== "string") return "";
  return (0, import_text.cutText)((0, import_redact.redact)((0, import_text.plainText)(given)).trim(), MAX_MESSAGE_CHARACTERS);
}
function itemText(given) {
  return (0, import_text.plainText)(given).replaceAll(/\n+/g, " ").trim();
}
function keptAside(value) {
  return JSON.stringify(value).length > MAX_ASIDE_CHARACTERS ? void 0 : withSafeTexts(value);
}
function majorOf(version) {
  const written = typeof version === "number" ? String(version) : version;
  const major = typeof written === "string" ? /^\d{1,9}(?=\.|$)/.exec(written)?.[0] : void 0;
  return major === void 0 ? null : Number(major);
}
function others(data, known) {
  return Object.fromEntries(Object.entries(data).filter(([key]) => !known.includes(key)));
}
function canonical(value) {
  return JSON.stringify(
    value,
    (_, each) => (0, import_json.isObject)(each) ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => a < b ? -1 : 1)) : each
  );
}
function damaged(why) {
  return (0, import_result.refuse)("damaged", why);
}
function withSafeTexts(value) {
  if (typeof value === "string") return (0, import_redact.redact)((0, import_text.plainText)(value));
  if (Array.isArray(value)) return value.map(withSafeTexts);
  if (!(0, import_json.isObject)(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withSafeTexts(each)]));
}
function depthOf(json) {
  let depth = 0;
  let deepest = 0;
  let isInText = false;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at];
    if (isInText) {
      if (sign === "\\") at += 1;
      else if (sign === '"') isInText = false;
    } else if (sign === '"') isInText = true;
    else if (sign === "{" || sign === "[") deepest = Math.max(deepest, depth += 1);
    else if (sign === "}" || sign === "]") depth -= 1;
  }
  return deepest;
}

// lib/domain/legacy/bundle.ts
var BUNDLE_KIND = "autonomous-dev-bundle";
var BUNDLE_VERSION = "2.0.0";
var frameSchema = looseObject({
  version: text,
  exported_at: text,
  batches: array(unknown()),
  sessions: array(
    looseObject({
      session_id: pipe(text, minLength(1)),
      entries: array(looseObject({ version: text, data: looseObject({ event: text }) }))
    })
  ),
  user: nullable(import_user.userSchema)
});
function readBundle(data) {
  const read = readAs(frameSchema, data);
  if (!read.ok) return read;
  const { version, exported_at, sessions, user } = read.value;
  if (!/^2\.\d+\.\d+$/.test(version))
    return (0, import_result2.refuse)("newer-version", "its version is not one that is known here");
  const batches = [];
  for (const [at, each] of read.value.batches.entries()) {
    const batch = (0, import_check_batch.parseBatch)(each);
    if (!batch.ok || !(0, import_ids.isBatchId)(batch.value.batch_id)) return damaged(`batches.${at} is no batch`);
    batches.push(batch.value);
  }
  return (0, import_result2.ok)({ kind: BUNDLE_KIND, version, exported_at, batches, sessions, user });
}

// lib/domain/legacy/write-batch-state.ts
var import_batch = require("./batch.cjs");
var import_batch_queries = require("./batch.cjs");
var import_json2 = require("./core.cjs");

// lib/domain/legacy/imported.ts
var importedSchema = looseObject({
  imported_from: array(looseObject({ kind: string(), sha256: string() })),
  imported_as_of: string()
});
var legacySchema = looseObject({ legacy: looseObject({}) });
function originsOf(batch) {
  const parsed = safeParse(importedSchema, batch);
  return parsed.success ? parsed.output.imported_from : [];
}
function isFrom(batch, { sha256 }) {
  return originsOf(batch).some((origin) => origin.sha256 === sha256);
}
function isUntouched(batch) {
  const parsed = safeParse(importedSchema, batch);
  return parsed.success && parsed.output.imported_as_of === batch.updated_at;
}
function legacyOf(batch) {
  const parsed = safeParse(legacySchema, batch);
  return parsed.success ? parsed.output.legacy : {};
}
function withOrigins(batch, origins, legacy) {
  return { ...batch, imported_from: origins, imported_as_of: batch.updated_at, legacy };
}

// lib/domain/legacy/write-batch-state.ts
var KEPT = {
  context_token_estimate: 0,
  auto_clear_count: 0,
  auto_clear_events: [],
  state_file: "",
  context_tokens_before_clear: null,
  paused_at_feature_index: null,
  feature_order: [],
  workflow_mode: "auto-implement",
  quality_metrics: {},
  feature_modes: {},
  last_checkpoint_at: null,
  checkpoint_count: 0
};
function writeBatchState(batch) {
  const legacy = legacyOf(batch);
  const { features } = batch;
  const kept = Object.fromEntries(
    Object.entries(KEPT).map(([key, initial]) => [key, legacy[key] ?? initial])
  );
  const status = (0, import_batch_queries.batchStatus)(batch);
  const pending = features.findIndex(
    (feature) => feature.status === "pending" || feature.status === "in_progress"
  );
  const isOver5 = status === "cancelled" || pending < 0;
  const metadata = (0, import_json2.isObject)(legacy["analysis_metadata"]) ? legacy["analysis_metadata"] : {};
  const numbers = features.map(({ issue_number }) => issue_number ?? null);
  return {
    batch_id: batch.batch_id,
    features_file: batch.source.path ?? "",
    total_features: features.length,
    features: features.map(({ text: text2 }) => text2),
    current_index: isOver5 ? features.length : pending,
    completed_features: indicesOf(features, "completed"),
    failed_features: features.flatMap(failureOf),
    created_at: batch.created_at,
    updated_at: batch.updated_at,
    status: isOver5 ? "completed" : status === "paused" ? "paused" : "in_progress",
    issue_numbers: numbers.every((number2) => number2 !== null) ? numbers : null,
    source_type: batch.source.type === "issues" ? "issues" : "file",
    retry_attempts: byIndex(features, retriesOf),
    git_operations: byIndex(features, gitOf),
    feature_dependencies: byIndex(
      features,
      ({ depends_on }) => depends_on.length === 0 ? void 0 : depends_on.map((number2) => number2 - 1)
    ),
    skipped_features: features.flatMap(skipOf),
    ...kept,
    workflow_reminder: legacy["workflow_reminder"] ?? "",
    analysis_metadata: { ...metadata, autonomous_dev: { version: import_batch.BATCH_VERSION, batch } }
  };
}
function indicesOf(features, status) {
  return features.flatMap((feature, index2) => feature.status === status ? [index2] : []);
}
function byIndex(features, valueOf2) {
  return Object.fromEntries(
    features.flatMap((feature, index2) => {
      const value = valueOf2(feature);
      return value === void 0 ? [] : [[String(index2), value]];
    })
  );
}
function failureOf({ number: number2, status, error, finished_at = "" }) {
  if (status !== "failed") return [];
  return [{ feature_index: number2 - 1, error_message: error?.message ?? "", timestamp: finished_at }];
}
function skipOf({ number: number2, text: text2, status, skip, finished_at = "" }) {
  if (status !== "skipped") return [];
  const { reason = "", category = "manual" } = skip ?? {};
  return [{ feature_index: number2 - 1, feature_name: text2, reason, category, timestamp: finished_at }];
}
function retriesOf({ status, attempts }) {
  return attempts > (status === "failed" ? 1 : 0) ? attempts : void 0;
}
function gitOf({ git }) {
  if (git === void 0) return void 0;
  const records = Object.entries(git).map(([operation, record2]) => {
    const { at, ...rest } = record2;
    return [operation, { ...rest, timestamp: at }];
  });
  return Object.fromEntries(records);
}

// lib/domain/legacy/write-pipeline-session.ts
var import_event = require("./core.cjs");
var import_session = require("./agents.cjs");

// lib/domain/legacy/exported-session.ts
var exportedSchema = looseObject({
  session_id: pipe(string(), minLength(1)),
  entries: array(looseObject({ version: string(), data: looseObject({ event: string() }) })),
  agents: array(looseObject({ status: string(), agent_id: exactOptional(string()) }))
});
function exportedPart({ sessionId, entries, agents }) {
  return { session_id: sessionId, entries, agents };
}
function exportedSession(part) {
  const parsed = safeParse(exportedSchema, part);
  if (!parsed.success) return null;
  const { session_id, entries, agents } = parsed.output;
  const kept = entries.map(({ version, data }) => ({ version, data }));
  return { sessionId: session_id, entries: kept, agents };
}
function addedSince({ agents }, { status }, at, events) {
  const written = agents[at];
  if (written === void 0) return [...events];
  if (written.status !== "started" || status === "started") return [];
  return events.filter(({ event }) => event === "agent-finished").map((event) => {
    const { agent_id: _, ...end } = event;
    return { ...end, ...written.agent_id === void 0 ? {} : { agent_id: written.agent_id } };
  });
}

// lib/domain/legacy/write-pipeline-session.ts
function writePipelineSession(sessionId, stamp, entries, localTimeOf2) {
  const session = (0, import_session.foldSession)(entries.flatMap(({ data }) => (0, import_event.parseEvent)(data) ?? []));
  const ended = new Set(session.runs.map(({ agent, finished }) => `${agent} ${finished?.at}`));
  const reported = session.checkpoints.filter(
    ({ agent, at, kind }) => (kind === "completed" || kind === "failed") && !ended.has(`${agent} ${at}`)
  );
  const started = session.stays[0]?.since ?? session.runs[0]?.startedAt ?? "1970-01-01T00:00:00.000Z";
  const written = [
    ...session.runs.map(({ agentId, finished }) => ({
      status: statusOf(finished?.status),
      ...agentId === void 0 ? {} : { agent_id: agentId }
    })),
    ...reported.map(({ kind }) => ({ status: statusOf(kind) }))
  ];
  return {
    session_id: stamp,
    claude_session_id: sessionId.startsWith("legacy-") ? null : sessionId,
    started: localTimeOf2(started),
    github_issue: session.githubIssue ?? null,
    agents: [
      ...session.runs.map((run) => runState(run, started, localTimeOf2)),
      ...reported.map((checkpoint) => checkpointState(checkpoint, localTimeOf2))
    ],
    autonomous_dev: exportedPart({ sessionId, entries, agents: written })
  };
}
function runState({ agent, startedAt, finished }, since, local) {
  const started_at = local(startedAt ?? finished?.at ?? since);
  if (finished === void 0) return { agent, status: "started", started_at, message: "" };
  const status = statusOf(finished.status);
  const seconds = Math.max(0, (Date.parse(finished.at) - Date.parse(startedAt ?? finished.at)) / 1e3);
  return {
    agent,
    status,
    started_at,
    message: finished.message,
    [status === "failed" ? "failed_at" : "completed_at"]: local(finished.at),
    ...finished.toolsUsed.length === 0 ? {} : { tools_used: finished.toolsUsed },
    duration_seconds: Math.floor(seconds)
  };
}
function checkpointState({ agent, at, message, kind, toolsUsed }, local) {
  const finished = { at, status: kind, message, toolsUsed };
  return runState({ agent, startedAt: at, finished }, at, local);
}
function statusOf(status) {
  if (status === void 0) return "started";
  return status === "failed" ? "failed" : "completed";
}

// lib/export.ts
var import_session2 = require("./agents.cjs");
var import_store = require("./core.cjs");
var import_user_settings = require("./core.cjs");
var import_workspace = require("./core.cjs");
async function exportBundle(workspace) {
  const notes = [];
  const batches = await batchesOf(workspace, notes);
  const value = {
    kind: BUNDLE_KIND,
    version: BUNDLE_VERSION,
    exported_at: (0, import_workspace.timeOf)(workspace.surroundings),
    batches,
    sessions: sessionsOf(workspace.store, notes),
    user: await userOf(workspace, notes)
  };
  return { value, notes };
}
async function exportForOriginal(workspace) {
  const { value: bundle, notes } = await exportBundle(workspace);
  const main = mainBatch(bundle.batches, (0, import_active_batch.activeBatchOf)(workspace));
  const stamps = /* @__PURE__ */ new Set();
  const files = [
    ...bundle.batches.map((batch) => ({
      path: `${batch === main ? "" : `.worktrees/${batch.batch_id}/`}.claude/batch_state.json`,
      content: writeBatchState(batch)
    })),
    ...bundle.sessions.map(({ session_id, entries }) => {
      const stamp = freeStamp(session_id, startOf(entries), stamps);
      const content = writePipelineSession(session_id, stamp, entries, localTimeOf);
      return { path: `docs/sessions/${stamp}-pipeline.json`, content };
    })
  ];
  if (bundle.user !== null) {
    const { first_run_complete, preferences } = bundle.user;
    const content = { first_run_complete, preferences, version: "1.0" };
    files.push({ path: ".autonomous-dev/user_state.json", content });
  }
  return { value: files, notes };
}
async function batchesOf({ store }, notes) {
  const batches = [];
  for (const id of (await store.list(import_batches.BATCH)).toSorted()) {
    try {
      const read = await store.read(import_batches.BATCH, id);
      if (read.ok && read.value !== null) batches.push(read.value.data);
      else if (!read.ok && read.refusal.code !== "removed")
        notes.push(`Batch ${id} is left out: ${read.refusal.message}.`);
    } catch (error) {
      notes.push(`Batch ${id} is left out: ${reasonOf(error)}.`);
    }
  }
  return batches;
}
function sessionsOf(store, notes) {
  if (!store.exists()) return [];
  return store.sessionFolders().toSorted().flatMap((folder) => {
    try {
      const log = store.logIn(folder);
      if (log === null) return [];
      if (log.damaged.length > 0) {
        notes.push(`Session ${folder}: ${log.damaged.length} damaged entries are left out.`);
      }
      const entries = log.entries.map(({ version, data }) => ({ version, data }));
      const { sessionId } = (0, import_session2.foldSession)(entries.flatMap(({ data }) => (0, import_event2.parseEvent)(data) ?? []));
      return [{ session_id: sessionId ?? folder, entries }];
    } catch (error) {
      notes.push(`Session ${folder} is left out: ${reasonOf(error)}.`);
      return [];
    }
  });
}
async function userOf({ surroundings }, notes) {
  try {
    const read = await (0, import_user_settings.openUserStore)(surroundings).read(import_user_settings.USER);
    if (read.ok) return read.value?.data ?? null;
    notes.push(`The preferences are left out: ${read.refusal.message}.`);
  } catch (error) {
    notes.push(`The preferences are left out: ${reasonOf(error)}.`);
  }
  return null;
}
function mainBatch(batches, active) {
  const byAge2 = batches.toSorted((one, other) => one.created_at < other.created_at ? 1 : -1);
  const open = byAge2.filter((batch) => (0, import_batch_queries2.isUnfinished)((0, import_batch_queries2.batchStatus)(batch)));
  return open.find(({ batch_id }) => batch_id === active) ?? open[0] ?? byAge2[0];
}
function startOf(entries) {
  const times = entries.flatMap(({ data }) => (0, import_event2.parseEvent)(data)?.at ?? []);
  return times[0] ?? "1970-01-01T00:00:00.000Z";
}
function freeStamp(sessionId, start, taken) {
  const known = /^legacy-(\d{8}-\d{6})$/.exec(sessionId)?.[1];
  let stamp = known ?? stampAt(Date.parse(start) || 0);
  for (let second = 1; taken.has(stamp); second += 1) {
    stamp = stampAt((Date.parse(start) || 0) + second * 1e3);
  }
  taken.add(stamp);
  return stamp;
}
function stampAt(ms) {
  return localTimeOf(new Date(ms).toISOString()).slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
}
function localTimeOf(time) {
  const moment = new Date(time);
  if (Number.isNaN(moment.getTime())) return time;
  const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 6e4);
  return `${shifted.toISOString().slice(0, 23)}000`;
}
function reasonOf(error) {
  if (error instanceof import_store.StateError) return error.message;
  throw error;
}

// lib/first-use.ts
var import_result3 = require("./core.cjs");
var import_user2 = require("./core.cjs");
var import_user_settings2 = require("./core.cjs");
var LINE = "autonomous-dev is on: it records agent runs and checkpoints, so that work can go on after a crash. To look, ask Claude to run adev status; to switch it off for a project, adev off; for good, /plugin.";
async function firstUseLine(surroundings) {
  try {
    return await isFirstUse(surroundings) ? LINE : null;
  } catch {
    return null;
  }
}
async function isFirstUse(surroundings) {
  const store = (0, import_user_settings2.openUserStore)(surroundings);
  const known = store.readNow(import_user_settings2.USER);
  if (!known.ok || known.value?.data.first_run_complete === true) return false;
  const introduce = (user) => {
    const before = user ?? import_user2.NEW_USER;
    if (before.first_run_complete) return (0, import_result3.ok)({ data: before, answer: false });
    return (0, import_result3.ok)({ data: { ...before, first_run_complete: true }, answer: true });
  };
  const updated = await store.update(import_user_settings2.USER, "", introduce, surroundings.deadline);
  return updated.ok && updated.value.answer;
}

// lib/import.ts
var import_node_os = require("node:os");
var import_node_path2 = require("node:path");
var import_batches2 = require("./batch.cjs");

// lib/domain/legacy/content.ts
var import_result14 = require("./core.cjs");

// lib/domain/legacy/batch-state.ts
var import_dependencies = require("./batch.cjs");
var import_json3 = require("./core.cjs");
var import_result5 = require("./core.cjs");

// lib/domain/legacy/features.ts
var import_failure = require("./batch.cjs");
var import_limits = require("./batch.cjs");
var import_redact2 = require("./core.cjs");
var import_result4 = require("./core.cjs");
function importedFeatures(parts) {
  const { texts } = parts;
  if (texts.length > import_limits.MAX_FEATURES)
    return damaged(`features: ${texts.length}, and a batch takes ${import_limits.MAX_FEATURES}`);
  const tooLong = texts.findIndex((text2) => text2.length > import_limits.MAX_TEXT_CHARACTERS);
  if (tooLong >= 0) return damaged(`features.${tooLong} is longer than ${import_limits.MAX_TEXT_CHARACTERS} characters`);
  return (0, import_result4.ok)(texts.map((text2, at) => importedFeature(text2, at, parts)));
}
function credentialNotes(features) {
  return features.filter(({ text: text2 }) => (0, import_redact2.looksLikeCredential)(text2) !== null).map(({ number: number2 }) => `feature ${number2} looks as if it held a credential`);
}
function importedFeature(text2, index2, parts) {
  const { outcomes, retries, dependencies, issues, git, at } = parts;
  const outcome = outcomes.get(index2);
  const results = git.get(index2);
  const issue = issues[index2];
  const failures = outcome?.status === "failed" ? Math.max(1, outcome.retries) : 0;
  const feature = {
    number: index2 + 1,
    text: itemText(text2),
    status: "pending",
    attempts: Math.max(retries.get(index2) ?? 0, failures),
    refunds: 0,
    depends_on: dependencies[index2] ?? [],
    ...typeof issue === "number" && issue > 0 ? { issue_number: issue } : {},
    ...results === void 0 ? {} : { git: results },
    history: []
  };
  if (outcome !== void 0) return { ...feature, ...fieldsOf(outcome, at) };
  return results === void 0 ? feature : markDoubtful(feature, at);
}
function markDoubtful(feature, at) {
  return {
    ...feature,
    uncertain: true,
    history: [...feature.history, { event: "imported", at, uncertain: true }]
  };
}
function fieldsOf(outcome, at) {
  switch (outcome.status) {
    case "completed":
      return { status: "completed" };
    case "skipped": {
      const skip = { reason: itemText(storedText(outcome.reason)), category: itemText(outcome.category) };
      return { status: "skipped", skip, finished_at: outcome.at ?? at };
    }
    case "failed": {
      const message = storedText(outcome.message) || "No error was given.";
      return {
        status: "failed",
        error: { message, class: (0, import_failure.classifyFailure)(message) },
        finished_at: outcome.at ?? at
      };
    }
  }
}

// lib/domain/legacy/times.ts
var TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/;
var STAMP = /(?<!\d)(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)(?!\d)/;
var LAST_MS = 253402300799999;
function utcTime(time) {
  const [, day, clock, fraction = "", zone = "Z"] = partsOf(time);
  return day === void 0 ? null : isoOf(Date.parse(`${day}T${clock}${fraction.slice(0, 4)}${zone}`));
}
function localTime(time, { localMs }) {
  const [, day, clock, fraction = "", zone] = partsOf(time);
  if (day === void 0) return null;
  return zone === void 0 ? isoOf(localMs(`${day}T${clock}${fraction.slice(0, 4)}`)) : utcTime(time);
}
function stampTime(name2, given) {
  const [, year, month, day, hour, minute, second] = STAMP.exec(name2) ?? [];
  if (year === void 0) return null;
  return localTime(`${year}-${month}-${day}T${hour}:${minute}:${second}`, given);
}
function partsOf(time) {
  return typeof time === "string" && TIME.exec(time) || [];
}
function isoOf(ms) {
  return ms >= 0 && ms <= LAST_MS ? new Date(ms).toISOString() : null;
}

// lib/domain/legacy/outcomes.ts
var loose = nullish(unknown());
var outcomeLists = {
  completed_features: nullish(array(index)),
  failed_features: nullish(
    array(
      union([
        index,
        looseObject({ feature_index: index, error_message: loose, timestamp: loose, retry_count: loose })
      ])
    )
  ),
  skipped_features: nullish(
    array(
      union([
        index,
        looseObject({
          feature_index: index,
          reason: nullish(text),
          category: nullish(text),
          timestamp: loose
        })
      ])
    )
  )
};
var listsSchema = object(outcomeLists);
function outcomesOf(lists, total) {
  const found = /* @__PURE__ */ new Map();
  for (const entry of lists.failed_features ?? []) {
    const record2 = typeof entry === "number" ? { feature_index: entry } : entry;
    const { feature_index, error_message: message, timestamp, retry_count } = record2;
    const retries = Number.isSafeInteger(retry_count) ? Math.max(0, retry_count) : 0;
    found.set(feature_index, { status: "failed", message, retries, at: utcTime(timestamp) });
  }
  for (const entry of lists.skipped_features ?? []) {
    const record2 = typeof entry === "number" ? { feature_index: entry } : entry;
    const { feature_index, reason, category, timestamp } = record2;
    const why = { reason: reason ?? "", category: category || "manual" };
    found.set(feature_index, { status: "skipped", ...why, at: utcTime(timestamp) });
  }
  for (const done of lists.completed_features ?? []) found.set(done, { status: "completed" });
  const outcomes = new Map([...found].filter(([at]) => at >= 0 && at < total));
  return { outcomes, strays: found.size - outcomes.size };
}

// lib/domain/legacy/batch-state.ts
var batchStateSchema = looseObject({
  batch_id: pipe(text, minLength(1)),
  features: array(text),
  ...outcomeLists,
  issue_numbers: nullish(array(nullable(index))),
  issues: nullish(array(nullable(index))),
  features_file: nullish(text),
  batch_file: nullish(text),
  source_type: nullish(text)
});
var PLACED = [
  "batch_id",
  "features",
  "total_features",
  "current_index",
  "status",
  "completed_features",
  "failed_features",
  "skipped_features",
  "issue_numbers",
  "issues",
  "features_file",
  "batch_file",
  "source_type",
  "created_at",
  "updated_at",
  "retry_attempts",
  "git_operations",
  "feature_dependencies"
];
function readBatchState(data, given) {
  const read = readAs(batchStateSchema, data);
  if (!read.ok) return read;
  const state = read.value;
  const total = state.features.length;
  const { outcomes, strays } = outcomesOf(state, total);
  const retries = readRetries(state);
  if (!retries.ok) return retries;
  const dependencies = readDependencies(state, total);
  if (!dependencies.ok) return dependencies;
  const updatedAt = utcTime(state["updated_at"]) ?? given.fileTime;
  const git = readGit(state, updatedAt);
  if (!git.ok) return git;
  const features = importedFeatures({
    texts: state.features,
    outcomes,
    retries: retries.value,
    dependencies: dependencies.value,
    issues: state.issue_numbers ?? state.issues ?? [],
    git: git.value,
    at: updatedAt
  });
  if (!features.ok) return features;
  const rest = keptAside(others(state, PLACED));
  const notes = [
    ...typeof state["total_features"] === "number" && state["total_features"] !== total ? [`total_features says ${state["total_features"]}, but there are ${total} texts`] : [],
    ...strays > 0 ? [`${strays} outcomes of features that there are not were left out`] : [],
    ...rest === void 0 ? ["fields without a place here were left out, they are too large"] : [],
    ...credentialNotes(features.value)
  ];
  const batch = {
    batch_id: state.batch_id,
    source: sourceOf(state),
    features: features.value,
    next_token: 1,
    created_at: utcTime(state["created_at"]) ?? stampTime(state.batch_id, given) ?? given.fileTime,
    updated_at: updatedAt,
    max_attempts: given.maxAttempts,
    origin: { worktree: given.worktree, host: given.host },
    legacy: (0, import_json3.isObject)(rest) ? rest : {}
  };
  return (0, import_result5.ok)({ batch, notes });
}
function sourceOf(state) {
  const isIssues = state.source_type === "issues" || state["mode"] === "batch_issues";
  if (isIssues) return { type: "issues" };
  const path = state.features_file || state.batch_file;
  return { type: "file", ...path ? { path } : {} };
}
function readRetries(state) {
  const map = readIndexMap(state["retry_attempts"], "retry_attempts");
  if (!map.ok) return map;
  const counts = /* @__PURE__ */ new Map();
  for (const [at, count] of map.value) {
    if (typeof count !== "number" || !Number.isSafeInteger(count) || count < 0) {
      return damaged("retry_attempts has a value that is no count");
    }
    counts.set(at, count);
  }
  return (0, import_result5.ok)(counts);
}
function readDependencies(state, total) {
  const map = readIndexMap(state["feature_dependencies"], "feature_dependencies");
  if (!map.ok) return map;
  const dependencies = [];
  for (const [at, on] of map.value) {
    if (!Array.isArray(on) || !on.every((other) => Number.isSafeInteger(other))) {
      return damaged("feature_dependencies has a value that is no list of indices");
    }
    const numbers = new Set(on.map((other) => other + 1));
    dependencies.push({ number: at + 1, on: [...numbers] });
  }
  const resolved = (0, import_dependencies.resolveDependencies)(total, dependencies);
  return resolved.ok ? resolved : damaged("feature_dependencies names features that are not there or wait for each other");
}
function readGit(state, at) {
  const map = readIndexMap(state["git_operations"], "git_operations");
  if (!map.ok) return map;
  const results = /* @__PURE__ */ new Map();
  for (const [feature, operations] of map.value) {
    if (!(0, import_json3.isObject)(operations) || !Object.values(operations).every(import_json3.isObject)) {
      return damaged("git_operations has a value that is no record");
    }
    const records = Object.entries(operations).map(([operation, record2]) => [
      operation,
      gitRecord(record2, at)
    ]);
    if (records.length > 0) results.set(feature, Object.fromEntries(records));
  }
  return (0, import_result5.ok)(results);
}
function gitRecord(record2, at) {
  const { success, timestamp, ...rest } = record2;
  const kept = keptAside(rest);
  return { ...(0, import_json3.isObject)(kept) ? kept : {}, success: success === true, at: utcTime(timestamp) ?? at };
}

// lib/domain/legacy/exported-batch.ts
var import_check_batch2 = require("./batch.cjs");
var import_end_of_owner = require("./batch.cjs");
var import_ids2 = require("./core.cjs");
var import_json4 = require("./core.cjs");
var import_result6 = require("./core.cjs");
function readExportedBatch(data, given) {
  const metadata = data["analysis_metadata"];
  const part = (0, import_json4.isObject)(metadata) ? metadata["autonomous_dev"] : void 0;
  if (!(0, import_json4.isObject)(part)) return (0, import_result6.ok)(null);
  const base = (0, import_check_batch2.parseBatch)(part["batch"]);
  if (!base.ok || !(0, import_ids2.isBatchId)(base.value.batch_id)) {
    return damaged("analysis_metadata.autonomous_dev holds no batch that can be used");
  }
  if (base.value.batch_id !== data["batch_id"]) return (0, import_result6.ok)(null);
  const written = readBatchState(writeBatchState(base.value), given);
  const found = readBatchState(data, given);
  if (!found.ok) return found;
  if (!written.ok) return written;
  const before = written.value.batch.features;
  const changed = found.value.batch.features.filter((feature, at) => !isSame(feature, before[at]));
  if (changed.length === 0) return (0, import_result6.ok)({ base: base.value, batch: base.value });
  const { updated_at } = found.value.batch;
  const { batch } = (0, import_end_of_owner.dropLeases)(base.value, base.value.updated_at);
  const features = [...batch.features];
  for (const feature of changed) {
    features[feature.number - 1] = adopt(features[feature.number - 1], feature, updated_at);
  }
  return (0, import_result6.ok)({ base: base.value, batch: { ...batch, features, updated_at } });
}
function adopt(known, changed, at) {
  if (known === void 0) return changed;
  const { status, attempts, error, skip, git, finished_at = at } = changed;
  const { error: _, skip: __, finished_at: ___, uncertain: ____, ...rest } = known;
  return {
    ...rest,
    status,
    attempts,
    ...git === void 0 ? {} : { git },
    ...status === "pending" ? {} : { finished_at },
    ...error === void 0 ? {} : { error },
    ...skip === void 0 ? {} : { skip },
    history: [...known.history, { event: status === "pending" ? "imported" : status, at: finished_at }]
  };
}
function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

// lib/domain/legacy/loop-checkpoint.ts
var import_json5 = require("./core.cjs");
var import_result7 = require("./core.cjs");

// lib/domain/legacy/session-events.ts
var import_event3 = require("./core.cjs");
var import_ids3 = require("./core.cjs");
var LONGEST_KEY = 500;
function legacySession(stamp, events) {
  return { sessionId: `legacy-${stamp}`, entries: events.map(entryOf), notes: [] };
}
function entryOf(data) {
  return { version: import_event3.SESSION_VERSION, data };
}
function startEvent(from, at, { worktree }, extra) {
  return {
    event: "session-started",
    at,
    source: "late",
    client: {},
    cwd: worktree,
    worktree,
    ...extra,
    imported_key: keyOf(`${from} start`)
  };
}
function checkpointEvent(key, at, given) {
  const { agent, message, kind = "progress", agentId, tools = [], legacy } = given;
  return {
    event: "checkpoint",
    at,
    ...(0, import_ids3.cleanAgentName)(agent),
    ...agentId === void 0 ? {} : { agent_id: agentId },
    message,
    tools_used: [...tools],
    kind,
    ...legacy === void 0 ? {} : { legacy },
    imported_key: keyOf(key)
  };
}
function identityOf(data) {
  const key = data?.["imported_key"];
  return typeof key === "string" ? key : canonical(data);
}
function missingEntries(present, wanted) {
  const left = /* @__PURE__ */ new Map();
  for (const { data } of present) left.set(identityOf(data), (left.get(identityOf(data)) ?? 0) + 1);
  return wanted.filter(({ data }) => {
    const identity = identityOf(data);
    const count = left.get(identity) ?? 0;
    left.set(identity, count - 1);
    return count <= 0;
  });
}
function keyOf(key) {
  return key.slice(0, LONGEST_KEY);
}

// lib/domain/legacy/loop-checkpoint.ts
var loopSchema = looseObject({ session_id: name });
var BATCH_FIELDS = [
  "batch_id",
  "current_feature_index",
  "completed_features",
  "failed_features",
  "skipped_features",
  "total_features",
  "features"
];
function readBatchLoop(data, given) {
  const read = readAs(loopSchema, data);
  if (!read.ok) return read;
  const outcomes = Object.fromEntries(BATCH_FIELDS.map((field) => [field, data[field]]));
  const times = {
    created_at: data["created_at"],
    updated_at: data["checkpoint_created_at"] ?? data["updated_at"]
  };
  const batch = readBatchState({ ...outcomes, ...times }, given);
  if (!batch.ok) return batch;
  const loop = keptAside(others(data, BATCH_FIELDS));
  const legacy = (0, import_json5.isObject)(loop) ? { loop } : {};
  return (0, import_result7.ok)({ ...batch.value, batch: { ...batch.value.batch, legacy } });
}
function readLoneLoop(data, given) {
  const read = readAs(loopSchema, data);
  if (!read.ok) return read;
  const { session_id } = read.value;
  const at = utcTime(data["checkpoint_created_at"]) ?? utcTime(data["updated_at"]) ?? given.fileTime;
  const counters = [
    `iteration ${countOf(data["current_iteration"])}`,
    `${countOf(data["total_attempts"])} attempts`,
    `${countOf(data["consecutive_failures"])} failures in a row`,
    `${countOf(data["tokens_used"])} of ${countOf(data["token_limit"])} tokens`
  ];
  const history = Array.isArray(data["retry_history"]) ? data["retry_history"] : [];
  const last = history.findLast(import_json5.isObject);
  const error = storedText(last?.["error_message"]);
  const message = `Loop: ${counters.join(", ")}.${error === "" ? "" : ` Last error: ${error}`}`;
  const from = `loop-checkpoint ${session_id}`;
  return (0, import_result7.ok)(
    legacySession(session_id, [
      startEvent(from, utcTime(data["created_at"]) ?? at, given, {}),
      checkpointEvent(`${from} ${at}`, at, { agent: "ralph-loop", message, legacy: keptAside(data) })
    ])
  );
}
function countOf(value) {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}

// lib/domain/legacy/pipeline-session.ts
var import_ids4 = require("./core.cjs");
var import_result8 = require("./core.cjs");
var MAX_AGENTS = 5e3;
var MAX_TOOLS = 100;
var KNOWN_MAJOR = 2;
var loose2 = nullish(unknown());
var entrySchema = looseObject({
  agent: pipe(text, maxLength(1e3)),
  status: text,
  started_at: loose2,
  completed_at: loose2,
  failed_at: loose2,
  message: loose2,
  tools_used: nullish(array(text)),
  github_issue: loose2,
  duration_seconds: loose2
});
var sessionSchema = looseObject({
  session_id: nullish(name),
  run_id: nullish(name),
  claude_session_id: nullish(name),
  started: loose2,
  github_issue: loose2,
  agents: nullish(array(entrySchema))
});
function readPipelineSession(data, fileName, given) {
  const read = readAs(sessionSchema, data);
  if (!read.ok) return read;
  const session = read.value;
  const { agents } = session;
  if ((majorOf(session["schema_version"]) ?? 0) > KNOWN_MAJOR) {
    return (0, import_result8.refuse)("newer-version", "its schema version is newer than those that are known here");
  }
  const stamp = session.session_id ?? session.run_id ?? stampOf(fileName);
  if (stamp === null) return damaged("session_id is missing");
  const entries = agents ?? [];
  if (entries.length > MAX_AGENTS) return damaged(`agents has more than ${MAX_AGENTS} entries`);
  const started = localTime(session.started, given) ?? stampTime(stamp, given) ?? given.fileTime;
  const from = `pipeline-session ${stamp} ${typeof session.started === "string" ? session.started : ""}`;
  const exported = exportedSession(session["autonomous_dev"]);
  if (exported !== null) {
    const added = entries.flatMap((entry, at) => addedSince(exported, entry, at, eventsOf(entry, at)));
    return (0, import_result8.ok)({ ...exported, entries: [...exported.entries, ...added.map(entryOf)], notes: [] });
  }
  return (0, import_result8.ok)(
    legacySession(stamp, [
      startEvent(from, started, given, startFacts(session)),
      ...issueEvent(session.github_issue, from, started),
      ...entries.flatMap(eventsOf)
    ])
  );
  function eventsOf(entry, at) {
    return eventsOfEntry(entry, { from: `${from} ${at}`, agentId: `legacy-${at + 1}`, started, given });
  }
}
function eventsOfEntry(entry, {
  from,
  agentId,
  started,
  given
}) {
  const { agent, status, tools_used, duration_seconds, github_issue } = entry;
  const who = { ...(0, import_ids4.cleanAgentName)(agent), agent_id: agentId };
  const at = localTime(entry.started_at, given) ?? started;
  const message = storedText(entry.message);
  const tools = (tools_used ?? []).slice(0, MAX_TOOLS).map((tool) => tool.slice(0, 255));
  const start = { event: "agent-started", at, ...who, imported_key: keyOf(`${from} start`) };
  if (status === "started") {
    const said = { agent, agentId, message, tools };
    return message === "" ? [start] : [start, checkpointEvent(`${from} said`, at, said)];
  }
  const end = {
    event: "agent-finished",
    at: localTime(entry.completed_at ?? entry.failed_at, given) ?? at,
    ...who,
    status: status.slice(0, 100),
    message,
    tools_used: tools,
    ...typeof duration_seconds === "number" ? { duration_seconds } : {},
    ...typeof github_issue === "number" ? { github_issue } : {},
    imported_key: keyOf(`${from} end`)
  };
  return [start, end];
}
function startFacts(session) {
  const { claude_session_id } = session;
  const rest = others(session, [
    "session_id",
    "claude_session_id",
    "started",
    "github_issue",
    "agents",
    "autonomous_dev"
  ]);
  const legacy = Object.keys(rest).length === 0 ? void 0 : keptAside(rest);
  return {
    ...claude_session_id ? { claude_session_id } : {},
    ...legacy === void 0 ? {} : { legacy }
  };
}
function issueEvent(issue, from, at) {
  if (typeof issue !== "number" || !Number.isSafeInteger(issue) || issue < 0) return [];
  return [{ event: "issue-linked", at, github_issue: issue, imported_key: keyOf(`${from} issue ${issue}`) }];
}
function stampOf(fileName) {
  return /^(.{1,255})-pipeline\.json/.exec(fileName)?.[1] ?? null;
}

// lib/domain/legacy/recognise.ts
var import_result10 = require("./core.cjs");

// lib/domain/legacy/user-state.ts
var import_json6 = require("./core.cjs");
var import_result9 = require("./core.cjs");
var import_settings = require("./core.cjs");
var KNOWN_MAJOR2 = 1;
var userStateSchema = looseObject({
  first_run_complete: nullish(boolean()),
  preferences: nullish(custom(import_json6.isObject)),
  version: nullish(unknown())
});
function readUserState(data) {
  const read = readAs(userStateSchema, data);
  if (!read.ok) return read;
  const { first_run_complete, preferences, version } = read.value;
  if ((majorOf(version) ?? 0) > KNOWN_MAJOR2) {
    return (0, import_result9.refuse)("newer-version", "its version is not one that is known here");
  }
  return (0, import_result9.ok)({ first_run_complete: first_run_complete ?? false, preferences: preferences ?? {} });
}
function mergeUser(present, imported, origin, withSettings) {
  const known = originsOf2(present);
  if (present !== null && origin !== null && known.includes(origin)) return present;
  const names = Object.keys(imported.preferences).filter(
    (name2) => !Object.hasOwn(present?.preferences ?? {}, name2) && (withSettings || !Object.hasOwn(import_settings.SETTINGS, name2))
  );
  const first_run_complete = (present?.first_run_complete ?? false) || imported.first_run_complete;
  if (present !== null && origin === null && names.length === 0 && first_run_complete === present.first_run_complete) {
    return present;
  }
  const added = Object.fromEntries(names.map((name2) => [name2, imported.preferences[name2]]));
  return {
    ...imported,
    ...present,
    first_run_complete,
    preferences: { ...present?.preferences, ...added },
    ...origin === null ? {} : { imported_from: [...known, origin] }
  };
}
function originsOf2(user) {
  const origins = user?.["imported_from"];
  return Array.isArray(origins) ? origins.filter((origin) => typeof origin === "string") : [];
}
function isUserState(data) {
  if (typeof data["first_run_complete"] === "boolean" || (0, import_json6.isObject)(data["preferences"])) return true;
  return Object.keys(data).join() === "version" && typeof data["version"] === "string";
}

// lib/domain/legacy/recognise.ts
function recognise(fileName, text2) {
  const named = kindOfName(fileName);
  if (named === "session-log" || text2.startsWith("# Session ")) {
    return { kind: "session-log", data: (0, import_result10.ok)({}) };
  }
  const data = readObject(text2);
  const kind = data.ok ? kindOfData(data.value) ?? named : named ?? kindOfBeginning(text2);
  if (kind !== void 0) return { kind, data };
  return {
    kind: "unknown",
    data: (0, import_result10.refuse)("foreign", "no file of the original, and no export of this plugin")
  };
}
function kindOfName(fileName) {
  return NAMES.find(([pattern]) => pattern.test(fileName))?.[1];
}
var NAMES = [
  [/^batch_state\.json(?:\.bak)?$/, "batch"],
  [/-pipeline\.json(?:\.bak)?$/, "pipeline-session"],
  [/(?:-session|^session-[\d-]+)\.md$/, "session-log"],
  [/^user_state\.json(?:\.bak)?$/, "user"],
  [/^checkpoint\.json(?:\.bak)?$/, "workflow-checkpoint"],
  [/_(?:checkpoint|loop_state)\.json(?:\.bak)?$/, "loop-checkpoint"],
  [/^compaction_recovery\.json$/, "recovery-marker"]
];
function kindOfData(data) {
  const has = (...keys) => keys.every((key) => data[key] !== void 0);
  if (data["kind"] === BUNDLE_KIND) return "bundle";
  if (has("workflow_id")) return "workflow-checkpoint";
  if (has("session_id") && (has("circuit_breaker_open") || has("current_iteration")))
    return "loop-checkpoint";
  if (has("agents") || has("run_id") || has("session_id") && has("started")) return "pipeline-session";
  if (has("agent", "step") || has("explicitly_invoked")) return "pipeline-session";
  if (has("saved_at") && (has("compact_summary") || has("pipeline"))) return "recovery-marker";
  if (has("batch_id", "features")) return "batch";
  return isUserState(data) ? "user" : void 0;
}
function kindOfBeginning(text2) {
  const [, key = ""] = /^\s*\{\s*"(\w+)"/.exec(text2) ?? [];
  const kinds = {
    batch_id: "batch",
    session_id: "pipeline-session",
    first_run_complete: "user",
    kind: "bundle"
  };
  return Object.hasOwn(kinds, key) ? kinds[key] : void 0;
}

// lib/domain/legacy/recovery-marker.ts
var import_json7 = require("./core.cjs");
var import_result11 = require("./core.cjs");
var BATCH_FIELDS2 = ["batch_id", "features", "total_features"];
var pipelineSchema = looseObject({ run_id: name });
function readBatchMarker(data, given) {
  const { checkpoint, saved_at } = data;
  const loop = (0, import_json7.isObject)(checkpoint) ? checkpoint : {};
  const read = readBatchState(
    {
      batch_id: data["batch_id"],
      features: data["features"],
      total_features: data["total_features"],
      completed_features: loop["completed_features"],
      failed_features: loop["failed_features"],
      skipped_features: loop["skipped_features"],
      created_at: saved_at,
      updated_at: saved_at
    },
    given
  );
  if (!read.ok) return read;
  const { batch, notes } = read.value;
  const passed = typeof data["current_index"] === "number" ? data["current_index"] : 0;
  const features = batch.features.map(
    (feature, at) => at < passed && feature.status === "pending" ? markDoubtful(feature, batch.updated_at) : feature
  );
  const marker = keptAside(others(data, BATCH_FIELDS2));
  return (0, import_result11.ok)({ batch: { ...batch, features, legacy: (0, import_json7.isObject)(marker) ? { marker } : {} }, notes });
}
function readPipelineMarker(data, given) {
  const { pipeline } = data;
  if (!(0, import_json7.isObject)(pipeline)) return (0, import_result11.refuse)("empty", "it names neither a batch nor a pipeline");
  const read = readAs(pipelineSchema, pipeline);
  if (!read.ok) return read;
  const { run_id } = read.value;
  const at = utcTime(pipeline["saved_at"]) ?? utcTime(data["saved_at"]) ?? given.fileTime;
  const done = Array.isArray(pipeline["steps_completed"]) ? pipeline["steps_completed"].length : 0;
  const from = `recovery-marker ${run_id}`;
  return (0, import_result11.ok)(
    legacySession(run_id, [
      startEvent(from, at, given, {}),
      checkpointEvent(`${from} ${at}`, at, {
        agent: "pipeline",
        message: `Pipeline before a compaction: ${done} steps done.`,
        legacy: keptAside(data)
      })
    ])
  );
}

// lib/domain/legacy/session-log.ts
var import_result12 = require("./core.cjs");
var TITLE = /^# Session (\S{1,255})\s*$/;
var STARTED = /^\*\*Started\*\*: (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)\s*$/;
var CLAUDE_SESSION = /^\*\*Claude Session ID\*\*: (\S{1,255})\s*$/;
var ENTRY = /^\*\*(\d\d:\d\d:\d\d) - (.{1,1000}?)\*\*: (.*)$/;
var MAX_ENTRIES = 1e4;
var DAY_MS = 24 * 60 * 60 * 1e3;
function readSessionLog(log, given) {
  const [title = "", ...lines] = log.split(/\r?\n/);
  const stamp = TITLE.exec(title)?.[1];
  if (stamp === void 0) return (0, import_result12.refuse)("foreign", "no session log: its first line is no title of one");
  const entries = entriesOf(lines);
  if (entries.length === 0) return (0, import_result12.refuse)("empty", "there is no entry in it");
  if (entries.length > MAX_ENTRIES) return damaged(`more than ${MAX_ENTRIES} entries`);
  const header = lines.slice(0, 10);
  const [, day, clock = ""] = firstMatch(header, STARTED);
  const claudeSession = firstMatch(header, CLAUDE_SESSION)[1];
  const started = (day === void 0 ? null : localTime(`${day}T${clock}`, given)) ?? stampTime(stamp, given) ?? given.fileTime;
  const at = timesOf(entries, day, clock, started, given);
  const from = `session-log ${stamp}${claudeSession === void 0 ? "" : ` ${claudeSession}`}`;
  return (0, import_result12.ok)(
    legacySession(stamp, [
      startEvent(
        from,
        started,
        given,
        claudeSession === void 0 ? {} : { claude_session_id: claudeSession }
      ),
      ...entries.map(
        (entry, position) => checkpointEvent(`${from} ${position} ${entry.clock} ${entry.agent}`, at[position] ?? started, {
          agent: entry.agent,
          message: storedText(entry.lines.join("\n"))
        })
      )
    ])
  );
}
function entriesOf(lines) {
  const entries = [];
  for (const line of lines) {
    const [, clock, agent, first] = ENTRY.exec(line) ?? [];
    if (clock !== void 0) entries.push({ clock, agent: agent ?? "", lines: [first ?? ""] });
    else entries.at(-1)?.lines.push(line);
  }
  return entries;
}
function timesOf(entries, day, startClock, started, given) {
  let date = day ?? "";
  let before = startClock;
  return entries.map(({ clock }) => {
    if (date !== "" && clock < before) date = nextDay(date);
    before = clock;
    return (date === "" ? null : localTime(`${date}T${clock}`, given)) ?? started;
  });
}
function nextDay(day) {
  const next = Date.parse(`${day}T00:00:00Z`) + DAY_MS;
  return Number.isNaN(next) ? day : new Date(next).toISOString().slice(0, 10);
}
function firstMatch(lines, pattern) {
  for (const line of lines) {
    const match = pattern.exec(line);
    if (match !== null) return match;
  }
  return [];
}

// lib/domain/legacy/workflow-checkpoint.ts
var import_ids5 = require("./core.cjs");
var import_result13 = require("./core.cjs");
var WORKFLOW = [
  "orchestrator",
  "researcher",
  "planner",
  "test-master",
  "implementer",
  "reviewer",
  "security-auditor",
  "doc-master"
];
var MAX_AGENTS2 = 1e3;
var KNOWN_MAJOR3 = 2;
var checkpointSchema = looseObject({
  version: union([text, number()]),
  workflow_id: name,
  completed_agents: array(text),
  current_agent: text
});
function readWorkflowCheckpoint(data, given) {
  const read = readAs(checkpointSchema, data);
  if (!read.ok) return read;
  const { workflow_id, completed_agents: completed, current_agent } = read.value;
  if ((majorOf(read.value.version) ?? 0) > KNOWN_MAJOR3) {
    return (0, import_result13.refuse)("newer-version", "its version is newer than those that are known here");
  }
  if (completed.length > MAX_AGENTS2) return damaged(`completed_agents has more than ${MAX_AGENTS2} names`);
  const at = utcTime(read.value["created_at"]) ?? given.fileTime;
  const from = `workflow-checkpoint ${workflow_id}`;
  const runs = completed.map((agent, position) => ({
    event: "agent-finished",
    at,
    ...(0, import_ids5.cleanAgentName)(agent),
    agent_id: `legacy-${position + 1}`,
    status: "completed",
    message: "Completed.",
    tools_used: [],
    imported_key: keyOf(`${from} done ${position} ${agent}`)
  }));
  const left = WORKFLOW.filter((agent) => !completed.includes(agent));
  const done = WORKFLOW.length - left.length;
  const next = completed.includes(current_agent) ? left[0] : current_agent;
  const percent = Math.floor(100 * done / WORKFLOW.length);
  const message = left.length === 0 || next === void 0 ? `Workflow finished: ${done} of ${WORKFLOW.length} agents done.` : `Workflow at ${percent} %: ${done} of ${WORKFLOW.length} agents done, next is ${(0, import_ids5.cleanAgentName)(next).agent}.`;
  const state = checkpointEvent(`${from} at ${completed.length} ${current_agent}`, at, {
    agent: current_agent,
    message,
    kind: left.length === 0 ? "completed" : "progress",
    legacy: keptAside(others(read.value, ["workflow_id", "completed_agents"]))
  });
  return (0, import_result13.ok)(legacySession(workflow_id, [startEvent(from, at, given, {}), ...runs, state]));
}

// lib/domain/legacy/content.ts
function readContent(fileName, text2, given) {
  const { kind, data } = recognise(fileName, text2 ?? "");
  if (text2 === null) return { kind, content: damaged("not UTF-8") };
  if (!data.ok) return { kind, content: data };
  if (kind === "unknown") return { kind, content: (0, import_result14.refuse)("foreign", "nothing of the original") };
  return { kind, content: contentOf(kind, data.value, fileName, text2, given) };
}
function contentOf(kind, data, fileName, text2, given) {
  const namesBatch = typeof data["batch_id"] === "string" && data["batch_id"] !== "";
  switch (kind) {
    case "batch":
      return batchContent(data, given);
    case "loop-checkpoint":
      return namesBatch ? asBatch(readBatchLoop(data, given), true) : asSession(readLoneLoop(data, given));
    case "recovery-marker":
      return namesBatch ? asBatch(readBatchMarker(data, given), true) : asSession(readPipelineMarker(data, given));
    case "pipeline-session":
      return asSession(readPipelineSession(data, fileName, given));
    case "session-log":
      return asSession(readSessionLog(text2, given));
    case "workflow-checkpoint":
      return asSession(readWorkflowCheckpoint(data, given));
    case "user": {
      const user = readUserState(data);
      return user.ok ? (0, import_result14.ok)({ as: "user", user: user.value }) : user;
    }
    case "bundle": {
      const bundle = readBundle(data);
      return bundle.ok ? (0, import_result14.ok)({ as: "bundle", bundle: bundle.value }) : bundle;
    }
  }
}
function batchContent(data, given) {
  const exported = readExportedBatch(data, given);
  if (!exported.ok) return exported;
  if (exported.value !== null) return (0, import_result14.ok)({ as: "returned", returned: exported.value });
  return asBatch(readBatchState(data, given), false);
}
function asBatch(read, isAside) {
  return read.ok ? (0, import_result14.ok)({ as: "batch", ...read.value, isAside }) : read;
}
function asSession(read) {
  return read.ok ? (0, import_result14.ok)({ as: "session", session: read.value }) : read;
}

// lib/domain/legacy/take-in.ts
var import_end_of_owner2 = require("./batch.cjs");
var import_result15 = require("./core.cjs");
function takeInBatch(present, read, origin) {
  if (present === null) return (0, import_result15.ok)(withOrigins(read, [origin], legacyOf(read)));
  if (isFrom(present, origin)) return (0, import_result15.ok)(present);
  if (!isUntouched(present)) return movedOn(present);
  const origins = originsOf(present);
  const isKnown = origins.some(({ kind }) => kind === origin.kind);
  if (isKnown && read.updated_at <= present.updated_at) {
    return (0, import_result15.refuse)("older", `batch ${present.batch_id} was imported from a state that is no older than this`);
  }
  const next_token = Math.max(present.next_token, read.next_token) + 1;
  const legacy = { ...legacyOf(present), ...legacyOf(read) };
  return (0, import_result15.ok)(withOrigins({ ...read, next_token }, [...origins, origin], legacy));
}
function takeInAside(present, read, origin) {
  if (present === null) return (0, import_result15.ok)(withOrigins(read, [origin], legacyOf(read)));
  if (isFrom(present, origin)) return (0, import_result15.ok)(present);
  if (!isUntouched(present)) return movedOn(present);
  const features = present.features.map((feature, at) => {
    const told = read.features[at];
    const isNews = told !== void 0 && told.status !== "pending" && told.text === feature.text;
    if (!isNews || feature.status !== "pending" || feature.uncertain === true) return feature;
    return markDoubtful(feature, read.updated_at);
  });
  const legacy = { ...legacyOf(present), ...legacyOf(read) };
  return (0, import_result15.ok)(withOrigins({ ...present, features }, [...originsOf(present), origin], legacy));
}
function takeInReturned(present, { base, batch }) {
  if (present === null) return (0, import_result15.ok)(arrived(batch, null));
  if (batch === base || isState(present, batch)) return (0, import_result15.ok)(present);
  return isState(present, base) ? (0, import_result15.ok)(arrived(batch, present)) : movedOn(present);
}
function takeInBundled(present, batch) {
  if (present === null) return (0, import_result15.ok)(arrived(batch, null));
  return isState(present, batch) ? (0, import_result15.ok)(present) : movedOn(present);
}
function arrived(batch, present) {
  const next_token = Math.max(present?.next_token ?? 1, batch.next_token) + 1;
  return { ...withoutLeases(batch), next_token };
}
function isState(present, state) {
  const [here, there, imported] = [present, state, withoutLeases(state)].map(
    (batch) => canonical({ ...batch, next_token: 0 })
  );
  return here === there || here === imported;
}
function withoutLeases(batch) {
  return (0, import_end_of_owner2.dropLeases)(batch, batch.updated_at).batch;
}
function movedOn({ batch_id }) {
  return (0, import_result15.refuse)("moved-on", `batch ${batch_id} is here already and has been worked on; it stays as it is`);
}

// lib/import.ts
var import_result16 = require("./core.cjs");
var import_store4 = require("./core.cjs");

// lib/store/create-file.ts
var import_node_fs = require("node:fs");
var import_node_path = require("node:path");
var import_commit_file = require("./core.cjs");
var import_errors = require("./core.cjs");
var import_store2 = require("./core.cjs");
var WRITE_DEADLINE_MS = 1e4;
function createFile(path, bytes) {
  const result = (0, import_commit_file.commitFile)((0, import_node_path.dirname)(path), (0, import_node_path.basename)(path), Buffer.from(bytes), (0, import_store2.deadlineIn)(WRITE_DEADLINE_MS));
  return result === "vanished" ? "no-folder" : result;
}
function isOccupied(path) {
  try {
    return (0, import_node_fs.lstatSync)(path, { throwIfNoEntry: false }) !== void 0;
  } catch (error) {
    throw (0, import_errors.readError)(error, path);
  }
}
function createFolder(path) {
  try {
    (0, import_node_fs.mkdirSync)(path, { mode: 448 });
    return;
  } catch (error) {
    if ((0, import_errors.systemCode)(error) !== "EEXIST") throw (0, import_errors.writeError)(error, "making the folder", path);
  }
  if ((0, import_node_fs.lstatSync)(path).isDirectory()) return;
  throw new import_store2.StateError(
    "unsafe-path",
    `${path} is no folder: nothing is written through a link or over a file`
  );
}

// lib/store/transfer.ts
var import_digest = require("./core.cjs");

// lib/store/extend-log.ts
var import_commit_file2 = require("./core.cjs");
var import_envelope = require("./core.cjs");
var import_folders = require("./core.cjs");
var import_log = require("./core.cjs");
var import_numbered_folder = require("./core.cjs");
var import_store3 = require("./core.cjs");
var import_unique = require("./core.cjs");
function extendLog(stateDir, sessionFolder, missing, options) {
  let added = 0;
  do {
    const { entries = [], damaged: damaged2 = [] } = (0, import_log.readLog)(stateDir, sessionFolder) ?? {};
    const wanted = missing(entries);
    if (wanted.length === 0) return added;
    let number2 = Math.max(0, ...entries.slice(-1).map((entry) => entry.number), ...damaged2);
    const folder = (0, import_folders.ensureFolders)(stateDir, ["sessions", sessionFolder]);
    if (number2 === 0) (0, import_folders.syncFoldersUpFrom)(folder, stateDir);
    let isAlone = true;
    for (const { version, data } of wanted) {
      number2 += 1;
      const written_at = new Date(options.now()).toISOString();
      const header = { kind: import_log.SESSION_KIND, version, number: number2, written_at, nonce: (0, import_unique.uniqueName)() };
      const bytes = (0, import_envelope.encodeEnvelope)(header, data);
      isAlone = (0, import_commit_file2.commitFile)(folder, (0, import_numbered_folder.numberedName)("e", number2), bytes, options.deadline) === "created";
      if (!isAlone) break;
      added += 1;
    }
    if (isAlone) return added;
  } while (!(0, import_store3.isOver)(options.deadline));
  throw new import_store3.StateError("conflict", "others kept taking the next number; try again");
}

// lib/import.ts
var import_user_settings3 = require("./core.cjs");
var SESSION_DEADLINE_MS = 12e4;
async function importFile(workspace, file, options) {
  const { path } = file;
  const { kind, content } = readContent((0, import_node_path2.basename)(path), textOf(file.bytes), {
    fileTime: file.fileTime,
    localMs: (time) => Date.parse(time),
    worktree: file.worktree,
    host: (0, import_node_os.hostname)(),
    maxAttempts: (0, import_user_settings3.readSettings)(workspace.surroundings).max_attempts
  });
  if (!content.ok) {
    const { code, message } = content.refusal;
    return { path, kind, id: null, status: code === "damaged" ? "damaged" : "skipped", detail: message };
  }
  const id = idOf(content.value);
  try {
    const taken = await take({ workspace, file, kind, ...options }, content.value);
    if (!taken.ok) return { path, kind, id, status: "skipped", detail: taken.refusal.message };
    const { isNew, detail } = taken.value;
    const status = !isNew ? "already" : options.dryRun ? "would-import" : "imported";
    return { path, kind, id, status, detail };
  } catch (error) {
    if (!(error instanceof import_store4.StateError)) throw error;
    return { path, kind, id, status: "skipped", detail: error.message, isUnsaved: true };
  }
}
async function take(job, content) {
  switch (content.as) {
    case "batch": {
      const read = underItsId(content.batch);
      const origin = { kind: job.kind, sha256: (0, import_digest.sha256Of)(job.file.bytes) };
      const taken = await changeBatch(job, read.batch_id, (present) => {
        if (!content.isAside) return takeInBatch(present, read, origin);
        return present === null && job.file.isInHome ? (0, import_result16.refuse)(
          "foreign",
          `batch ${read.batch_id} is not known in this project; name the file to import it`
        ) : takeInAside(present, read, origin);
      });
      return taken.ok ? (0, import_result16.ok)({ isNew: taken.value, detail: content.notes.join("; ") }) : taken;
    }
    case "returned": {
      const { returned } = content;
      const taken = await changeBatch(
        job,
        returned.base.batch_id,
        (present) => takeInReturned(present, returned)
      );
      return taken.ok ? (0, import_result16.ok)({ isNew: taken.value, detail: "" }) : taken;
    }
    case "session": {
      const { sessionId, entries, notes } = content.session;
      return (0, import_result16.ok)({ isNew: addEntries(job, sessionId, entries), detail: notes.join("; ") });
    }
    case "user":
      return (0, import_result16.ok)({ isNew: await addUser(job, content.user, (0, import_digest.sha256Of)(job.file.bytes)), detail: "" });
    case "bundle":
      return takeBundle(job, content);
  }
}
async function takeBundle(job, { bundle }) {
  const refusals = [];
  let isNew = false;
  for (const batch of bundle.batches) {
    const taken = await changeBatch(job, batch.batch_id, (present) => takeInBundled(present, batch));
    if (!taken.ok) refusals.push(taken.refusal.message);
    else isNew = taken.value || isNew;
  }
  for (const { session_id, entries } of bundle.sessions) {
    isNew = addEntries(job, session_id, entries) || isNew;
  }
  if (bundle.user !== null) isNew = await addUser(job, bundle.user, null) || isNew;
  if (refusals.length > 0 && !isNew) return (0, import_result16.refuse)("moved-on", refusals.join("; "));
  return (0, import_result16.ok)({ isNew, detail: refusals.join("; ") });
}
async function changeBatch({ workspace, dryRun }, id, change) {
  const { store } = workspace;
  if (dryRun) {
    const read = await store.read(import_batches2.BATCH, id);
    if (!read.ok) return read;
    const present = read.value?.data ?? null;
    const changed = change(present);
    return changed.ok ? (0, import_result16.ok)(changed.value !== present) : changed;
  }
  const updated = await store.update(import_batches2.BATCH, id, (present) => {
    const changed = change(present);
    return changed.ok ? (0, import_result16.ok)({ data: changed.value, answer: changed.value !== present }) : changed;
  });
  if (!updated.ok) return updated;
  (0, import_batches2.hintAt)(workspace, updated.value.data);
  return (0, import_result16.ok)(updated.value.answer);
}
function addEntries({ workspace, dryRun }, sessionId, entries) {
  const { store } = workspace;
  if (dryRun) return missingEntries(store.log(sessionId)?.entries ?? [], entries).length > 0;
  const missing = (present) => missingEntries(present, entries);
  const options = { now: store.now, deadline: (0, import_store4.deadlineIn)(SESSION_DEADLINE_MS) };
  return extendLog(store.stateDir, (0, import_store4.folderNameOf)(sessionId), missing, options) > 0;
}
async function addUser({ workspace, file, dryRun, isPerson }, user, origin) {
  const store = (0, import_user_settings3.openUserStore)(workspace.surroundings);
  const merge = (present) => mergeUser(present, user, origin, isPerson || file.isInHome);
  if (dryRun) {
    const read = await store.read(import_user_settings3.USER);
    return read.ok && merge(read.value?.data ?? null) !== read.value?.data;
  }
  const updated = await store.update(import_user_settings3.USER, "", (present) => {
    const merged = merge(present);
    return (0, import_result16.ok)({ data: merged, answer: merged !== present });
  });
  return updated.ok && updated.value.answer;
}
function underItsId(batch) {
  const id = (0, import_store4.documentIdOf)(batch.batch_id);
  if (id === batch.batch_id) return batch;
  const legacy = { ...legacyOf(batch), batch_id: batch.batch_id };
  return { ...batch, batch_id: id, legacy };
}
function idOf(content) {
  switch (content.as) {
    case "batch":
      return (0, import_store4.documentIdOf)(content.batch.batch_id);
    case "returned":
      return content.returned.base.batch_id;
    case "session":
      return content.session.sessionId;
    case "user":
    case "bundle":
      return null;
  }
}
function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

// lib/legacy-batch-line.ts
var import_node_path3 = require("node:path");
var import_batches3 = require("./batch.cjs");
var import_json8 = require("./core.cjs");
var import_text2 = require("./core.cjs");
var import_store5 = require("./core.cjs");
var LIMIT_BYTES = 1024 * 1024;
function legacyBatchLine({ project, store }) {
  const bytes = (0, import_store5.readForeignFile)((0, import_node_path3.join)(project.root, ".claude", "batch_state.json"), LIMIT_BYTES);
  const state = bytes === null ? null : (0, import_json8.parseObject)(bytes.toString("utf8"));
  const id = state?.["batch_id"];
  if (state === null || typeof id !== "string" || id === "") return null;
  const total = listOf(state["features"]).length;
  const ended = /* @__PURE__ */ new Set([
    ...listOf(state["completed_features"]),
    ...listOf(state["failed_features"]).map(indexOf),
    ...listOf(state["skipped_features"]).map(indexOf)
  ]);
  const left = total - ended.size;
  if (left <= 0) return null;
  const known = store.readNow(import_batches3.BATCH, (0, import_store5.documentIdOf)(id));
  if (!known.ok || known.value !== null) return null;
  return `autonomous-dev: .claude/batch_state.json holds batch ${JSON.stringify((0, import_text2.cutText)((0, import_text2.plainLine)(id), 100))} of the plugin's predecessor with ${left} of ${total} features left. To take it over: adev import`;
}
function listOf(value) {
  return Array.isArray(value) ? value : [];
}
function indexOf(record2) {
  return (0, import_json8.isObject)(record2) ? record2["feature_index"] : record2;
}

// lib/retention.ts
var import_node_path7 = require("node:path");
var import_batches5 = require("./batch.cjs");
var import_batch_queries4 = require("./batch.cjs");

// lib/domain/retention.ts
var DAY_MS2 = 24 * 60 * 60 * 1e3;
function* chooseGoing(stored, limits, now, otherBytes, mayGo) {
  let sessions = stored.filter(({ kind }) => kind === "session").length;
  let bytes = stored.reduce((sum2, what) => sum2 + what.bytes, otherBytes);
  for (const what of stored.toSorted(byAge)) {
    const isTooOld = now - what.writtenMs > limits.days * DAY_MS2;
    const isTooMany = what.kind === "session" && sessions > limits.sessions;
    const isTooLarge = bytes > limits.bytes;
    if (!(isTooOld || isTooMany || isTooLarge) || !mayGo(what)) continue;
    if (what.kind === "session") sessions -= 1;
    bytes -= what.bytes;
    yield { what, why: isTooOld ? "age" : isTooMany ? "count" : "bytes" };
  }
}
function byAge(one, other) {
  return one.writtenMs - other.writtenMs || (one.name < other.name ? -1 : 1);
}
var UNSEEN_LIVES_MS = 3 * DAY_MS2;
function mayLive(liveness, lastHeardMs, now) {
  return liveness === "alive" || liveness === "unknown" && now - lastHeardMs < UNSEEN_LIVES_MS;
}
var REMOVED_STAYS_MS = 3 * DAY_MS2;

// lib/store/drop-log.ts
var import_node_fs2 = require("node:fs");
var import_node_path4 = require("node:path");
var import_envelope2 = require("./core.cjs");
var import_errors2 = require("./core.cjs");
var import_folders2 = require("./core.cjs");
var import_log2 = require("./core.cjs");
var import_numbered_folder2 = require("./core.cjs");
var import_read_file = require("./core.cjs");
var import_store6 = require("./core.cjs");
var import_trash = require("./core.cjs");
var LOOK_AT_THE_CLOCK_EVERY = 64;
var ATTEMPTS = 10;
function dropLog(stateDir, sessionFolder, numbers, options) {
  if (!(0, import_folders2.foldersExist)(stateDir, ["sessions", sessionFolder])) return "dropped";
  const known = new Set(numbers);
  const highest = numbers.reduce((one, other) => Math.max(one, other), 0);
  const trash = (0, import_trash.moveToTrash)((0, import_node_path4.join)(stateDir.path, "sessions", sessionFolder), `${highest}.${sessionFolder}`);
  if (trash === null) return "dropped";
  return clear(stateDir, trash, sessionFolder, (number2) => known.has(number2), options);
}
function finishDrops(stateDir, options) {
  const [putBack, problems] = [[], []];
  let finished = 0;
  let isDone = true;
  const sessions = (0, import_node_path4.join)(stateDir.path, "sessions");
  for (const name2 of (0, import_folders2.foldersExist)(stateDir, ["sessions"]) ? (0, import_trash.leftTrash)(sessions, options.now()) : []) {
    isDone = !(0, import_store6.isOver)(options.deadline);
    if (!isDone) break;
    try {
      const [, highest, folder] = /^(\d+)\.([a-z0-9_-]+)$/.exec((0, import_trash.noteOfTrash)(name2)) ?? [];
      const trash = (0, import_node_path4.join)(sessions, name2);
      const isKnown = (number2) => folder === void 0 || number2 <= Number(highest);
      const result = clear(stateDir, trash, folder ?? name2, isKnown, options);
      if (result === "put-back" && folder !== void 0) putBack.push(folder);
      if (result === "unfinished") isDone = false;
      else finished += 1;
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { putBack, problems, finished, isDone };
}
function clear(stateDir, trash, sessionFolder, isKnown, options) {
  if (!(0, import_folders2.foldersExist)(stateDir, ["sessions", (0, import_node_path4.basename)(trash)])) return "dropped";
  let result = "dropped";
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const late = ((0, import_numbered_folder2.listFolder)(trash, "e")?.numbers ?? []).filter((number2) => !isKnown(number2));
    if (late.length > 0) {
      result = "put-back";
      const isWhole = (0, import_numbered_folder2.hasNumber)(trash, "e", 1);
      if (isWhole && renamedBack(trash, (0, import_node_path4.join)(stateDir.path, "sessions", sessionFolder))) return result;
      moveOver(stateDir, trash, sessionFolder, late, options);
    }
    if (!deleteAll(trash, isKnown, new Set(late), options.deadline)) return "unfinished";
    if (isRemoved(trash)) return result;
  }
  return "unfinished";
}
function renamedBack(trash, folder) {
  try {
    (0, import_node_fs2.renameSync)(trash, folder);
    return true;
  } catch (error) {
    if (["EEXIST", "ENOTEMPTY", "EPERM"].includes((0, import_errors2.systemCode)(error))) return false;
    throw (0, import_errors2.writeError)(error, "putting back", folder);
  }
}
function moveOver(stateDir, trash, sessionFolder, numbers, options) {
  const entries = numbers.toReversed().flatMap((number2) => entryIn(trash, number2));
  extendLog(
    stateDir,
    sessionFolder,
    (present) => {
      const texts = new Set(present.map(({ data }) => JSON.stringify(data)));
      return entries.filter(({ data }) => !texts.has(JSON.stringify(data)));
    },
    options
  );
}
function entryIn(trash, number2) {
  try {
    const bytes = (0, import_read_file.readWhole)((0, import_node_path4.join)(trash, (0, import_numbered_folder2.numberedName)("e", number2)), import_envelope2.MAX_FILE_BYTES);
    const decoded = bytes && (0, import_envelope2.decodeEnvelope)(bytes, import_log2.SESSION_KIND, number2);
    return decoded?.ok ? [{ version: decoded.header.version, data: decoded.data }] : [];
  } catch (error) {
    if (error instanceof import_read_file.NotAFile) return [];
    throw error;
  }
}
function deleteAll(trash, isKnown, moved, deadline) {
  for (const [index2, entry] of listAll(trash).entries()) {
    if (index2 % LOOK_AT_THE_CLOCK_EVERY === 0 && (0, import_store6.isOver)(deadline)) return false;
    const number2 = Number(/^e(\d{10,15})\.json$/.exec(entry.name)?.[1] ?? 0);
    if (number2 > 0 && !isKnown(number2) && !moved.has(number2)) continue;
    const path = (0, import_node_path4.join)(trash, entry.name);
    try {
      if (entry.isDirectory()) (0, import_node_fs2.rmSync)(path, { recursive: true, force: true });
      else (0, import_node_fs2.unlinkSync)(path);
    } catch (error) {
      if ((0, import_errors2.systemCode)(error) !== "ENOENT") throw (0, import_errors2.writeError)(error, "deleting", path);
    }
  }
  return true;
}
function listAll(folder) {
  try {
    return (0, import_node_fs2.readdirSync)(folder, { withFileTypes: true }).toSorted((a, b) => a.name < b.name ? -1 : 1);
  } catch (error) {
    if ((0, import_errors2.systemCode)(error) === "ENOENT") return [];
    throw (0, import_errors2.readError)(error, folder);
  }
}
function isRemoved(folder) {
  try {
    (0, import_node_fs2.rmdirSync)(folder);
    return true;
  } catch (error) {
    const code = (0, import_errors2.systemCode)(error);
    if (code === "ENOENT") return true;
    if (["EEXIST", "ENOTEMPTY"].includes(code)) return false;
    throw (0, import_errors2.writeError)(error, "deleting", folder);
  }
}

// lib/store/measure.ts
var import_node_fs3 = require("node:fs");
var import_node_path5 = require("node:path");
var import_ids6 = require("./core.cjs");
var import_json9 = require("./core.cjs");
var import_envelope3 = require("./core.cjs");
var import_errors3 = require("./core.cjs");
var import_folders3 = require("./core.cjs");
var import_log3 = require("./core.cjs");
var import_numbered_folder3 = require("./core.cjs");
var import_read_file2 = require("./core.cjs");
function sessionAge(stateDir, folder) {
  const path = (0, import_node_path5.join)(stateDir.path, "sessions", folder);
  const found = (0, import_node_fs3.lstatSync)(path, { throwIfNoEntry: false });
  const numbers = found?.isDirectory() ? (0, import_numbered_folder3.listFolder)(path, "e")?.numbers : void 0;
  if (found === void 0 || numbers === void 0) return null;
  return { folder, numbers, writtenMs: newestWritten(path, numbers) ?? found.mtimeMs };
}
function batchAges(stateDir) {
  if (!(0, import_folders3.foldersExist)(stateDir, ["batches"])) return [];
  const batches = (0, import_node_path5.join)(stateDir.path, "batches");
  return namesIn(batches).flatMap((id) => {
    const folder = (0, import_node_path5.join)(batches, id);
    if (!(0, import_ids6.isBatchId)(id) || !isFolder(folder)) return [];
    const newest = (0, import_numbered_folder3.listFolder)(folder, "r")?.numbers[0];
    if (newest === void 0) return [];
    const file = (0, import_node_path5.join)(folder, (0, import_numbered_folder3.numberedName)("r", newest));
    const { written_at, tombstone } = headerOf(file);
    const written = Date.parse(String(written_at));
    const writtenMs = Number.isNaN(written) ? (0, import_node_fs3.lstatSync)(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 : written;
    return [{ id, writtenMs, isRemoved: tombstone === true }];
  });
}
function newestBytes(stateDir, batchId) {
  const folder = (0, import_node_path5.join)(stateDir.path, "batches", batchId);
  const newest = (0, import_numbered_folder3.listFolder)(folder, "r")?.numbers[0];
  return newest === void 0 ? null : (0, import_read_file2.readWhole)((0, import_node_path5.join)(folder, (0, import_numbered_folder3.numberedName)("r", newest)), import_envelope3.MAX_FILE_BYTES);
}
function bytesBelow(path) {
  const found = (0, import_node_fs3.lstatSync)(path, { throwIfNoEntry: false });
  if (found === void 0) return 0;
  const blocks = (found.blocks ?? 0) * 512;
  if (!found.isDirectory()) return Math.max(found.size, blocks);
  return namesIn(path).reduce((sum2, name2) => sum2 + bytesBelow((0, import_node_path5.join)(path, name2)), blocks);
}
function isFolderThere(stateDir, ...below) {
  return isFolder((0, import_node_path5.join)(stateDir.path, ...below));
}
var MAX_HEADER_BYTES = 16 * 1024;
function headerOf(file) {
  try {
    const descriptor = (0, import_node_fs3.openSync)(
      file,
      import_node_fs3.constants.O_RDONLY | (import_node_fs3.constants.O_NOFOLLOW ?? 0) | (import_node_fs3.constants.O_NONBLOCK ?? 0)
    );
    try {
      const bytes = Buffer.allocUnsafe(MAX_HEADER_BYTES);
      const [line = ""] = bytes.toString("utf8", 0, (0, import_node_fs3.readSync)(descriptor, bytes, 0, bytes.length, 0)).split(",\n");
      return (0, import_json9.parseObject)(`${line}}`) ?? {};
    } finally {
      (0, import_node_fs3.closeSync)(descriptor);
    }
  } catch {
    return {};
  }
}
function newestWritten(folder, numbers) {
  for (const number2 of numbers) {
    try {
      const bytes = (0, import_read_file2.readWhole)((0, import_node_path5.join)(folder, (0, import_numbered_folder3.numberedName)("e", number2)), import_envelope3.MAX_FILE_BYTES);
      const decoded = bytes && (0, import_envelope3.decodeEnvelope)(bytes, import_log3.SESSION_KIND, number2);
      const written = decoded?.ok ? Date.parse(decoded.header.written_at) : Number.NaN;
      if (!Number.isNaN(written)) return written;
    } catch {
    }
  }
  return null;
}
function isFolder(path) {
  return (0, import_node_fs3.lstatSync)(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
function namesIn(folder) {
  try {
    return (0, import_node_fs3.readdirSync)(folder);
  } catch (error) {
    if ((0, import_errors3.systemCode)(error) === "ENOENT") return [];
    throw (0, import_errors3.readError)(error, folder);
  }
}

// lib/store/care.ts
var import_trash2 = require("./core.cjs");

// lib/hint-care.ts
function tidyHints({ stateDir, openHints, unmarkOpen, markOpen }, tidied) {
  for (const hint of openHints()) {
    const target = targetOf(hint);
    const isStale = target === null ? hint.startsWith("gc.") && hint !== tidied : !isFolderThere(stateDir, ...target);
    if (isStale) unmarkOpen(hint);
  }
  markOpen(tidied);
}
function targetOf(hint) {
  const [, kind, name2 = ""] = /^(batch|session|parked|cleared)\.(?:.*\.)?([a-z0-9_-]+)$/.exec(hint) ?? [];
  return kind === void 0 ? null : [kind === "batch" ? "batches" : "sessions", name2];
}

// lib/kept-sessions.ts
var import_batches4 = require("./batch.cjs");
var import_batch_queries3 = require("./batch.cjs");
var import_sessions = require("./agents.cjs");
var import_store7 = require("./core.cjs");
var EMPTY_STAYS_MS = 24 * 60 * 60 * 1e3;
function mustStay(workspace) {
  const { store, sessionId, sessionIsDefault, client } = workspace;
  const livenessOf = (0, import_sessions.livenessSeenBy)(client);
  const now = store.now();
  let holders;
  return ({ folder, writtenMs }) => {
    if (!sessionIsDefault && folder === (0, import_store7.folderNameOf)(sessionId)) return true;
    const session = (0, import_sessions.readSessionIn)(store, folder)?.session;
    if (session === void 0) return now - writtenMs < EMPTY_STAYS_MS;
    const lives = session.stays.some(
      (stay) => stay.ended === void 0 && mayLive(livenessOf(stay.client), writtenMs, now)
    );
    if (lives) return true;
    holders ??= holdersIn(workspace);
    return holders.folders.has(folder) || isNamedIn(holders.unreadable, session.sessionId ?? folder);
  };
}
function holdersIn({ store }) {
  const folders = /* @__PURE__ */ new Set();
  const unreadable = [];
  for (const { id } of batchAges(store.stateDir)) {
    let bytes = null;
    try {
      bytes = newestBytes(store.stateDir, id);
      if (bytes === null || hasNoLease(bytes)) continue;
      for (const sessionId of holdersOf(store, id)) folders.add((0, import_store7.folderNameOf)(sessionId));
    } catch {
      if (bytes !== null) unreadable.push(bytes);
    }
  }
  return { folders, unreadable };
}
function hasNoLease(bytes) {
  return bytes.at(-1) === 10 && !bytes.includes('"lease"');
}
function holdersOf(store, batchId) {
  const read = store.readNow(import_batches4.BATCH, batchId);
  if (!read.ok || read.value === null || !(0, import_batch_queries3.isUnfinished)((0, import_batch_queries3.batchStatus)(read.value.data))) return [];
  return read.value.data.features.flatMap(({ lease }) => lease?.owner.session_id ?? []);
}
function isNamedIn(batches, sessionId) {
  return batches.some((bytes) => bytes.includes(JSON.stringify(sessionId)));
}

// lib/retention.ts
var import_save_event = require("./core.cjs");

// lib/state-survey.ts
var import_node_path6 = require("node:path");
var import_store8 = require("./core.cjs");
function surveyState({ stateDir, sessionFolders }, deadline, measureUntil) {
  const sessions = /* @__PURE__ */ new Map();
  let isComplete = true;
  for (const folder of sessionFolders()) {
    isComplete = !(0, import_store8.isOver)(deadline);
    if (!isComplete) break;
    const age = sessionAge(stateDir, folder);
    if (age !== null) sessions.set(folder, age);
  }
  const sizeOf = (...below) => bytesBelow((0, import_node_path6.join)(stateDir.path, ...below));
  const batches = batchAges(stateDir).map((age) => ({
    ...age,
    bytes: sizeOf("batches", age.id) + sizeOf("batches", `${age.id}.json`)
  }));
  const newestFirst = [...sessions.values()].toSorted((a, b) => b.writtenMs - a.writtenMs);
  return {
    stored: [
      ...newestFirst.map(({ folder, writtenMs }) => {
        const bytes = (0, import_store8.isOver)(measureUntil) ? 0 : sizeOf("sessions", folder);
        return { kind: "session", name: folder, writtenMs, bytes };
      }),
      ...batches.filter(({ isRemoved: isRemoved2 }) => !isRemoved2).map(({ id, writtenMs, bytes }) => ({ kind: "batch", name: id, writtenMs, bytes }))
    ],
    sessions,
    removed: batches.filter(({ isRemoved: isRemoved2 }) => isRemoved2),
    otherBytes: sizeOf("project") + sizeOf("open"),
    isComplete
  };
}

// lib/retention.ts
var import_store9 = require("./core.cjs");
var import_user_settings4 = require("./core.cjs");
var import_tidied_hint = require("./batch.cjs");
async function collectGarbage(workspace, { isDryRun = false, deadline = NEVER } = {}) {
  const { store } = workspace;
  if (!store.exists()) return NOTHING;
  const left = isDryRun ? NOTHING_LEFT : finishDrops(store.stateDir, { now: store.now, deadline });
  const leftovers = left.finished + (isDryRun ? 0 : (0, import_trash2.emptyTrash)((0, import_node_path7.join)(store.stateDir.path, "batches")));
  const survey = surveyState(store, deadline, { at: ((0, import_store9.deadlineIn)(0).at + deadline.at) / 2 });
  const [sessions, batches, putBack] = [[], [], [...left.putBack]];
  const problems = [...left.problems];
  for (const going of goingIn(workspace, survey, deadline)) {
    const { name: name2, kind, bytes } = going.what;
    const result = isDryRun ? "dropped" : await drop(workspace, going.what, survey, deadline);
    if (typeof result !== "string") problems.push(result.problem);
    if (result === "put-back") putBack.push(name2);
    if (result === "dropped") (kind === "session" ? sessions : batches).push({ name: name2, why: going.why, bytes });
  }
  const erased = eraseRemoved(workspace, survey, isDryRun);
  const isComplete = left.isDone && survey.isComplete && !(0, import_store9.isOver)(deadline);
  if (!isDryRun && isComplete) tidyHints(store, (0, import_tidied_hint.tidiedHint)(workspace));
  const before = sum(survey.stored) + sum(survey.removed) + survey.otherBytes;
  return {
    sessions,
    batches,
    erased,
    leftovers,
    putBack,
    problems,
    stateBytes: before - sum(sessions) - sum(erased),
    isComplete
  };
}
var PIECE_MS = 100;
var RESERVE_MS = 300;
async function collectSome(workspace) {
  try {
    if ((0, import_tidied_hint.wasTidiedLately)(workspace)) return;
    const latest = (workspace.surroundings.deadline?.at ?? Infinity) - RESERVE_MS;
    const deadline = { at: Math.min((0, import_store9.deadlineIn)(PIECE_MS).at, latest) };
    if (!(0, import_store9.isOver)(deadline)) await collectGarbage(workspace, { deadline });
  } catch {
  }
}
var NEVER = { at: Infinity };
var NOTHING_LEFT = { putBack: [], problems: [], finished: 0, isDone: true };
var NOTHING = {
  sessions: [],
  batches: [],
  erased: [],
  leftovers: 0,
  putBack: [],
  problems: [],
  stateBytes: 0,
  isComplete: true
};
function goingIn(workspace, survey, deadline) {
  const { store, surroundings } = workspace;
  const { retention_days, keep_sessions, max_state_mb } = (0, import_user_settings4.readSettings)(surroundings);
  const limits = survey.isComplete ? { days: retention_days, sessions: keep_sessions, bytes: max_state_mb * 1e6 } : { days: retention_days, sessions: Infinity, bytes: Infinity };
  const stays = mustStay(workspace);
  return chooseGoing(survey.stored, limits, store.now(), survey.otherBytes, ({ kind, name: name2 }) => {
    if ((0, import_store9.isOver)(deadline)) return false;
    const session = survey.sessions.get(name2);
    try {
      return kind === "batch" ? isFinished(store, name2) : session !== void 0 && !stays(session);
    } catch {
      return false;
    }
  });
}
async function drop({ store }, { kind, name: name2 }, { sessions }, deadline) {
  try {
    if (kind === "session")
      return dropLog(store.stateDir, name2, sessions.get(name2)?.numbers ?? [], { now: store.now, deadline });
    const isRemoved2 = await store.remove(import_batches5.BATCH, name2, void 0, ({ data }) => !hasWorkLeft(data));
    if (isRemoved2) store.unmarkOpen(`batch.${name2}`);
    return isRemoved2 ? "dropped" : "put-back";
  } catch (error) {
    return { problem: `${kind} ${name2}: ${(0, import_save_event.skippedBy)(error).detail}` };
  }
}
function eraseRemoved({ store }, { removed }, isDryRun) {
  return removed.filter(({ writtenMs }) => store.now() - writtenMs > REMOVED_STAYS_MS).map(({ id, bytes }) => {
    if (!isDryRun) (0, import_trash2.removeFolder)((0, import_node_path7.join)(store.stateDir.path, "batches", id));
    return { name: id, why: "removed", bytes };
  });
}
function isFinished(store, batchId) {
  const read = store.readNow(import_batches5.BATCH, batchId);
  return read.ok && read.value !== null && !hasWorkLeft(read.value.data);
}
function hasWorkLeft(batch) {
  return (0, import_batch_queries4.isUnfinished)((0, import_batch_queries4.batchStatus)(batch));
}
function sum(parts) {
  return parts.reduce((all, { bytes }) => all + bytes, 0);
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  SKILL_KEYWORDS,
  collectGarbage,
  collectSome,
  createFile,
  createFolder,
  exportBundle,
  exportForOriginal,
  firstUseLine,
  importFile,
  isLauncher,
  isOccupied,
  launcherText,
  legacyBatchLine,
  matchSkill,
  parseAdevCommand
});
