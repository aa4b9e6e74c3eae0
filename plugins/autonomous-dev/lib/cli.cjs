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

// lazy:lib/cli/commands.ts
var require_commands = __commonJS({
  "lazy:lib/cli/commands.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      COMMANDS: { enumerable: true, get: () => require("./commands.cjs").COMMANDS }
    });
  }
});

// chunk:cli

// lib/cli/agent-run.ts
var import__ = require("./index.cjs");

// lib/cli/answer.ts
var EXIT = { done: 0, usage: 2, refused: 3, nothing: 4, skipped: 75 };
function done(json, lines, notes = []) {
  return { exit: EXIT.done, json, lines, notes };
}
function usage(message, hints = []) {
  const more = hints.length === 0 ? "" : ` (${hints.join("; ")})`;
  const json = { refused: { code: "usage", message: `${message}${more}` } };
  return { exit: EXIT.usage, json, lines: [], notes: [`adev: ${message}`, ...hints] };
}
function refused({ code, message }) {
  const notes = [`adev: refused (${code}): ${message}`];
  return { exit: EXIT.refused, json: { refused: { code, message } }, lines: [], notes };
}
function nothingToClaim(json, lines) {
  return { exit: EXIT.nothing, json, lines, notes: [] };
}
function skipped({ reason, detail }) {
  const json = { saved: false, reason, detail };
  return { exit: EXIT.skipped, json, lines: [], notes: [`adev: skipped (${reason}): ${detail}`] };
}

// lib/cli/command.ts
var GROUPS = ["every day", "after trouble", "housekeeping"];
var COMMON_OPTIONS = {
  json: { about: "print one JSON document" },
  root: { value: "DIR", about: "the project to work on, instead of the one around the current folder" },
  session: { value: "ID", about: "the session to act for, instead of the one in the environment" },
  help: { about: "explain the command" }
};
function command(entry) {
  return entry;
}

// lib/cli/agent-run.ts
var agentStart = runCommand("start", {
  summary: "Say that an agent begins; every start is a new run",
  message: "what it sets out to do",
  becomes: "running",
  save: (request, surroundings) => (0, import__.saveRunStart)(request, surroundings)
});
var agentComplete = runCommand("complete", {
  summary: "Say that an agent has done its work",
  message: "what came of it",
  becomes: "completed",
  save: (request, surroundings) => (0, import__.saveRunEnd)("completed", request, surroundings)
});
var agentFail = runCommand("fail", {
  summary: "Say that an agent has failed, or that a lost one is given up",
  message: "what went wrong",
  becomes: "failed",
  save: (request, surroundings) => (0, import__.saveRunEnd)("failed", request, surroundings)
});
function runCommand(verb, { summary, message, becomes, save }) {
  return command({
    name: `agent ${verb}`,
    group: "every day",
    summary,
    arguments: ["NAME"],
    options: {
      message: { value: "TEXT", required: true, about: `${message}, 10,000 characters at most` },
      tools: { value: "A,B", multiple: true, about: "the tools that were used" },
      "agent-id": { value: "ID", about: "which run of that name, as adev agent status shows it" }
    },
    run({ arguments: [agentName = ""], options, surroundings }) {
      const agentId = options["agent-id"];
      const request = {
        agentName,
        message: options.message,
        toolsUsed: options.tools.flatMap((names) => names.split(",")),
        ...agentId === void 0 ? {} : { agentId }
      };
      return answer(save(request, surroundings), request, becomes, surroundings);
    }
  });
}
function answer(outcome, { agentName, agentId }, becomes, surroundings) {
  if (!outcome.saved) {
    const { reason, detail } = outcome;
    return reason === "invalid-input" ? refused({ code: reason, message: detail }) : skipped(outcome);
  }
  const { number, sessionId } = outcome;
  const agent = agentName.trim();
  const status = statusNow(agent, agentId, surroundings) ?? becomes;
  const json = { saved: true, number, session_id: sessionId, agent, status };
  const notes = status === becomes ? [] : [
    `adev: that changes nothing: this run was told of as ${status} before.`,
    `For a new one: adev agent start ${agent} --message TEXT`
  ];
  return done(json, [`Agent ${agent}: ${status}`], notes);
}
function statusNow(agent, agentId, surroundings) {
  try {
    const workspace = (0, import__.openWorkspace)(surroundings);
    const session = workspace === null ? null : (0, import__.readSession)(workspace.store, workspace.sessionId)?.session;
    if (workspace === null || !session) return null;
    const tracked = (0, import__.trackedRuns)(session, (0, import__.livenessSeenBy)(workspace.client)).findLast(
      ({ run }) => agentId === void 0 ? run.agentId === void 0 && run.isReported === true && run.agent === agent : run.agentId === agentId
    );
    return tracked?.status ?? null;
  } catch {
    return null;
  }
}

// lib/cli/nearest.ts
function nearest(word, candidates) {
  const limit = Math.min(2, Math.floor(word.length / 3));
  let best = null;
  let least = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const steps = editDistance(word, candidate);
    if (steps < least) [best, least] = [candidate, steps];
  }
  return best;
}
function editDistance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let line = 1; line <= one.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= other.length; column += 1) {
      const exchange = (row[column - 1] ?? 0) + (one[line - 1] === other[column - 1] ? 0 : 1);
      next.push(Math.min(exchange, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

// lib/cli/quote.ts
var import__2 = require("./index.cjs");
function quote(text) {
  return `"${(0, import__2.plainLine)((0, import__2.cutText)(text, 100))}"`;
}

// lib/cli/arguments.ts
function parseArguments(command2, args) {
  const known = { ...command2.options, ...COMMON_OPTIONS };
  const values = {};
  for (const [name, { value, multiple }] of Object.entries(known)) {
    values[name] = value === void 0 ? false : multiple ? [] : void 0;
  }
  const { before, after } = splitAtDashes(args);
  const positionals = [];
  let problem = null;
  for (let at = 0; at < before.length; at += 1) {
    const word = before[at] ?? "";
    if (word === "-" || !word.startsWith("-")) {
      positionals.push(word);
      continue;
    }
    const { name, text } = splitOption(word);
    const option = Object.hasOwn(known, name) ? known[name] : void 0;
    const next = before[at + 1];
    if (option === void 0) problem ??= unknownOption(word, known);
    else if (option.value === void 0) {
      values[name] = true;
      if (text !== void 0) problem ??= `--${name} takes no value`;
    } else if (text !== void 0) give(values, name, text);
    else if (next !== void 0 && !isOption(next, known) && fitsHere(next, option)) {
      give(values, name, next);
      at += 1;
    } else if (option.otherwise !== void 0) give(values, name, option.otherwise);
    else problem ??= `--${name} needs a value: --${name} ${option.value}`;
  }
  const all = positionals.concat(after);
  problem ??= missingOption(known, values) ?? wrongPositional(command2, all);
  return { options: values, positionals: all, problem };
}
function splitAtDashes(args) {
  const end = args.indexOf("--");
  return end < 0 ? { before: args, after: [] } : { before: args.slice(0, end), after: args.slice(end + 1) };
}
function toWhole(text) {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
function splitOption(word) {
  if (word === "-h") return { name: "help" };
  if (!word.startsWith("--")) return { name: "" };
  const equals = word.indexOf("=");
  return equals < 0 ? { name: word.slice(2) } : { name: word.slice(2, equals), text: word.slice(equals + 1) };
}
function give(values, name, text) {
  const given = values[name];
  if (Array.isArray(given)) given.push(text);
  else values[name] = text;
}
function isOption(word, known) {
  return word.startsWith("--") && Object.hasOwn(known, word.slice(2));
}
function fitsHere(word, { otherwise }) {
  return otherwise === void 0 || /^\d/.test(word);
}
function unknownOption(word, known) {
  const names = Object.keys(known).map((name) => `--${name}`);
  const meant = nearest(word.replace(/=.*/s, ""), names);
  return `unknown option ${quote(word)}${meant === null ? "" : `; did you mean ${meant}?`}`;
}
function missingOption(known, values) {
  const isMissing = ([name2, { required }]) => required && values[name2] === void 0;
  const [name, option] = Object.entries(known).find(isMissing) ?? [];
  return name === void 0 ? void 0 : `--${name} ${option?.value ?? ""} is missing`;
}
function wrongPositional({ arguments: places = [] }, positionals) {
  const missing = places.slice(positionals.length).find((place) => !place.startsWith("["));
  if (missing !== void 0) return `${missing} is missing`;
  const stray = places.at(-1)?.endsWith("...") ? void 0 : positionals[places.length];
  return stray === void 0 ? null : `unexpected argument ${quote(stray)}`;
}

// lib/cli/batch-answer.ts
var import__4 = require("./index.cjs");

// lib/cli/in-project.ts
var import__3 = require("./index.cjs");
function inProject(call, act) {
  const workspace = (0, import__3.openWorkspace)(call.surroundings);
  if (workspace !== null) return act(workspace);
  const { start } = call.surroundings;
  const where = start === void 0 ? "here" : `in ${quote(start)}`;
  const detail = `no .git or .claude ${where} or above: go into a project, or name one with --root DIR`;
  return skipped({ reason: "no-project", detail });
}

// lib/cli/batch-answer.ts
var BATCH_OPTION = {
  batch: { value: "ID", about: "the batch, if not named by its place" }
};
function inBatch(call, named, act) {
  const { place, option } = named;
  if (place !== void 0 && option !== void 0 && place !== option) {
    return usage(`two batches are named, ${(0, import__4.plainLine)(place)} and ${(0, import__4.plainLine)(option)}; name one`);
  }
  return inProject(call, async (workspace) => {
    await takeUpAgain(workspace);
    const batchId = await (0, import__4.resolveBatch)(workspace, place ?? option);
    return batchId.ok ? act(workspace, batchId.value) : refused(batchId.refusal);
  });
}
async function takeUpAgain(workspace) {
  if ((0, import__4.isOffForProcess)(workspace.surroundings.env) || (0, import__4.isOffForProject)(workspace.store)) return;
  try {
    await (0, import__4.unparkSession)(workspace);
  } catch {
  }
}
function answerOf(outcome, show) {
  if (outcome.ok) return show(outcome.value);
  return "refused" in outcome ? refused(outcome.refused) : skipped(outcome.skipped);
}
function featureJson(feature) {
  return { uncertain: false, ...feature };
}
function featureLine({ number, text }) {
  return `${number}. ${(0, import__4.plainLine)(text)}`;
}

// lib/cli/batch-next.ts
var import__7 = require("./index.cjs");

// lib/cli/batch-next-lines.ts
var import__6 = require("./index.cjs");

// lib/cli/output.ts
var import__5 = require("./index.cjs");
function styled(style, text) {
  return { text, style };
}
function renderText(lines, isColoured2) {
  return lines.map((line) => `${renderLine(line, isColoured2)}
`).join("");
}
function renderJson(value) {
  const json = JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeCodeUnits);
  return `${json}
`;
}
function renderScreen(lines, isColoured2) {
  const text = renderText(lines, isColoured2);
  return `\x1B[H${text.replaceAll("\n", "\x1B[K\n")}\x1B[J`;
}
var CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };
function renderLine(line, isColoured2) {
  const spans = typeof line === "string" ? [line] : line;
  const parts = spans.map((span) => {
    if (typeof span === "string") return clean(span);
    return isColoured2 ? `\x1B[${CODES[span.style]}m${clean(span.text)}\x1B[0m` : clean(span.text);
  });
  return parts.join("").trimEnd();
}
function clean(text) {
  return (0, import__5.plainText)(text).replaceAll(/[\n\t]/g, " ");
}
function escapeCodeUnits(sign) {
  return Array.from({ length: sign.length }, (_, index) => {
    return `\\u${sign.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }).join("");
}

// lib/cli/batch-next-lines.ts
function headline(batch, feature) {
  return [
    styled("bold", `Feature ${feature.number} of ${batch.features.length}`),
    `: ${featureLine(feature).replace(/^\d+\. /, "")}`
  ];
}
function linesOfClaim(batch, feature, workspace) {
  const token = feature.lease?.token ?? 0;
  const report = (verb, more) => `adev batch ${verb} ${feature.number} --batch ${batch.batch_id} --token ${token} ${more}${rootOption(workspace)}`;
  return [
    headline(batch, feature),
    `Claimed under token ${token}.`,
    ...linesOfDoubt(feature, workspace, token),
    `When done:   ${report("complete", "--commit HEAD")}`,
    `If it fails: ${report("fail", "--error 'what went wrong'")}`
  ];
}
function linesOfDoubt({ uncertain, started_at, history }, workspace, claimed2) {
  if (uncertain !== true) return [];
  const before = history.findLast(({ head, token }) => head !== void 0 && token !== claimed2)?.head;
  const heads = before === void 0 ? "" : ` HEAD was ${before.slice(0, 12)} then and is ${(0, import__6.placeOf)(workspace).head?.slice(0, 12) ?? "unknown"} now.`;
  const since = started_at === void 0 ? "" : ` It was begun ${(0, import__6.minuteOf)(started_at)}.`;
  return [
    [
      styled("yellow", "Uncertain"),
      `: its owner went without a word, so part of it may be done. Look before you redo it.${since}${heads}`
    ]
  ];
}
function rootOption({ surroundings }) {
  const { start } = surroundings;
  return start === void 0 ? "" : ` --root ${(0, import__6.shellWord)(start)}`;
}
function linesOfNothing(batch, status, held, others, context) {
  const { batch_id } = batch;
  if (status === "paused")
    return [`Batch ${batch_id} is paused. To let it go on: adev batch unpause ${batch_id}`];
  if (status === "cancelled") return [`Batch ${batch_id} was cancelled: nothing is claimed any more.`];
  if (status === "completed")
    return [`Batch ${batch_id} is finished. What came of it: adev batch summary ${batch_id}`];
  if (status === "completed_with_failures") {
    return [`Batch ${batch_id} is finished, with failures. To see them: adev batch summary ${batch_id}`];
  }
  const waits = others.map(({ number, lease }) => {
    const end = lease === void 0 ? null : (0, import__6.leaseEnd)(lease, context);
    const parked = lease?.parked_until === void 0 ? "" : ", parked";
    return `feature ${number} (session ${lease?.owner.session_id.slice(0, 8) ?? ""}${parked}${end === null ? "" : `, until ${(0, import__6.minuteOf)(end)}`})`;
  });
  return [
    `Nothing to claim in batch ${batch_id} now.`,
    ...held.length === 0 ? [] : [
      `This session holds ${held.map(({ number }) => `feature ${number}`).join(", ")}: report on it first.`
    ],
    ...waits.length === 0 ? [] : [`It waits for ${waits.slice(0, 10).join(", ")}${waits.length > 10 ? " and others" : ""}.`]
  ];
}

// lib/cli/durations.ts
var UNITS_MS = { s: 1e3, m: 6e4, h: 36e5, d: 864e5 };
function durationOf(text) {
  const match = /^(\d{1,6})([smhd])$/.exec(text.trim());
  const unit = UNITS_MS[match?.[2] ?? ""];
  return match === null || unit === void 0 ? null : Number(match[1]) * unit;
}
function nextTime(clock, now) {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(clock.trim());
  if (match === null) return null;
  const at = new Date(now);
  at.setHours(Number(match[1]), Number(match[2]), 0, 0);
  if (at.getTime() <= now) at.setDate(at.getDate() + 1);
  return at.toISOString();
}

// lib/cli/batch-next.ts
var LOOK_EVERY_MS = 2e3;
var WAIT_MS = 9e4;
var LONGEST_WAIT_MS = 6e5;
var batchNext = command({
  name: "batch next",
  group: "every day",
  summary: "Show the next feature, or claim it",
  arguments: ["[ID]"],
  options: {
    claim: { about: "take it for this session" },
    ttl: { value: "90m", about: "end the claim after this time even while this session lives" },
    agent: { value: "NAME", about: "the agent that takes it" },
    wait: { value: "90s", otherwise: "90s", about: "wait for one as long as others work; 10m at most" },
    ...BATCH_OPTION
  },
  run(call) {
    const { claim, ttl, agent, wait, batch } = call.options;
    const ttlMs = ttl === void 0 ? void 0 : durationOf(ttl);
    if (ttlMs === null) return usage(`batch next: --ttl ${quote(ttl ?? "")} is no time: write 90m, 2h or 1d`);
    const waitMs = wait === void 0 ? 0 : durationOf(wait);
    if (waitMs === null || waitMs > LONGEST_WAIT_MS) {
      return usage(
        `batch next: --wait ${quote(wait ?? "")} is no time up to 10m: write ${WAIT_MS / 1e3}s or 5m`
      );
    }
    return inBatch(call, { place: call.arguments[0], option: batch }, async (workspace, batchId) => {
      const look = claim ? () => claimed(workspace, batchId, { ttlMs, agent }) : () => shown(workspace, batchId);
      const { now } = workspace.surroundings;
      const giveUpAt = now() + waitMs;
      const notes = [];
      for (; ; ) {
        const answer3 = await look();
        notes.push(...answer3.notes);
        const left = giveUpAt - now();
        if (answer3.exit !== EXIT.nothing || left <= 0 || !isWaiting(answer3)) return { ...answer3, notes };
        await call.terminal.wait(Math.min(left, LOOK_EVERY_MS));
      }
    });
  }
});
async function claimed(workspace, batchId, options) {
  const outcome = await (0, import__7.claimNextFeature)(batchId, options, workspace.surroundings);
  return answerOf(outcome, ({ batch, feature, gaveUp }) => {
    const notes = gaveUp.map(
      (number) => `adev: feature ${number} failed: its last owner went without reporting, and no attempt is left`
    );
    const lines = feature === null ? [] : linesOfClaim(batch, feature, workspace);
    return { ...answerFor(workspace, batch, feature, lines), notes };
  });
}
async function shown(workspace, batchId) {
  const outcome = await (0, import__7.loadBatchState)(batchId, workspace.surroundings);
  return answerOf(outcome, ({ batch }) => {
    const context = contextFor(workspace);
    const next = (0, import__7.nextFeature)(batch, context);
    if (next === null) return answerFor(workspace, batch, null, []);
    const feature = (0, import__7.isDoubtful)(next, context) ? { ...next, uncertain: true } : next;
    return answerFor(workspace, batch, feature, [
      headline(batch, feature),
      ...linesOfDoubt(feature, workspace),
      `Not claimed. To take it: adev batch next ${batch.batch_id} --claim${rootOption(workspace)}`
    ]);
  });
}
function answerFor(workspace, batch, feature, lines) {
  const context = contextFor(workspace);
  const mine = workspace.sessionIsDefault ? [] : (0, import__7.heldHere)(batch, (0, import__7.ownerOf)(workspace), context);
  const isOther = ({ number }) => number !== feature?.number;
  const held = mine.filter(isOther);
  const others = (0, import__7.heldBesides)(batch, mine, context).filter(isOther);
  const status = (0, import__7.batchStatus)(batch);
  const lease = feature !== null && (0, import__7.isHeld)(feature.lease, context) ? feature.lease : void 0;
  const json = {
    batch_id: batch.batch_id,
    batch_status: status,
    feature: feature === null ? null : featureJson(feature),
    lease: lease === void 0 ? null : { token: lease.token, expires_at: (0, import__7.leaseEnd)(lease, context) },
    remaining: (0, import__7.countRemaining)((0, import__7.countFeatures)(batch)),
    held: held.map(({ number, text, lease: own }) => ({ number, text, token: own?.token ?? null })),
    waiting_for: others.map(({ number, text, lease: other }) => ({
      number,
      text,
      session_id: other?.owner.session_id ?? null,
      until: other === void 0 ? null : (0, import__7.leaseEnd)(other, context)
    }))
  };
  return feature === null ? nothingToClaim(json, linesOfNothing(batch, status, held, others, context)) : done(json, lines);
}
function isWaiting({ json }) {
  const { batch_status, waiting_for } = json;
  return waiting_for.length > 0 || batch_status === "paused";
}
function contextFor(workspace) {
  return (0, import__7.contextOf)(workspace)(workspace.surroundings.now());
}

// lib/cli/batch-report.ts
var import__8 = require("./index.cjs");
var REPORT_OPTIONS = {
  token: { value: "N", about: "the token that claiming printed; proves whose feature it is" },
  agent: { value: "NAME", about: "the agent that reports" },
  commit: { value: "SHA|HEAD", about: "the commit that holds the work" },
  pr: { value: "URL", about: "the pull request" },
  note: { value: "TEXT", about: "anything else worth knowing" },
  ...BATCH_OPTION
};
var batchComplete = reportCommand({
  name: "batch complete",
  summary: "Report a feature as done",
  said: "completed",
  options: {},
  report: (id, number, given, _, here) => (0, import__8.markCompleted)(id, number, given, here)
});
var batchFail = reportCommand({
  name: "batch fail",
  summary: "Report that a feature did not work out",
  said: "failed",
  options: {
    error: {
      value: "TEXT",
      about: "what went wrong; a passing fault (timeout, rate limit …) may be tried again"
    }
  },
  report: (id, number, given, { error }, here) => (0, import__8.markFailed)(id, number, { ...given, error }, here)
});
var batchSkip = reportCommand({
  name: "batch skip",
  summary: "Leave a feature out",
  said: "skipped",
  options: {
    reason: { value: "TEXT", about: "why" },
    category: { value: "C", about: "quality_gate, manual, dependency or another word" }
  },
  report: (id, number, given, { reason, category }, here) => (0, import__8.markSkipped)(id, number, { ...given, reason, category }, here)
});
var batchRetry = reportCommand({
  name: "batch retry",
  summary: "Put a failed or skipped feature back",
  said: "put back",
  options: {},
  report: (id, number, given, _, here) => (0, import__8.retryFeature)(id, number, given, here)
});
var batchRelease = reportCommand({
  name: "batch release",
  summary: "Give a claimed feature back untouched",
  said: "given back",
  options: {},
  report: (id, number, given, _, here) => (0, import__8.releaseFeature)(id, number, given, here)
});
function reportCommand({ name, summary, said, options, report }) {
  return command({
    name,
    group: "every day",
    summary,
    arguments: ["NUMBER", "[ID]"],
    options: { ...options, ...REPORT_OPTIONS },
    run(call) {
      const given = call.options;
      const words = placesOf(call.arguments);
      const number = toWhole(words.number);
      if (number === null) return usage(`${name}: ${quote(words.number)} is no feature number`);
      const token = given["token"] === void 0 ? void 0 : toWhole(given["token"]);
      if (token === null) return usage(`${name}: --token ${quote(given["token"] ?? "")} is no whole number`);
      const { agent, commit, pr, note } = given;
      const proof = { token, agent, evidence: { commit, pr, note } };
      return inBatch(
        call,
        { place: words.batch, option: given["batch"] },
        async (_, batchId) => reportAnswer(await report(batchId, number, proof, given, call.surroundings), said, commit)
      );
    }
  });
}
function placesOf([first = "", second]) {
  if (second === void 0) return { number: first };
  return toWhole(first) === null && toWhole(second) !== null ? { number: second, batch: first } : { number: first, batch: second };
}
function reportAnswer(outcome, said, commit) {
  return answerOf(outcome, ({ batch, feature }) => {
    const { batch_id } = batch;
    const counts = (0, import__8.countFeatures)(batch);
    const remaining = (0, import__8.countRemaining)(counts);
    const batch_status = (0, import__8.batchStatus)(batch, counts);
    const again = said === "failed" && feature.status === "pending" ? ", to be tried again" : "";
    const lines = [
      `Feature ${featureLine(feature)}: ${said}${again}.`,
      remaining === 0 || batch_status.startsWith("completed") ? `Batch ${batch_id} is finished (${counts.completed} completed, ${counts.failed} failed, ${counts.skipped} skipped): adev batch summary ${batch_id}` : `${remaining} of ${counts.total} left. Next: adev batch next ${batch_id} --claim`
    ];
    const isHeadUnknown = commit?.toUpperCase() === "HEAD" && feature.evidence?.commit === void 0;
    const notes = isHeadUnknown && feature.status === "completed" ? ["adev: HEAD is not known here, so no commit was recorded: name it with --commit SHA"] : [];
    return done({ batch_id, feature: featureJson(feature), remaining, batch_status }, lines, notes);
  });
}

// lib/cli/checkpoint-save.ts
var import__9 = require("./index.cjs");
var STDIN_LIMITS = { bytes: 1024 * 1024, ms: 4e3 };
var checkpointSave = command({
  name: "checkpoint save",
  group: "every day",
  summary: "Note how far an agent got",
  options: {
    agent: { value: "NAME", required: true, about: "who got there: letters, digits and _ . : -" },
    message: {
      value: "TEXT|-",
      required: true,
      about: "what was done, 10,000 characters at most; - reads stdin"
    },
    tools: { value: "A,B", multiple: true, about: "the tools that were used" },
    issue: { value: "N", about: "the GitHub issue that it belongs to" },
    kind: {
      value: "progress|completed|failed",
      about: "what it is a note of; progress unless told otherwise"
    },
    strict: { about: "exit 75 when nothing was saved, 2 when the command is wrong; otherwise it exits 0" }
  },
  async run({ options, surroundings, terminal }) {
    const { agent, message: given, tools, issue, kind, strict } = options;
    const message = given === "-" ? await terminal.stdin(STDIN_LIMITS) : (0, import__9.ok)(given);
    if (!message.ok) return answer2(unsaved(message.refusal.code, message.refusal.message), strict);
    const request = {
      agentName: agent,
      message: message.value,
      toolsUsed: tools.flatMap((names) => names.split(",")),
      ...issue === void 0 ? {} : { githubIssue: toWhole(issue) ?? Number.NaN },
      // Anything else is refused by the save itself, which says what there is.
      ...kind === void 0 ? {} : { kind }
    };
    return answer2((0, import__9.saveCheckpoint)(request, surroundings), strict);
  },
  misused(message, { strict }) {
    const outcome = unsaved("invalid-input", `${message} (see adev help checkpoint save)`);
    return { ...answer2(outcome, false), exit: strict ? EXIT.usage : EXIT.done };
  }
});
function unsaved(reason, detail) {
  return { saved: false, reason, detail };
}
function answer2(outcome, isStrict) {
  if (outcome.saved) {
    const { number, sessionId } = outcome;
    const json = { saved: true, number, session_id: sessionId };
    return { exit: EXIT.done, json, lines: ["Checkpoint: saved"], notes: [] };
  }
  const lines = [`Checkpoint: skipped (${outcome.reason}): ${outcome.detail}`];
  return { exit: isStrict ? EXIT.skipped : EXIT.done, json: outcome, lines, notes: [] };
}

// lib/cli/columns.ts
var import__10 = require("./index.cjs");
function alignColumns(rows, width = Infinity, indent = "") {
  const cells = rows.map((row) => row.map((cell) => withText(cell, (0, import__10.plainLine)(textOf(cell)))));
  const widths = [];
  for (const row of cells) {
    for (const [column, cell] of row.slice(0, -1).entries()) {
      widths[column] = Math.max(widths[column] ?? 0, textOf(cell).length);
    }
  }
  return cells.map((row) => {
    const before = widths.slice(0, row.length - 1).reduce((sum, column) => sum + column + 2, indent.length);
    const padded = row.map((cell, column) => {
      const text = textOf(cell);
      if (column === row.length - 1) return withText(cell, cut(text, Math.max(8, width - before)));
      return withText(cell, text.padEnd((widths[column] ?? 0) + 2));
    });
    return [indent, ...padded];
  });
}
function cut(text, width) {
  return text.length <= width ? text : `${text.slice(0, width - 1).toWellFormed()}…`;
}
function textOf(cell) {
  return typeof cell === "string" ? cell : cell.text;
}
function withText(cell, text) {
  return typeof cell === "string" ? text : styled(cell.style, text);
}

// lib/cli/main.ts
var import__13 = require("./index.cjs");
var import_commands = __toESM(require_commands(), 1);

// lib/cli/find-command.ts
function findCommand(words, commands) {
  for (const count of [2, 1]) {
    const name = words.slice(0, count).join(" ");
    const command2 = commands.find((candidate) => candidate.name === name);
    if (command2 !== void 0) return { command: command2, rest: words.slice(count) };
  }
  const [first = "", second] = words;
  const begun = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (begun.length === 0) {
    const firstWords = [...commands.map(({ name }) => name.split(" ")[0] ?? ""), "help"];
    return { command: null, problem: unknownWord(first, firstWords), begun };
  }
  const secondWords = begun.map(({ name }) => name.slice(first.length + 1));
  const problem = second === void 0 || second.startsWith("-") ? `${first} needs one of: ${secondWords.join(", ")}` : `${first}: ${unknownWord(second, secondWords)}`;
  return { command: null, problem, begun };
}
function splitWords(argv) {
  const common = COMMON_OPTIONS;
  let at = 0;
  while (argv[at]?.startsWith("-")) {
    const name = argv[at]?.slice(2) ?? "";
    at += Object.hasOwn(common, name) && common[name]?.value !== void 0 ? 2 : 1;
  }
  return { front: argv.slice(0, at), words: argv.slice(at) };
}
function unknownWord(word, words) {
  const meant = nearest(word, words);
  return `there is no command ${quote(word)}${meant === null ? "" : `; did you mean ${meant}?`}`;
}

// lib/cli/frequent-commands.ts
var FREQUENT_COMMANDS = [
  checkpointSave,
  agentStart,
  agentComplete,
  agentFail,
  batchNext,
  batchComplete,
  batchFail,
  batchSkip,
  batchRetry,
  batchRelease
];

// lib/cli/help.ts
function overview(commands) {
  const groups = GROUPS.map((group) => ({
    group,
    entries: commands.filter((command2) => command2.group === group)
  })).filter(({ entries }) => entries.length > 0);
  const rows = groups.flatMap(({ entries }) => entries.map(summaryRow));
  const aligned = alignColumns(rows, Infinity, "  ");
  let next = 0;
  const lines = [
    "adev keeps the run state of agents: checkpoints that survive a crash, and what was going on.",
    "",
    "Usage: adev COMMAND [options]"
  ];
  for (const { group, entries } of groups) {
    lines.push("", [styled("bold", titleOf(group))], ...aligned.slice(next, next + entries.length));
    next += entries.length;
  }
  lines.push("", "More about a command: adev help COMMAND");
  return done({ commands: commands.map(commandJson) }, lines);
}
function helpFor(commands) {
  const lines = commands.flatMap((command2, index) => [
    ...index === 0 ? [] : [""],
    [styled("bold", usageOf(command2))],
    `  ${command2.summary}.`,
    ...alignColumns(optionRows(command2.options), Infinity, "  ")
  ]);
  lines.push("", "Every command takes:", ...alignColumns(optionRows(COMMON_OPTIONS), Infinity, "  "));
  return done({ commands: commands.map(commandJson) }, lines);
}
function usageOf(command2) {
  const options = Object.entries(command2.options).map(([name, option]) => usageOfOption(name, option));
  return ["adev", command2.name, ...command2.arguments ?? [], ...options].join(" ");
}
function usageOfOption(name, option) {
  const text = optionText(name, option);
  return `${option.required ? text : `[${text}]`}${option.multiple ? "..." : ""}`;
}
function optionText(name, { value, otherwise }) {
  if (otherwise !== void 0) return `--${name} [${value}]`;
  return value === void 0 ? `--${name}` : `--${name} ${value}`;
}
function optionRows(options) {
  return Object.entries(options).map(([name, option]) => [
    styled("cyan", optionText(name, option)),
    option.about
  ]);
}
function summaryRow({ name, summary }) {
  return [styled("cyan", name), summary];
}
function commandJson(command2) {
  const { name, group, summary, options } = command2;
  return {
    name,
    group,
    summary,
    usage: usageOf(command2),
    options: Object.entries({ ...options, ...COMMON_OPTIONS }).map(
      ([option, { about }]) => ({ name: `--${option}`, about })
    )
  };
}
function titleOf(group) {
  return `${group.slice(0, 1).toUpperCase()}${group.slice(1)}`;
}

// lib/cli/path-note.ts
var import__11 = require("./index.cjs");
function pathNote(text, { env, cwd, screen: screen2, program }) {
  const isForPerson = screen2() !== null && !env["CLAUDECODE"];
  if (!isForPerson || !/\badev [a-z]/.test(text)) return [];
  if ((0, import__11.programsOnPath)("adev", cwd(), env).length > 0) return [];
  return [`Your shell does not find adev. To make it a command: ${wordFor(program())} link`];
}
function wordFor(text) {
  const plain = (0, import__11.plainText)(text);
  return /^[\w./-]+$/.test(plain) ? plain : (0, import__11.shellWord)(plain);
}

// lib/cli/terminal.ts
var import_node_fs = require("node:fs");
var import_promises = require("node:timers/promises");
var import__12 = require("./index.cjs");
function processTerminal() {
  const { env, cwd, now } = (0, import__12.processSurroundings)();
  return {
    env,
    cwd,
    now,
    program: () => process.argv[1] ?? "adev",
    screen,
    stdout: (text) => writeAll(1, text),
    stderr: (text) => {
      try {
        writeAll(2, text);
      } catch {
      }
    },
    stdin: readStdin,
    wait: async (ms) => await (0, import_promises.setTimeout)(ms)
  };
}
function screen() {
  try {
    if (!(0, import_node_fs.fstatSync)(1).isCharacterDevice() || !process.stdout.isTTY) return null;
    return { columns: process.stdout.columns || 80 };
  } catch {
    return null;
  }
}
function writeAll(descriptor, text) {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += (0, import_node_fs.writeSync)(descriptor, bytes, written);
    } catch (error) {
      const { code } = error;
      if (code === "EPIPE") return false;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
  return true;
}
async function readStdin({ bytes, ms, line, piped }) {
  const { stdin } = process;
  if (line === true && !stdin.isTTY)
    return (0, import__12.refuse)("no-terminal", "stdin is no terminal: nobody can be asked");
  if (piped === true && stdin.isTTY) return (0, import__12.refuse)("terminal", "stdin is a terminal: nothing is piped in");
  const chunks = [];
  let size = 0;
  let isLate = false;
  const endLate = () => {
    isLate = true;
    stdin.destroy();
  };
  const timer = stdin.isTTY ? void 0 : setTimeout(endLate, ms);
  try {
    for await (const chunk of stdin) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > bytes)
        return (0, import__12.refuse)("invalid-input", `stdin holds more than ${bytes} bytes; shorten the text`);
      if (line === true && chunk.includes(10)) break;
    }
  } catch (error) {
    if (!isLate) return (0, import__12.refuse)("unreadable", `stdin cannot be read: ${(0, import__12.skippedBy)(error).detail}`);
  } finally {
    clearTimeout(timer);
    stdin.destroy();
  }
  if (isLate)
    return (0, import__12.refuse)("timeout", `stdin did not end within ${ms} ms; close it, or give the text itself`);
  return (0, import__12.ok)(Buffer.concat(chunks).toString("utf8"));
}

// lib/cli/version.ts
var VERSION = "1.0.0";

// lib/cli/main.ts
async function main(argv, terminal = processTerminal()) {
  const { command: command2, act } = understand(argv, terminal);
  let answer3;
  try {
    answer3 = await act();
  } catch (error) {
    answer3 = skipped((0, import__13.skippedBy)(error));
  }
  try {
    const notes = renderText(answer3.notes, false);
    const text = wantsJson(argv) ? renderJson(answer3.json) : renderText(answer3.lines, isColoured(terminal));
    if (notes !== "") terminal.stderr(notes);
    terminal.stdout(text);
    for (const line of pathNote(notes + text, terminal)) terminal.stderr(renderText([line], false));
    return answer3.exit;
  } catch (error) {
    terminal.stderr(renderText([`adev: stdout cannot be written: ${(0, import__13.skippedBy)(error).detail}`], false));
    const isForgiving = command2?.misused !== void 0;
    return answer3.exit === EXIT.done && !isForgiving ? EXIT.skipped : answer3.exit;
  }
}
function understand(argv, terminal) {
  const { front, words } = splitWords(argv);
  if (words.length === 0) return { act: () => withoutWords(front) };
  if (words[0] === "help") return { act: () => helpOn(words.slice(1)) };
  const often = findCommand(words, FREQUENT_COMMANDS);
  const found = often.command === null ? findCommand(words, import_commands.COMMANDS) : often;
  if (found.command === null)
    return { act: () => wantsHelp(argv) ? helpOn(words) : unknown(found.problem) };
  const { command: command2, rest } = found;
  const args = parseArguments(command2, [...front, ...rest]);
  if (args.options["help"] === true) return { act: () => helpFor([command2]) };
  if (args.problem !== null) return { command: command2, act: () => misuse(command2, args, args.problem ?? "") };
  return { command: command2, act: () => command2.run(callOf(args, terminal)) };
}
function withoutWords(options) {
  const given = options.filter((option) => option !== "--json");
  if (given.includes("--version")) return done({ version: VERSION }, [`adev ${VERSION}`]);
  const unknownOption2 = given.find((option) => option !== "--help" && option !== "-h");
  return unknownOption2 === void 0 ? overview(import_commands.COMMANDS) : unknown(`unknown option ${quote(unknownOption2)}`);
}
function helpOn(topic) {
  const words = topic.filter((word) => !word.startsWith("-"));
  if (words.length === 0) return overview(import_commands.COMMANDS);
  const found = findCommand(words, import_commands.COMMANDS);
  if (found.command !== null) return helpFor([found.command]);
  return found.begun.length > 0 ? helpFor(found.begun) : unknown(found.problem);
}
function unknown(problem) {
  return usage(problem, ["All commands: adev help"]);
}
function misuse(command2, { options }, problem) {
  if (command2.misused !== void 0) return command2.misused(problem, options);
  return usage(`${command2.name}: ${problem}`, [
    `Usage: ${usageOf(command2)}`,
    `More: adev help ${command2.name}`
  ]);
}
function callOf({ options, positionals }, terminal) {
  const { root, session } = options;
  const { env, cwd, now } = terminal;
  const surroundings = {
    env,
    cwd,
    now,
    ...typeof root === "string" && root !== "" ? { start: root } : {},
    ...typeof session === "string" && session !== "" ? { sessionId: session } : {}
  };
  return {
    // Checked against the command's own table of options, which its run is typed by.
    options,
    arguments: positionals,
    surroundings,
    terminal,
    width: () => terminal.screen()?.columns ?? Infinity,
    redraw: (lines) => terminal.stdout(renderScreen(lines, isColoured(terminal)))
  };
}
function isColoured({ env, screen: screen2 }) {
  return !env["NO_COLOR"] && env["TERM"] !== "dumb" && screen2() !== null;
}
function wantsJson(argv) {
  return splitAtDashes(argv).before.includes("--json");
}
function wantsHelp(argv) {
  return splitAtDashes(argv).before.some((word) => word === "--help" || word === "-h");
}
module.exports = {
  BATCH_OPTION,
  EXIT,
  agentComplete,
  agentFail,
  agentStart,
  alignColumns,
  answerOf,
  batchComplete,
  batchFail,
  batchNext,
  batchRelease,
  batchRetry,
  batchSkip,
  checkpointSave,
  command,
  done,
  featureJson,
  inBatch,
  inProject,
  main,
  nextTime,
  quote,
  refused,
  renderText,
  skipped,
  styled,
  toWhole,
  usage,
};
