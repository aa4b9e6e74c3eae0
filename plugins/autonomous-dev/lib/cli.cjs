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

// chunk:cli
var cli_exports = {};
__export(cli_exports, {
  main: () => main
});
module.exports = __toCommonJS(cli_exports);

// lib/cli/main.ts
var import__17 = require("./index.cjs");

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
var import__ = require("./index.cjs");
function quote(text) {
  return `"${(0, import__.plainLine)((0, import__.cutText)(text, 100))}"`;
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

// lib/cli/batch-control.ts
var import__4 = require("./index.cjs");

// lib/cli/batch-answer.ts
var import__3 = require("./index.cjs");

// lib/cli/in-project.ts
var import__2 = require("./index.cjs");
function inProject(call, act) {
  const workspace = (0, import__2.openWorkspace)(call.surroundings);
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
    return usage(`two batches are named, ${(0, import__3.plainLine)(place)} and ${(0, import__3.plainLine)(option)}; name one`);
  }
  return inProject(call, async (workspace) => {
    await (0, import__3.unparkSession)(workspace);
    const batchId = await (0, import__3.resolveBatch)(workspace, place ?? option);
    return batchId.ok ? act(workspace, batchId.value) : refused(batchId.refusal);
  });
}
function answerOf(outcome, show) {
  if (outcome.ok) return show(outcome.value);
  return "refused" in outcome ? refused(outcome.refused) : skipped(outcome.skipped);
}
function featureJson(feature) {
  return { uncertain: false, ...feature };
}
function featureLine({ number, text }) {
  return `${number}. ${(0, import__3.plainLine)(text)}`;
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

// lib/cli/batch-control.ts
var batchPause = command({
  name: "batch pause",
  group: "every day",
  summary: "Let nobody claim from a batch for now",
  arguments: ["[ID]"],
  options: { reason: { value: "TEXT", about: "why" }, ...BATCH_OPTION },
  run: (call) => inBatch(
    call,
    { place: call.arguments[0], option: call.options.batch },
    async (_, id) => stateAnswer(
      await (0, import__4.pauseBatch)(id, call.options.reason ?? "", call.surroundings),
      `Batch ${id} is paused. To let it go on: adev batch unpause ${id}`
    )
  )
});
var batchUnpause = command({
  name: "batch unpause",
  group: "every day",
  summary: "Let a paused batch go on",
  arguments: ["[ID]"],
  options: BATCH_OPTION,
  run: (call) => inBatch(
    call,
    { place: call.arguments[0], option: call.options.batch },
    async (_, id) => stateAnswer(
      await (0, import__4.unpauseBatch)(id, call.surroundings),
      `Batch ${id} goes on. Next: adev batch next ${id} --claim`
    )
  )
});
var batchCancel = command({
  name: "batch cancel",
  group: "every day",
  summary: "End a batch for good, as it is",
  arguments: ["[ID]"],
  options: BATCH_OPTION,
  run: (call) => inBatch(
    call,
    { place: call.arguments[0], option: call.options.batch },
    async (_, id) => stateAnswer(
      await (0, import__4.cancelBatch)(id, call.surroundings),
      `Batch ${id} is cancelled: nothing is claimed or reported any more.`
    )
  )
});
var batchAdopt = command({
  name: "batch adopt",
  group: "after trouble",
  summary: "Take a batch over whose session is gone",
  arguments: ["[ID]"],
  options: { drive: { about: "let this session go on with the next feature by itself" }, ...BATCH_OPTION },
  run: (call) => inBatch(call, { place: call.arguments[0], option: call.options.batch }, async (_, id) => {
    const adopted = await (0, import__4.adoptBatch)(id, call.surroundings);
    if (!adopted.ok) return answerOf(adopted, () => done(null, []));
    const { batch, released } = adopted.value;
    const lines = [
      `Batch ${id} is this session's now.`,
      ...released.length === 0 ? [] : [
        `Given back, and uncertain, as their owners are gone: ${released.map((number) => `feature ${number}`).join(", ")}.`
      ],
      `Next: adev batch next ${id} --claim`
    ];
    if (call.options.drive) {
      const driven = await (0, import__4.driveBatch)(id, { on: true }, call.surroundings);
      if (!driven.ok) return answerOf(driven, () => done(null, []));
      lines.push(`This session drives it: it goes on by itself until adev batch drive ${id} off.`);
    }
    return done(
      { batch_id: id, batch_status: (0, import__4.batchStatus)(batch), released, drive: call.options.drive },
      lines
    );
  })
});
var batchDrive = command({
  name: "batch drive",
  group: "every day",
  summary: "Let this session work a batch off by itself",
  arguments: ["[ID]", "[on|off]"],
  options: { until: { value: "06:30", about: "stop at this time of the day" }, ...BATCH_OPTION },
  run(call) {
    const words = call.arguments;
    const [place, wanted] = words.length === 1 ? [void 0, words[0]] : words;
    if (wanted !== "on" && wanted !== "off")
      return usage(`batch drive: say on or off, not ${quote(wanted ?? "")}`);
    const { until, batch } = call.options;
    const end = until === void 0 ? void 0 : nextTime(until, call.surroundings.now());
    if (end === null)
      return usage(`batch drive: --until ${quote(until ?? "")} is no time of the day: write 06:30`);
    return inBatch(
      call,
      { place, option: batch },
      async (_, id) => drive(id, wanted === "on", end, until, call.surroundings)
    );
  }
});
async function drive(id, on, end, until, here) {
  const driven = await (0, import__4.driveBatch)(id, { on, ...end === void 0 ? {} : { until: end } }, here);
  const told = on ? `This session drives batch ${id}${until === void 0 ? "" : ` until ${until}`}: at the end of a turn it goes on with the next feature, as long as it gets somewhere.` : `This session no longer drives batch ${id}.`;
  return answerOf(
    driven,
    ({ batch }) => done({ batch_id: id, batch_status: (0, import__4.batchStatus)(batch), drive: on, until: end ?? null }, [told])
  );
}
function stateAnswer(outcome, line) {
  return answerOf(
    outcome,
    ({ batch, revision }) => done({ batch_id: batch.batch_id, batch_status: (0, import__4.batchStatus)(batch), revision }, [line])
  );
}

// lib/cli/batch-create.ts
var import__6 = require("./index.cjs");

// lib/cli/list-file.ts
var import_node_fs = require("node:fs");
var import_node_path = require("node:path");
var import__5 = require("./index.cjs");
var MAX_BYTES = 17 * 1024 * 1024;
function readListFile(path, cwd) {
  let descriptor;
  try {
    descriptor = (0, import_node_fs.openSync)((0, import_node_path.resolve)(cwd, path), import_node_fs.constants.O_RDONLY | (import_node_fs.constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const { code = "unknown error" } = error;
    return (0, import__5.refuse)(
      "unreadable-file",
      `${quote(path)} cannot be read (${code}): name a file that is there, or - for stdin.`
    );
  }
  try {
    const found = (0, import_node_fs.fstatSync)(descriptor);
    if (!found.isFile())
      return (0, import__5.refuse)("not-a-file", `${quote(path)} is no ordinary file: name one, or - for stdin.`);
    if (found.size > MAX_BYTES)
      return (0, import__5.refuse)(
        "too-much-text",
        `${quote(path)} has ${found.size} bytes; at most 16 MB of text are taken.`
      );
    const bytes = (0, import_node_fs.readFileSync)(descriptor);
    return bytes.includes(0) ? (0, import__5.refuse)("not-text", `${quote(path)} is no text file.`) : (0, import__5.ok)(bytes.toString("utf8"));
  } finally {
    (0, import_node_fs.closeSync)(descriptor);
  }
}

// lib/cli/batch-create.ts
var FEATURE_OPTION = {
  feature: { value: "TEXT", multiple: true, about: "a feature; give it as often as needed" }
};
var batchCreate = command({
  name: "batch create",
  group: "every day",
  summary: "Make a batch of features to work off",
  arguments: ["[FILE|-]"],
  options: {
    ...FEATURE_OPTION,
    issues: { value: "72,73", multiple: true, about: "issues as features; their titles are not fetched" },
    title: { value: "T", about: "what the batch is called" },
    id: { value: "ID", about: "its id: a-z 0-9 _ -, 64 characters at most" },
    depends: { value: "3:1,2", multiple: true, about: "feature 3 waits for 1 and 2" },
    "max-attempts": { value: "N", about: "how often a feature may fail" },
    drive: { about: "let this session go on with the next feature by itself" }
  },
  async run(call) {
    const { feature, issues, title, id, depends, drive: drive2, "max-attempts": attempts } = call.options;
    const [file] = call.arguments;
    const dependencies = depends.map(dependencyOf);
    const wrong = depends[dependencies.indexOf(null)];
    if (wrong !== void 0) return usage(`batch create: --depends ${quote(wrong)} is not of the form 3:1,2`);
    const maxAttempts = attempts === void 0 ? void 0 : toWhole(attempts);
    if (maxAttempts === null)
      return usage(`batch create: --max-attempts ${quote(attempts ?? "")} is no whole number`);
    const issueNumbers = issues.flatMap((list3) => list3.split(",")).map((number) => toWhole(number.trim().replace(/^#/, "")) ?? Number.NaN);
    const list2 = await readList(call, file);
    if (!list2.ok) return refused(list2.refusal);
    const request = {
      features: feature,
      dependencies: dependencies.filter((dependency) => dependency !== null),
      ...list2.value === null ? {} : { list: list2.value },
      ...file === void 0 || file === "-" ? {} : { path: file },
      ...issueNumbers.length === 0 ? {} : { issueNumbers },
      ...title === void 0 ? {} : { title },
      ...id === void 0 ? {} : { batchId: id },
      ...maxAttempts === void 0 ? {} : { maxAttempts }
    };
    const created = await (0, import__6.createBatchState)(request, call.surroundings);
    if (!created.ok || !drive2)
      return answerOf(created, ({ batch }) => createdAnswer(batch.batch_id, batch.features.length, false));
    const { batch_id, features } = created.value.batch;
    const driven = await (0, import__6.driveBatch)(batch_id, { on: true }, call.surroundings);
    return answerOf(driven, () => createdAnswer(batch_id, features.length, true));
  }
});
var batchAdd = command({
  name: "batch add",
  group: "every day",
  summary: "Add features to a batch",
  arguments: ["[ID]", "[FILE|-]"],
  options: { ...FEATURE_OPTION, ...BATCH_OPTION },
  async run(call) {
    const { place, file } = await placesOf(call);
    const list2 = await readList(call, file);
    if (!list2.ok) return refused(list2.refusal);
    const items = [
      ...list2.value === null ? [] : (0, import__6.parseFeatureList)(list2.value),
      ...call.options.feature.map((text) => ({ text }))
    ];
    return inBatch(
      call,
      { place, option: call.options.batch },
      async (_, batchId) => answerOf(
        await (0, import__6.addBatchFeatures)(batchId, items, call.surroundings),
        ({ batch }) => done({ batch_id: batchId, features: batch.features.length, added: items.length }, [
          `Added ${items.length} to batch ${batchId}: it has ${batch.features.length} features now.`
        ])
      )
    );
  }
});
function createdAnswer(batchId, count, isDriven) {
  return done({ batch_id: batchId, features: count }, [
    `Batch ${batchId}: ${count} ${count === 1 ? "feature" : "features"}.`,
    isDriven ? `This session drives it: it goes on by itself until adev batch drive ${batchId} off.` : `To take the first: adev batch next ${batchId} --claim`
  ]);
}
async function readList(call, file) {
  if (file === void 0) return (0, import__6.ok)(null);
  return file === "-" ? call.terminal.stdin({ bytes: 17 * 1024 * 1024, ms: 1e4 }) : readListFile(file, call.surroundings.cwd());
}
async function placesOf({
  arguments: words,
  surroundings
}) {
  const [first, second] = words;
  if (first === void 0) return {};
  if (second !== void 0) return { place: first, file: second };
  const isBatch = first !== "-" && !/[./\\]/.test(first) && (await (0, import__6.loadBatchState)(first, surroundings)).ok;
  return isBatch ? { place: first } : { file: first };
}
function dependencyOf(text) {
  const match = /^(\d{1,9}):(\d{1,9}(?:,\d{1,9})*)$/.exec(text.replaceAll(" ", ""));
  if (match === null) return null;
  return { number: Number(match[1]), on: (match[2] ?? "").split(",").map(Number) };
}

// lib/cli/batch-next.ts
var import__8 = require("./index.cjs");

// lib/cli/output.ts
var import__7 = require("./index.cjs");
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
  return (0, import__7.plainText)(text).replaceAll(/[\n\t]/g, " ");
}
function escapeCodeUnits(sign) {
  return Array.from({ length: sign.length }, (_, index) => {
    return `\\u${sign.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }).join("");
}

// lib/cli/times.ts
function minuteOf(time) {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(time) ? `${time.slice(0, 16).replace("T", " ")}Z` : time;
}
function agoOf(time, now) {
  const minutes = Math.floor((now - Date.parse(time)) / 6e4);
  if (!(minutes >= 0)) return minuteOf(time);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ago`;
  return `${Math.floor(minutes / (24 * 60))} days ago`;
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
      const giveUpAt = workspace.surroundings.now() + waitMs;
      for (; ; ) {
        const answer2 = claim ? await claimed(workspace, batchId, {
          ...ttlMs === void 0 ? {} : { ttlMs },
          ...agent === void 0 ? {} : { agent }
        }) : await shown(workspace, batchId);
        const left = giveUpAt - workspace.surroundings.now();
        if (answer2.exit !== 4 || left <= 0 || !isWaiting(answer2)) return answer2;
        await call.terminal.wait(Math.min(left, LOOK_EVERY_MS));
      }
    });
  }
});
async function claimed(workspace, batchId, options) {
  const outcome = await (0, import__8.claimNextFeature)(batchId, options, workspace.surroundings);
  return answerOf(outcome, ({ batch, feature, gaveUp }) => {
    const notes = gaveUp.map(
      (number) => `adev: feature ${number} failed: its last owner went without reporting, and no attempt is left`
    );
    const answer2 = answerFor(
      workspace,
      batch,
      feature,
      feature === null ? [] : linesOfClaim(batch, feature, workspace)
    );
    return { ...answer2, notes };
  });
}
async function shown(workspace, batchId) {
  const outcome = await (0, import__8.loadBatchState)(batchId, workspace.surroundings);
  return answerOf(outcome, ({ batch }) => {
    const feature = (0, import__8.nextFeature)(batch, contextFor(workspace));
    const lines = feature === null ? [] : [headline(batch, feature), `Not claimed. To take it: adev batch next ${batch.batch_id} --claim`];
    return answerFor(workspace, batch, feature, lines);
  });
}
function answerFor(workspace, batch, feature, lines) {
  const context = contextFor(workspace);
  const held = (0, import__8.heldBy)(batch, workspace.sessionId, context).filter(({ number }) => number !== feature?.number);
  const others = (0, import__8.heldByOthers)(batch, workspace.sessionId, context);
  const status2 = (0, import__8.batchStatus)(batch);
  const lease = feature?.lease;
  const json = {
    batch_id: batch.batch_id,
    batch_status: status2,
    feature: feature === null ? null : featureJson(feature),
    lease: lease === void 0 ? null : { token: lease.token, expires_at: (0, import__8.leaseEnd)(lease, context) },
    remaining: (0, import__8.countRemaining)((0, import__8.countFeatures)(batch)),
    held: held.map(({ number, text, lease: own }) => ({ number, text, token: own?.token ?? null })),
    waiting_for: others.map(({ number, text, lease: other }) => ({
      number,
      text,
      session_id: other?.owner.session_id ?? null,
      until: other === void 0 ? null : (0, import__8.leaseEnd)(other, context)
    }))
  };
  return feature === null ? nothingToClaim(json, linesOfNothing(batch, status2, held, others, context)) : done(json, lines);
}
function headline(batch, feature) {
  return [
    styled("bold", `Feature ${feature.number} of ${batch.features.length}`),
    `: ${featureLine(feature).replace(/^\d+\. /, "")}`
  ];
}
function linesOfClaim(batch, feature, { surroundings }) {
  const report = (verb) => `adev batch ${verb} ${feature.number} --batch ${batch.batch_id} --token ${feature.lease?.token ?? 0}`;
  return [
    headline(batch, feature),
    `Claimed under token ${feature.lease?.token ?? 0}.`,
    ...feature.uncertain === true ? linesOfDoubt(feature, (0, import__8.readHead)(surroundings.cwd()).commit) : [],
    `When done:   ${report("complete")} --commit HEAD`,
    `If it fails: ${report("fail")} --error 'what went wrong'`
  ];
}
function linesOfDoubt({ started_at, history }, headNow) {
  const before = history.slice(0, -1).findLast(({ head }) => head !== void 0)?.head;
  const heads = before === void 0 ? "" : ` HEAD was ${before.slice(0, 12)} then and is ${headNow?.slice(0, 12) ?? "unknown"} now.`;
  const since = started_at === void 0 ? "" : ` It was begun ${minuteOf(started_at)}.`;
  return [
    [
      styled("yellow", "Uncertain"),
      `: its owner went without a word, so part of it may be done. Look before you redo it.${since}${heads}`
    ]
  ];
}
function linesOfNothing(batch, status2, held, others, context) {
  const { batch_id } = batch;
  if (status2 === "paused")
    return [`Batch ${batch_id} is paused. To let it go on: adev batch unpause ${batch_id}`];
  if (status2 === "completed")
    return [`Batch ${batch_id} is finished. What came of it: adev batch summary ${batch_id}`];
  if (status2 === "completed_with_failures") {
    return [`Batch ${batch_id} is finished, with failures. To see them: adev batch summary ${batch_id}`];
  }
  const waits = others.map(({ number, lease }) => {
    const end = lease === void 0 ? null : (0, import__8.leaseEnd)(lease, context);
    const parked = lease?.parked_until === void 0 ? "" : ", parked";
    return `feature ${number} (session ${lease?.owner.session_id.slice(0, 8) ?? ""}${parked}${end === null ? "" : `, until ${minuteOf(end)}`})`;
  });
  return [
    `Nothing to claim in batch ${batch_id} now.`,
    ...held.length === 0 ? [] : [
      `This session holds ${held.map(({ number }) => `feature ${number}`).join(", ")}: report on it first.`
    ],
    ...waits.length === 0 ? [] : [`It waits for ${waits.slice(0, 10).join(", ")}${waits.length > 10 ? " and others" : ""}.`]
  ];
}
function isWaiting({ json }) {
  const { batch_status, waiting_for } = json;
  return waiting_for.length > 0 || batch_status === "paused";
}
function contextFor(workspace) {
  return (0, import__8.contextOf)(workspace)(workspace.surroundings.now());
}

// lib/cli/batch-report.ts
var import__9 = require("./index.cjs");
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
  report: (id, number, given, _, here) => (0, import__9.markCompleted)(id, number, given, here)
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
  report: (id, number, given, { error }, here) => (0, import__9.markFailed)(id, number, { ...given, ...error === void 0 ? {} : { error } }, here)
});
var batchSkip = reportCommand({
  name: "batch skip",
  summary: "Leave a feature out",
  said: "skipped",
  options: {
    reason: { value: "TEXT", about: "why" },
    category: { value: "C", about: "quality_gate, manual, dependency or another word" }
  },
  report: (id, number, given, { reason, category }, here) => (0, import__9.markSkipped)(
    id,
    number,
    {
      ...given,
      ...reason === void 0 ? {} : { reason },
      ...category === void 0 ? {} : { category }
    },
    here
  )
});
var batchRetry = reportCommand({
  name: "batch retry",
  summary: "Put a failed or skipped feature back",
  said: "put back",
  options: {},
  report: (id, number, given, _, here) => (0, import__9.retryFeature)(id, number, given, here)
});
var batchRelease = reportCommand({
  name: "batch release",
  summary: "Give a claimed feature back untouched",
  said: "given back",
  options: {},
  report: (id, number, given, _, here) => (0, import__9.releaseFeature)(id, number, given, here)
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
      const words = placesOf2(call.arguments);
      const number = toWhole(words.number);
      if (number === null) return usage(`${name}: ${quote(words.number)} is no feature number`);
      const token = given["token"] === void 0 ? void 0 : toWhole(given["token"]);
      if (token === null) return usage(`${name}: --token ${quote(given["token"] ?? "")} is no whole number`);
      const { agent, commit, pr, note } = given;
      const evidence = { commit, pr, note };
      const proof = {
        evidence,
        ...token === void 0 ? {} : { token },
        ...agent === void 0 ? {} : { agent }
      };
      return inBatch(
        call,
        { place: words.batch, option: given["batch"] },
        async (_, batchId) => reportAnswer(await report(batchId, number, proof, given, call.surroundings), said)
      );
    }
  });
}
function placesOf2([first = "", second]) {
  if (second === void 0) return { number: first };
  return toWhole(first) === null && toWhole(second) !== null ? { number: second, batch: first } : { number: first, batch: second };
}
function reportAnswer(outcome, said) {
  return answerOf(outcome, ({ batch, feature }) => {
    const { batch_id } = batch;
    const counts2 = (0, import__9.countFeatures)(batch);
    const remaining = (0, import__9.countRemaining)(counts2);
    const batch_status = (0, import__9.batchStatus)(batch, counts2);
    const again = said === "failed" && feature.status === "pending" ? ", to be tried again" : "";
    return done({ batch_id, feature: featureJson(feature), remaining, batch_status }, [
      `Feature ${featureLine(feature)}: ${said}${again}.`,
      remaining === 0 || batch_status.startsWith("completed") ? `Batch ${batch_id} is finished (${counts2.completed} completed, ${counts2.failed} failed, ${counts2.skipped} skipped): adev batch summary ${batch_id}` : `${remaining} of ${counts2.total} left. Next: adev batch next ${batch_id} --claim`
    ]);
  });
}

// lib/cli/batch-show.ts
var import__11 = require("./index.cjs");

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

// lib/cli/batch-show.ts
var batchList = command({
  name: "batch list",
  group: "every day",
  summary: "Show all batches of the project",
  options: {},
  run: (call) => inProject(call, async ({ store, surroundings }) => {
    const batches = [];
    const notes = [];
    for (const id of await store.list(import__11.BATCH)) {
      const loaded = await (0, import__11.loadBatchState)(id, surroundings);
      if (loaded.ok) batches.push(loaded.value.batch);
      else if ("skipped" in loaded)
        notes.push(`adev: batch ${id} cannot be shown: ${loaded.skipped.detail}`);
      else if (loaded.refused.code !== "removed")
        notes.push(`adev: batch ${id} cannot be shown: ${loaded.refused.message}`);
    }
    const sorted = batches.toSorted((one, other) => one.created_at < other.created_at ? 1 : -1);
    const rows = sorted.map((batch) => batchRow(batchJson(batch), surroundings.now()));
    const lines = rows.length === 0 ? ["No batches here. To make one: adev batch create FILE"] : alignColumns(rows, call.width());
    return done({ batches: sorted.map(batchJson) }, lines, notes);
  })
});
var batchShow = command({
  name: "batch show",
  group: "every day",
  summary: "Show a batch and each of its features",
  arguments: ["[ID]"],
  options: BATCH_OPTION,
  run: (call) => inBatch(
    call,
    { place: call.arguments[0], option: call.options.batch },
    async (_, batchId) => answerOf(
      await (0, import__11.loadBatchState)(batchId, call.surroundings),
      ({ batch, revision }) => showAnswer(batch, revision, call.width(), call.surroundings.now())
    )
  )
});
var batchSummary = command({
  name: "batch summary",
  group: "every day",
  summary: "Tell what came of a batch and what to do next",
  arguments: ["[ID]"],
  options: BATCH_OPTION,
  run: (call) => inBatch(
    call,
    { place: call.arguments[0], option: call.options.batch },
    async (_, batchId) => answerOf(
      await (0, import__11.generateCompletionSummary)(batchId, call.surroundings),
      (summary) => done(summary, (0, import__11.formatSummary)(summary).trimEnd().split("\n"))
    )
  )
});
function batchJson(batch) {
  const counts2 = (0, import__11.countFeatures)(batch);
  return {
    batch_id: batch.batch_id,
    title: batch.title ?? null,
    status: (0, import__11.batchStatus)(batch, counts2),
    counts: counts2,
    remaining: (0, import__11.countRemaining)(counts2),
    created_at: batch.created_at,
    updated_at: batch.updated_at
  };
}
function batchRow(batch, now) {
  const { batch_id, status: status2, counts: counts2, updated_at, title } = batch;
  const parts = [
    `${counts2.completed} of ${counts2.total} done`,
    ...counts2.in_progress > 0 ? [`${counts2.in_progress} in progress`] : [],
    ...counts2.failed > 0 ? [`${counts2.failed} failed`] : [],
    ...counts2.uncertain > 0 ? [`${counts2.uncertain} uncertain`] : []
  ];
  return [
    styled("bold", batch_id),
    styled(styleOfBatch(status2), status2.replaceAll("_", " ")),
    parts.join(", "),
    styled("dim", agoOf(updated_at, now)),
    title ?? ""
  ];
}
function showAnswer(batch, revision, width, now) {
  const counts2 = (0, import__11.countFeatures)(batch);
  const status2 = (0, import__11.batchStatus)(batch, counts2);
  const json = {
    batch_id: batch.batch_id,
    status: status2,
    counts: counts2,
    features: batch.features.map(featureJson),
    revision
  };
  const lines = [
    ...alignColumns([batchRow(batchJson(batch), now)]),
    ...batch.paused === void 0 ? [] : [`Paused: ${(0, import__11.plainLine)(batch.paused.reason) || "no reason given"}`],
    "",
    ...alignColumns(batch.features.map(featureRow), width, "  ")
  ];
  return done(json, lines);
}
function featureRow({ number, text, status: status2, uncertain, lease, error }) {
  const marks = [
    ...uncertain === true ? ["uncertain"] : [],
    ...lease?.parked_until === void 0 ? [] : ["parked"],
    ...status2 === "failed" && error !== void 0 ? [(0, import__11.plainLine)(error.message).slice(0, 60)] : []
  ];
  const mark = marks.length === 0 ? "" : ` (${marks.join(", ")})`;
  return [
    String(number).padStart(4),
    styled(FEATURE_STYLES[status2], status2.replace("_", " ")),
    `${text}${mark}`
  ];
}
function styleOfBatch(status2) {
  if (status2 === "completed") return "green";
  return status2 === "cancelled" || status2 === "completed_with_failures" ? "red" : "cyan";
}
var FEATURE_STYLES = {
  pending: "dim",
  in_progress: "cyan",
  completed: "green",
  failed: "red",
  skipped: "yellow"
};

// lib/cli/recorded-sessions.ts
var import__12 = require("./index.cjs");
function readSessions(workspace, which) {
  const { store, sessionId } = workspace;
  if (!store.exists()) return [];
  if (which === "own") {
    const reading = (0, import__12.readSession)(store, sessionId);
    return reading === null ? [] : [{ id: sessionId, session: reading.session, damaged: reading.damaged.length }];
  }
  return store.sessionFolders().flatMap((folder) => {
    const reading = (0, import__12.readSessionIn)(store, folder);
    if (reading === null) return [];
    const { session, damaged } = reading;
    return [{ id: session.sessionId ?? folder, session, damaged: damaged.length }];
  });
}
function damageIn(sessions) {
  return sessions.filter(({ damaged }) => damaged > 0).map(({ id, damaged }) => {
    const entries = damaged === 1 ? "One damaged entry" : `${damaged} damaged entries`;
    return `${entries} of session ${id} cannot be shown; what was recorded before and after still counts.`;
  });
}
function livenessFor({ client: own }) {
  return (client) => own !== null && client.pid !== void 0 && (0, import__12.isSameClient)(own, client) ? "alive" : (0, import__12.clientLiveness)(client);
}

// lib/cli/checkpoint-list.ts
var checkpointList = command({
  name: "checkpoint list",
  group: "every day",
  summary: "Show what agents noted, oldest first",
  options: {
    all: { about: "of all sessions; so it is too when no session is given or in the environment" },
    agent: { value: "NAME", about: "of this agent only" },
    limit: { value: "N", about: "the last N only" }
  },
  run(call) {
    const { all, agent, limit, session } = call.options;
    if (all && session)
      return usage("checkpoint list: --all and --session exclude each other; give one of them");
    const most = limit === void 0 ? Infinity : toWhole(limit);
    if (most === null || most < 1) {
      return usage(`checkpoint list: --limit ${quote(limit ?? "")} is no whole number from 1`);
    }
    return inProject(call, (workspace) => {
      const which = all || workspace.sessionIsDefault ? "all" : "own";
      const sessions = readSessions(workspace, which);
      const entries = checkpointsOf(sessions).filter((entry) => agent === void 0 || entry.agent === agent);
      return list(entries.slice(-most), sessions, { workspace, which, width: call.width() });
    });
  }
});
function checkpointsOf(sessions) {
  return sessions.flatMap(({ id, session }) => session.checkpoints.map((entry) => checkpointJson(id, entry))).toSorted((a, b) => a.at < b.at ? -1 : a.at > b.at ? 1 : 0);
}
function checkpointLines(entries, width, indent = "") {
  const rows = entries.map(({ at, agent, kind, message }) => [
    styled("dim", minuteOf(at)),
    styled("bold", agent),
    styled(styleOf(kind), kind),
    message
  ]);
  return alignColumns(rows, width, indent);
}
function styleOf(status2) {
  if (status2 === "completed") return "green";
  if (status2 === "failed") return "red";
  return status2 === "lost" ? "yellow" : "cyan";
}
function list(entries, sessions, { workspace, which, width }) {
  const json = { checkpoints: entries };
  const notes = damageIn(sessions);
  if (entries.length > 0) return done(json, checkpointLines(entries, width), notes);
  const of = which === "all" ? "in this project" : `of session ${quote(workspace.sessionId)}`;
  return done(json, [`No checkpoints ${of}.`], notes);
}
function checkpointJson(id, { at, agent, message, toolsUsed, kind }) {
  return { at, session_id: id, agent, message, tools_used: toolsUsed, kind };
}

// lib/cli/checkpoint-save.ts
var import__13 = require("./index.cjs");
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
    const message = given === "-" ? await terminal.stdin(STDIN_LIMITS) : (0, import__13.ok)(given);
    if (!message.ok) return answer(unsaved(message.refusal.code, message.refusal.message), strict);
    const request = {
      agentName: agent,
      message: message.value,
      toolsUsed: tools.flatMap((names) => names.split(",")),
      ...issue === void 0 ? {} : { githubIssue: toWhole(issue) ?? Number.NaN },
      // Anything else is refused by the save itself, which says what there is.
      ...kind === void 0 ? {} : { kind }
    };
    return answer((0, import__13.saveCheckpoint)(request, surroundings), strict);
  },
  misused(message, { strict }) {
    const outcome = unsaved("invalid-input", `${message} (see adev help checkpoint save)`);
    return { ...answer(outcome, false), exit: strict ? EXIT.usage : EXIT.done };
  }
});
function unsaved(reason, detail) {
  return { saved: false, reason, detail };
}
function answer(outcome, isStrict) {
  if (outcome.saved) {
    const { number, sessionId } = outcome;
    const json = { saved: true, number, session_id: sessionId };
    return { exit: EXIT.done, json, lines: ["Checkpoint: saved"], notes: [] };
  }
  const lines = [`Checkpoint: skipped (${outcome.reason}): ${outcome.detail}`];
  return { exit: isStrict ? EXIT.skipped : EXIT.done, json: outcome, lines, notes: [] };
}

// lib/cli/project-switch.ts
var import__14 = require("./index.cjs");
var projectOn = command({
  name: "on",
  group: "housekeeping",
  summary: "Switch autonomous-dev on again for this project",
  options: {},
  run: (call) => inProject(call, switchProjectOn)
});
var projectOff = command({
  name: "off",
  group: "housekeeping",
  summary: "Switch autonomous-dev off for this project",
  options: {},
  run: (call) => inProject(call, switchProjectOff)
});
async function switchProjectOn(workspace) {
  const { store } = workspace;
  const found = store.readNow(import__14.PROJECT);
  if (!found.ok) return refused(found.refusal);
  if (found.value !== null) {
    const updated = await store.update(
      import__14.PROJECT,
      "",
      (project) => (0, import__14.ok)({ data: (0, import__14.switchOn)(project), answer: null })
    );
    if (!updated.ok) return refused(updated.refusal);
  }
  return answerFor2(workspace, null, [
    [styled("green", "on"), `  autonomous-dev works in ${workspace.project.root}`]
  ]);
}
async function switchProjectOff(workspace) {
  const updated = await workspace.store.update(
    import__14.PROJECT,
    "",
    (project, now) => (0, import__14.ok)({ data: (0, import__14.switchOff)(project, new Date(now).toISOString()), answer: null })
  );
  if (!updated.ok) return refused(updated.refusal);
  const since = updated.value.data.off?.at ?? null;
  return answerFor2(workspace, since, [
    [
      styled("yellow", "off"),
      `  autonomous-dev rests in ${workspace.project.root}${since === null ? "" : ` since ${minuteOf(since)}`}`
    ],
    "Hooks do nothing, and a checkpoint is answered with skipped (disabled). What was recorded stays.",
    "adev status and adev checkpoint list still work.",
    "To switch it on again: adev on"
  ]);
}
function answerFor2(workspace, since, lines) {
  const isOffHere = (0, import__14.isOffForProcess)(workspace.surroundings.env);
  const json = {
    on: since === null,
    off_since: since,
    off_for_process: isOffHere,
    project_root: workspace.project.root
  };
  const notes = isOffHere ? ["AUTONOMOUS_DEV=off is set in this environment, and keeps it off there until it is unset."] : [];
  return done(json, lines, notes);
}

// lib/cli/status-facts.ts
var import__15 = require("./index.cjs");
var LAST_CHECKPOINTS = 5;
async function statusOf(workspace) {
  const { project, store, sessionId, sessionIsDefault } = workspace;
  const sessions = readSessions(workspace, sessionIsDefault ? "all" : "own");
  const livenessOf = livenessFor(workspace);
  const own = sessions.find(({ id }) => id === sessionId);
  const checkpoints = checkpointsOf(sessions);
  return {
    project_root: project.root,
    state_dir: store.stateDir.path,
    session: {
      session_id: sessionId,
      is_default: sessionIsDefault,
      ...own === void 0 ? { state: "none" } : sessionFacts(own.session, livenessOf)
    },
    agents: sessions.flatMap((session) => agentsOf(session, livenessOf)).toSorted(byTime),
    batches: (await (0, import__15.unfinishedBatches)(workspace)).map(batchJson),
    checkpoint_count: checkpoints.length,
    last_checkpoints: checkpoints.slice(-LAST_CHECKPOINTS),
    notices: noticesOf(workspace, sessions)
  };
}
function sessionFacts(session, livenessOf) {
  const stay = (0, import__15.lastStay)(session);
  const { githubIssue, parent } = session;
  return {
    state: (0, import__15.hasVanished)(session, livenessOf) ? "vanished" : stay?.ended === void 0 ? "open" : "ended",
    ...stay === void 0 ? {} : { started_at: stay.since },
    ...stay?.worktree === void 0 ? {} : { worktree: stay.worktree },
    ...githubIssue === void 0 ? {} : { github_issue: githubIssue },
    ...parent === void 0 ? {} : { parent }
  };
}
function agentsOf({ id, session }, livenessOf) {
  const lost = new Set((0, import__15.lostRuns)(session, livenessOf));
  return session.runs.map((run) => agentJson(id, run, lost.has(run)));
}
function agentJson(sessionId, run, isLost) {
  const { agent, agentId, label, startedAt, finished } = run;
  return {
    session_id: sessionId,
    agent,
    ...agentId === void 0 ? {} : { agent_id: agentId },
    ...label === void 0 ? {} : { label },
    status: finished?.status ?? (isLost ? "lost" : "running"),
    ...startedAt === void 0 ? {} : { started_at: startedAt },
    ...finished === void 0 ? {} : { finished_at: finished.at, message: finished.message, tools_used: finished.toolsUsed }
  };
}
function byTime(one, other) {
  const [a, b] = [one, other].map(({ started_at, finished_at }) => started_at ?? finished_at ?? "");
  return a === b || a === void 0 || b === void 0 ? 0 : a < b ? -1 : 1;
}
function noticesOf(workspace, sessions) {
  const { store, surroundings } = workspace;
  const project = store.readNow(import__15.PROJECT);
  const since = project.ok ? project.value?.data.off?.at : void 0;
  return [
    ...(0, import__15.isOffForProcess)(surroundings.env) ? [{ code: "off-process", message: "Off in this environment: AUTONOMOUS_DEV=off is set." }] : [],
    ...since === void 0 ? [] : [
      {
        code: "off-project",
        message: `Off for this project since ${minuteOf(since)}: nothing is recorded. To switch it on: adev on`
      }
    ],
    ...project.ok ? [] : [project.refusal],
    ...damageIn(sessions).map((message) => ({ code: "damaged-entries", message })),
    ...store.exists() ? [] : [{ code: "no-state", message: "Nothing is recorded here yet: the first checkpoint starts it." }]
  ];
}

// lib/cli/status-lines.ts
var SHOWN_AGENTS = 12;
function statusLines(status2, { now, width }) {
  const { project_root, session, agents, batches, last_checkpoints, checkpoint_count, notices } = status2;
  return [
    [styled("bold", "Project"), `  ${project_root}`],
    [styled("bold", "Session"), `  ${sessionText(session, now)}`],
    ...batches.length === 0 ? [] : ["", [styled("bold", "Batches")]],
    ...alignColumns(
      batches.map((batch) => batchRow(batch, now)),
      width,
      "  "
    ),
    ...agents.length === 0 ? [] : ["", [styled("bold", "Agents"), `   ${counts(agents)}`]],
    ...alignColumns(agentRows(agents, now), width, "  "),
    ...checkpoint_count === 0 ? [] : [
      "",
      [styled("bold", "Checkpoints"), `  the last ${last_checkpoints.length} of ${checkpoint_count}`],
      ...checkpointLines(last_checkpoints, width, "  ")
    ],
    ...notices.length === 0 ? [] : [""],
    ...notices.map(({ message }) => [styled("yellow", "!"), ` ${message}`])
  ];
}
function sessionText({ session_id, is_default, state, started_at }, now) {
  if (is_default) return "none named: everything in this project is shown";
  const since = started_at === void 0 ? "" : `, began ${agoOf(started_at, now)}`;
  if (state === "none") return `${session_id}, nothing recorded yet`;
  if (state === "vanished") return `${session_id}${since}; its client is gone without having ended it`;
  return `${session_id}${since}${state === "ended" ? ", ended" : ""}`;
}
function counts(agents) {
  const byStatus = /* @__PURE__ */ new Map();
  for (const { status: status2 } of agents) byStatus.set(status2, (byStatus.get(status2) ?? 0) + 1);
  return [...byStatus].toSorted(([one], [other]) => rankOf(one) - rankOf(other)).map(([status2, count]) => `${count} ${status2}`).join(", ");
}
function agentRows(agents, now) {
  const manySessions = new Set(agents.map(({ session_id }) => session_id)).size > 1;
  const shown2 = agents.toReversed().toSorted((one, other) => Math.min(2, rankOf(one.status)) - Math.min(2, rankOf(other.status))).slice(0, SHOWN_AGENTS);
  const rows = shown2.map((run) => [
    styled(styleOf(run.status), run.status),
    styled("bold", run.agent),
    styled("dim", whenOf(run, now)),
    ...manySessions ? [styled("dim", `session ${run.session_id.slice(0, 8)}`)] : [],
    run.message ?? ""
  ]);
  const rest = agents.length - shown2.length;
  return rest === 0 ? rows : [...rows, [styled("dim", `and ${rest} more: adev status --json`)]];
}
function whenOf({ started_at, finished_at }, now) {
  if (finished_at !== void 0) return agoOf(finished_at, now);
  return started_at === void 0 ? "" : `began ${agoOf(started_at, now)}`;
}
function rankOf(status2) {
  const rank = ["running", "lost", "failed", "completed"].indexOf(status2);
  return rank < 0 ? 4 : rank;
}

// lib/cli/status.ts
var REDRAW_MS = 2e3;
var status = command({
  name: "status",
  group: "every day",
  summary: "Show the session, its agents and what they noted last",
  options: { watch: { about: "on a terminal: show it anew every 2 seconds until Ctrl-C" } },
  async run(call) {
    const look = () => inProject(call, async (workspace) => {
      const facts = await statusOf(workspace);
      return done(facts, statusLines(facts, { now: workspace.surroundings.now(), width: call.width() }));
    });
    if (!call.options.watch) return await look();
    if (call.options.json || call.terminal.screen() === null) {
      return usage("status: --watch needs a terminal to draw on", ["For one look: adev status"]);
    }
    for (; ; ) {
      const seen = await look();
      if (seen.exit !== 0 || !call.redraw(seen.lines)) return { ...seen, lines: [] };
      await call.terminal.wait(REDRAW_MS);
    }
  }
});

// lib/cli/commands.ts
var COMMANDS = [
  checkpointSave,
  checkpointList,
  status,
  batchCreate,
  batchAdd,
  batchNext,
  batchComplete,
  batchFail,
  batchSkip,
  batchRetry,
  batchRelease,
  batchList,
  batchShow,
  batchSummary,
  batchPause,
  batchUnpause,
  batchDrive,
  batchCancel,
  batchAdopt,
  projectOn,
  projectOff
];

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

// lib/cli/terminal.ts
var import_node_fs2 = require("node:fs");
var import_promises = require("node:timers/promises");
var import__16 = require("./index.cjs");
function processTerminal() {
  const { env, cwd, now } = (0, import__16.processSurroundings)();
  return {
    env,
    cwd,
    now,
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
    if (!(0, import_node_fs2.fstatSync)(1).isCharacterDevice() || !process.stdout.isTTY) return null;
    return { columns: process.stdout.columns || 80 };
  } catch {
    return null;
  }
}
function writeAll(descriptor, text) {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += (0, import_node_fs2.writeSync)(descriptor, bytes, written);
    } catch (error) {
      const { code } = error;
      if (code === "EPIPE") return false;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
  return true;
}
async function readStdin({ bytes, ms }) {
  const { stdin } = process;
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
        return (0, import__16.refuse)("invalid-input", `stdin holds more than ${bytes} bytes; shorten the text`);
    }
  } catch (error) {
    if (!isLate) return (0, import__16.refuse)("unreadable", `stdin cannot be read: ${(0, import__16.skippedBy)(error).detail}`);
  } finally {
    clearTimeout(timer);
    stdin.destroy();
  }
  if (isLate)
    return (0, import__16.refuse)("timeout", `stdin did not end within ${ms} ms; close it, or give the text itself`);
  return (0, import__16.ok)(Buffer.concat(chunks).toString("utf8"));
}

// lib/cli/version.ts
var VERSION = "1.0.0";

// lib/cli/main.ts
async function main(argv, terminal = processTerminal()) {
  const { command: command2, act } = understand(argv, terminal);
  let answer2;
  try {
    answer2 = await act();
  } catch (error) {
    answer2 = skipped((0, import__17.skippedBy)(error));
  }
  try {
    if (answer2.notes.length > 0) terminal.stderr(renderText(answer2.notes, false));
    terminal.stdout(
      wantsJson(argv) ? renderJson(answer2.json) : renderText(answer2.lines, isColoured(terminal))
    );
    return answer2.exit;
  } catch (error) {
    terminal.stderr(renderText([`adev: stdout cannot be written: ${(0, import__17.skippedBy)(error).detail}`], false));
    const isForgiving = command2?.misused !== void 0;
    return answer2.exit === EXIT.done && !isForgiving ? EXIT.skipped : answer2.exit;
  }
}
function understand(argv, terminal) {
  const { front, words } = splitWords(argv);
  if (words.length === 0) return { act: () => withoutWords(front) };
  if (words[0] === "help") return { act: () => helpOn(words.slice(1)) };
  const found = findCommand(words, COMMANDS);
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
  return unknownOption2 === void 0 ? overview(COMMANDS) : unknown(`unknown option ${quote(unknownOption2)}`);
}
function helpOn(topic) {
  const words = topic.filter((word) => !word.startsWith("-"));
  if (words.length === 0) return overview(COMMANDS);
  const found = findCommand(words, COMMANDS);
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
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  main
});
