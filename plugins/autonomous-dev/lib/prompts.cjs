"use strict";
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
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
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// chunk:prompts

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
    const text = single ?? double ?? option ?? bare;
    if (text !== void 0) {
      word = (word ?? "") + text;
    } else if (word !== void 0) {
      words.push(word);
      word = void 0;
    }
  }
  if (read !== line.length) return null;
  return word === void 0 ? words : [...words, word];
}
function heredocBody(text, delimiter) {
  const lines = text.split("\n");
  const end = lines.indexOf(delimiter);
  const after = lines.slice(end + 1).join("\n");
  if (end < 0 || after !== "" || CONTROL_IN_BODY.test(text)) return null;
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
  agent: { start: RUN, complete: RUN, fail: RUN, status: "dismiss expect=" },
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
  return new Map(names.map((name) => [name.replace("=", ""), name.endsWith("=")]));
}
function positionals(words, options) {
  const places = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (word === "-" || !word.startsWith("-")) {
      places.push(word);
      continue;
    }
    const [, name = "", value] = /^--([a-z-]+)(=.*)?$/su.exec(word) ?? [];
    const takesValue = options.get(name);
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
  const text = words.join(" ");
  const beginning = words.slice(0, WORDS_AT_BEGINNING).join(" ");
  for (const { skill, keywords, unless } of skills) {
    if (hasOneOf(unless, beginning)) continue;
    const found = keywords.filter((each) => hasOneOf(each.phrases, text) && !hasOneOf(each.unless, text));
    if (found.length > 1) return { skill, keywords: found.map(({ name }) => name) };
  }
  return null;
}
function wordsOf(text) {
  return text.match(/[A-Z]*[a-z0-9]+|[A-Z]+/g)?.map((word) => word.toLowerCase()) ?? [];
}
function hasOneOf(phrases, text) {
  return phrases.length > 0 && new RegExp(phrases.map(patternOf).join("|")).test(text);
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
  const text = launcherText();
  return program.length === text.length && program.every((byte, at) => byte === text.charCodeAt(at));
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
module.exports = {
  SKILL_KEYWORDS,
  isLauncher,
  launcherText,
  matchSkill,
  parseAdevCommand,
};
