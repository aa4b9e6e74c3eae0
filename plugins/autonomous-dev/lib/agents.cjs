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

// lazy:lib/domain/event.ts
var require_event = __commonJS({
  "lazy:lib/domain/event.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      clientSchema: { enumerable: true, get: () => require("./core.cjs").clientSchema },
      eventSchema: { enumerable: true, get: () => require("./core.cjs").eventSchema },
      parseEvent: { enumerable: true, get: () => require("./core.cjs").parseEvent }
    });
  }
});

// lazy:lib/domain/legacy/agent-entry.ts
var require_agent_entry = __commonJS({
  "lazy:lib/domain/legacy/agent-entry.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      agentEntryRun: { enumerable: true, get: () => require("./care.cjs").agentEntryRun },
      agentEntrySchema: { enumerable: true, get: () => require("./care.cjs").agentEntrySchema },
      readAgentEntry: { enumerable: true, get: () => require("./care.cjs").readAgentEntry }
    });
  }
});

// lazy:lib/domain/legacy/times.ts
var require_times = __commonJS({
  "lazy:lib/domain/legacy/times.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      localTime: { enumerable: true, get: () => require("./care.cjs").localTime },
      stampTime: { enumerable: true, get: () => require("./care.cjs").stampTime },
      utcTime: { enumerable: true, get: () => require("./care.cjs").utcTime }
    });
  }
});

// chunk:agents

// lib/agent-runs.ts
var import_checkpoint = require("./base.cjs");
var import_result = require("./base.cjs");
var import_text = require("./base.cjs");
var import_save_event = require("./base.cjs");

// lib/sessions.ts
var import_client = require("./base.cjs");

// lib/domain/event-order.ts
var LONGEST_WRITE_MS = 1e4;
function inOrder(events) {
  let latest = Number.NEGATIVE_INFINITY;
  let earliest = latest;
  let setBack = 0;
  const timed = events.map((event) => {
    const time = Date.parse(event.at) + setBack;
    if (time < latest - LONGEST_WRITE_MS) {
      setBack += latest - time;
      earliest = latest;
    }
    const moment = time >= latest - LONGEST_WRITE_MS ? Math.max(time, earliest) : latest;
    latest = Math.max(latest, moment);
    return { moment, event };
  });
  return timed.toSorted((one, other) => one.moment - other.moment).map(({ event }) => event);
}

// lib/domain/stay.ts
function foldStays(events) {
  const stays = [];
  for (const event of events) {
    if (event.event === "session-started") start(stays, event);
    else if (event.event === "session-ended") end(stays, event);
  }
  return stays;
}
function isSameClient(one, other) {
  if (one.pid === void 0 || other.pid === void 0) return one.pid === other.pid;
  return one.pid === other.pid && one.pid_started === other.pid_started && one.boot_id === other.boot_id;
}
function start(stays, event) {
  const open = event.client.pid === void 0 ? -1 : openStayOf(stays, event.client);
  const [known] = open < 0 ? [] : stays.splice(open, 1);
  stays.push({
    client: event.client,
    source: event.source,
    since: known?.since ?? event.at,
    cwd: event.cwd,
    ...event.worktree === void 0 ? {} : { worktree: event.worktree },
    ...event.head === void 0 ? {} : { head: event.head }
  });
}
function end(stays, { client, at, reason }) {
  const open = openStayOf(stays, client);
  const stay = stays[open];
  if (stay !== void 0) stays[open] = { ...stay, ended: { at, reason } };
}
function openStayOf(stays, client) {
  return stays.findLastIndex((stay) => stay.ended === void 0 && isSameClient(stay.client, client));
}

// lib/domain/time.ts
function addMs(time, ms) {
  const moment = Date.parse(time) + ms;
  return Number.isNaN(moment) ? time : new Date(moment).toISOString();
}
function isAhead(time, now) {
  return Date.parse(time) > Date.parse(now);
}
function elapsedMs(from, to) {
  const ms = Date.parse(to ?? "") - Date.parse(from ?? "");
  return ms >= 0 ? ms : null;
}
function minuteOf(time) {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(time) ? `${time.slice(0, 16).replace("T", " ")}Z` : "an unknown time";
}

// lib/domain/agent-run.ts
function runStatus({ finished, dismissedAt }, isLost) {
  if (finished !== void 0) return finished.status;
  if (dismissedAt !== void 0) return "dismissed";
  return isLost ? "lost" : "running";
}
function runDurationMs({ startedAt, finished }) {
  return elapsedMs(startedAt, finished?.at);
}
function shortAgentName(agent) {
  return agent.slice(agent.lastIndexOf(":") + 1);
}
function foldRuns(events) {
  const runs = { all: [], byKey: /* @__PURE__ */ new Map(), openByName: /* @__PURE__ */ new Map() };
  for (const event of events) {
    if (event.event === "agent-started") start2(runs, event);
    else if (event.event === "agent-finished") finish(runs, event);
    else if (event.event === "checkpoint") note(runs, event);
    else if (event.event === "orphan-dismissed") dismiss(runs, event);
    else if (event.event === "session-ended") cutOff(runs, event.client);
  }
  return runs.all.map((draft) => ({ run: runOf(draft), ...draft.end && { end: draft.end } }));
}
function start2(runs, event) {
  const same = listAt(runs.byKey, keyOf(event));
  const last = same.at(-1);
  if (last !== void 0 && isStartOf(event, last)) {
    last.start = event;
    return;
  }
  if (last !== void 0 && event.agent_id !== void 0) last.isCutOff = true;
  const draft = { start: event };
  runs.all.push(draft);
  same.push(draft);
  listAt(runs.openByName, shortAgentName(event.agent)).push(draft);
}
function isStartOf(event, { start: start3, end: end2 }) {
  if (start3 !== void 0 || end2 === void 0 || end2.reported || event.reported) return false;
  return Math.abs(Date.parse(event.at) - Date.parse(end2.at)) <= LONGEST_WRITE_MS;
}
function finish(runs, event) {
  const same = listAt(runs.byKey, keyOf(event));
  const last = same.at(-1);
  if (last !== void 0) {
    if (last.end?.reported !== true) last.end = event;
    return;
  }
  const draft = { end: event };
  runs.all.push(draft);
  same.push(draft);
}
function note(runs, event) {
  if (event.agent_id !== void 0) {
    const run = runs.byKey.get(keyOf(event))?.at(-1);
    if (run !== void 0) run.note = event;
    return;
  }
  const open = runs.openByName.get(shortAgentName(event.agent)) ?? [];
  while (open.at(-1)?.end !== void 0) open.pop();
  const newest = open.at(-1);
  if (newest !== void 0) newest.note = event;
}
function dismiss(runs, event) {
  for (const draft of runs.byKey.get(keyOf(event)) ?? []) {
    if (draft.start?.at === event.started_at) draft.dismissedAt = event.at;
  }
}
function cutOff(runs, client) {
  if (client.pid === void 0) return;
  for (const draft of runs.all) {
    const startedIn = draft.start?.client;
    if (startedIn !== void 0 && isSameClient(startedIn, client)) draft.isCutOff = true;
  }
}
function keyOf({ agent, agent_id, reported }) {
  if (agent_id !== void 0) return `id ${agent_id}`;
  return `${reported === true ? "reported" : "seen"} ${agent}`;
}
function listAt(lists, key) {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
function runOf({ start: start3, end: end2, note: note2, dismissedAt, isCutOff }) {
  const { agent = "", agent_id, reported } = start3 ?? end2 ?? {};
  const startedAt = end2?.started_at ?? start3?.at;
  return {
    agent,
    ...agent_id === void 0 ? {} : { agentId: agent_id },
    ...start3?.label === void 0 ? {} : { label: start3.label },
    ...reported === true ? { isReported: true } : {},
    ...startedAt === void 0 ? {} : { startedAt },
    ...start3?.client === void 0 ? {} : { client: start3.client },
    ...isCutOff === true && end2 === void 0 ? { isCutOff } : {},
    ...start3?.message === void 0 ? {} : { message: start3.message },
    ...start3?.tools_used === void 0 ? {} : { toolsUsed: start3.tools_used },
    ...note2 === void 0 ? {} : { lastNote: { at: note2.at, message: note2.message } },
    ...dismissedAt === void 0 ? {} : { dismissedAt },
    ...end2 === void 0 ? {} : {
      finished: { at: end2.at, status: end2.status, message: end2.message, toolsUsed: end2.tools_used }
    }
  };
}

// lib/domain/session.ts
function foldSession(events) {
  const ordered = inOrder(events);
  const readings = foldRuns(ordered);
  return {
    ...foldFacts(ordered),
    stays: foldStays(ordered),
    runs: readings.map(({ run }) => run),
    checkpoints: checkpointsIn(ordered, readings)
  };
}
function lastStay(session) {
  return session.stays.at(-1);
}
function foldFacts(events) {
  const told = /* @__PURE__ */ new Set();
  const facts = { told };
  for (const event of events) {
    switch (event.event) {
      case "session-started":
        if (event.parent !== void 0) facts.parent = event.parent;
        if (event.session_id !== void 0) facts.sessionId = event.session_id;
        break;
      case "checkpoint":
      case "issue-linked":
        if (event.github_issue !== void 0) facts.githubIssue = event.github_issue;
        break;
      case "batch-activated":
        facts.activeBatch = event.batch_id;
        break;
      case "drive":
        facts.drive = driveOf(event);
        break;
      case "drive-continued":
        if (facts.drive?.batchId === event.batch_id) {
          facts.drive = { ...facts.drive, continued: { at: event.at, progress: event.progress } };
        }
        break;
      case "told":
        told.add(event.what);
        break;
      case "session-ended":
      case "agent-started":
      case "agent-finished":
      case "orphan-dismissed":
      case "hook-failed":
        break;
    }
  }
  return facts;
}
function driveOf({ batch_id, on, at, until }) {
  return { batchId: batch_id, on, since: at, ...until === void 0 ? {} : { until } };
}
function checkpointsIn(events, readings) {
  const runs = new Map(readings.map(({ run, end: end2 }) => [end2, run]));
  return events.flatMap((event) => {
    if (event.event === "checkpoint") return [entryOf(event, event.kind, event.agent, event.started_at)];
    if (event.event !== "agent-finished") return [];
    const run = runs.get(event);
    return run === void 0 ? [] : [entryOf(event, event.status, run.agent, run.startedAt)];
  });
}
function entryOf(event, kind, agent, startedAt) {
  const durationMs = elapsedMs(startedAt, event.at);
  return {
    at: event.at,
    agent,
    message: event.message,
    toolsUsed: event.tools_used,
    kind,
    ...durationMs === null ? {} : { durationMs }
  };
}

// lib/session-events.ts
var import_event = __toESM(require_event(), 1);

// lib/domain/migrations/session.ts
var import_agent_entry = __toESM(require_agent_entry(), 1);
var import_json = require("./base.cjs");
var import_times = __toESM(require_times(), 1);
var SESSION_MIGRATIONS = [
  { from: "1.0.0", to: "2.0.0", migrate: fromOriginal }
];
function fromOriginal(data, writtenAt) {
  if (!(0, import_json.isObject)(data) || data["event"] !== void 0) return data;
  if (data["agent"] !== void 0) return eventOfAgent(data, writtenAt);
  if (data["started"] === void 0) return data;
  const at = (0, import_times.utcTime)(data["started"]) ?? writtenAt;
  return { event: "session-started", at, source: "late", client: {}, cwd: "", legacy: data };
}
function eventOfAgent(data, writtenAt) {
  const read = (0, import_agent_entry.readAgentEntry)(data);
  if (!read.ok) throw new TypeError(read.refusal.message);
  const { start: start3, end: end2, said, tools } = (0, import_agent_entry.agentEntryRun)(read.value, (time) => (0, import_times.utcTime)(time), writtenAt);
  if (end2 !== null) return { ...data, ...end2, started_at: start3.at };
  return { ...data, ...start3, message: said, tools_used: tools };
}

// lib/session-events.ts
var import_versions = require("./base.cjs");
var import_store = require("./base.cjs");
var SESSION = { version: import_versions.SESSION_VERSION, migrations: SESSION_MIGRATIONS };
function eventOf(entry) {
  return (0, import_event.parseEvent)((0, import_store.migrate)(entry, SESSION));
}
function eventsOf({ entries }) {
  return entries.flatMap((entry) => eventOf(entry) ?? []);
}

// lib/sessions.ts
function livenessSeenBy(own) {
  return (client) => own !== null && client.pid !== void 0 && isSameClient(own, client) ? "alive" : (0, import_client.clientLiveness)(client);
}
function readSession(store, sessionId) {
  return fold(store.log(sessionId));
}
function wasTold(store, sessionId, what) {
  for (const entry of store.oldestFirst(sessionId)) {
    const event = eventOf(entry);
    if (event?.event === "told" && event.what === what) return true;
  }
  return false;
}
function readSessionIn(store, sessionFolder) {
  return fold(store.logIn(sessionFolder));
}
function hasVanished(session, livenessOf = import_client.clientLiveness) {
  const last = lastStay(session);
  if (last === void 0 || last.ended !== void 0) return false;
  if (last.source === "late" && last.client.pid === void 0) return false;
  return livenessOf(last.client) !== "alive";
}
function lostRuns(session, livenessOf = import_client.clientLiveness) {
  const open = session.runs.filter((run) => run.finished === void 0 && run.dismissedAt === void 0);
  if (open.length === 0) return [];
  const living = session.stays.filter(
    ({ ended, client }) => ended === void 0 && livenessOf(client) === "alive"
  );
  const hasClients = session.stays.some(({ client }) => client.pid !== void 0);
  return open.filter(({ isCutOff, client, startedAt = "" }) => {
    if (isCutOff === true) return true;
    if (client?.pid !== void 0) return livenessOf(client) !== "alive";
    return hasClients && living.every(({ since }) => since > startedAt);
  });
}
function trackedRuns(session, livenessOf) {
  const lost = new Set(lostRuns(session, livenessOf));
  return session.runs.map((run) => ({ run, status: runStatus(run, lost.has(run)) }));
}
function fold(log) {
  if (log === null) return null;
  return { session: foldSession(eventsOf(log)), damaged: log.damaged };
}

// lib/agent-runs.ts
var import_workspace = require("./base.cjs");
function saveRunStart(request, surroundings) {
  return (0, import_save_event.saveEvent)(() => {
    const checked = checkRun(request);
    if (!checked.ok) return checked;
    const { who, message, toolsUsed } = checked.value;
    return (0, import_result.ok)({
      deadlineMs: request.deadlineMs,
      eventAt: (at, { client }) => ({
        event: "agent-started",
        at,
        ...who,
        message,
        ...toolsUsed.length === 0 ? {} : { tools_used: [...toolsUsed] },
        ...client === null ? {} : { client }
      })
    });
  }, surroundings);
}
function saveRunEnd(status, request, surroundings) {
  return (0, import_save_event.saveEvent)(() => {
    const checked = checkRun(request);
    if (!checked.ok) return checked;
    const { who, message, toolsUsed, startedAt } = checked.value;
    return (0, import_result.ok)({
      deadlineMs: request.deadlineMs,
      eventAt: (at) => ({
        event: "agent-finished",
        at,
        ...who,
        status,
        message,
        tools_used: [...toolsUsed],
        ...startedAt === void 0 ? {} : { started_at: startedAt }
      })
    });
  }, surroundings);
}
function saveIssueLink(issue, surroundings) {
  return (0, import_save_event.saveEvent)(() => {
    const checked = (0, import_checkpoint.checkIssue)(issue);
    if (!checked.ok) return checked;
    const number = checked.value;
    if (number === void 0) return (0, import_result.refuse)("invalid-input", "the number of an issue is needed");
    return (0, import_result.ok)({
      deadlineMs: void 0,
      eventAt: (at) => ({ event: "issue-linked", at, github_issue: number })
    });
  }, surroundings);
}
function saveDismissal(run, surroundings) {
  const { agent, agentId, isReported, startedAt = "" } = run;
  const who = whoOf(agent, agentId, isReported);
  const eventAt = (at) => ({ event: "orphan-dismissed", at, ...who, started_at: startedAt });
  return (0, import_save_event.saveEvent)(() => (0, import_result.ok)({ deadlineMs: void 0, eventAt }), surroundings);
}
function autoTrack(message, surroundings) {
  try {
    const around = surroundings ?? (0, import_workspace.processSurroundings)();
    const agentName = around.env["CLAUDE_AGENT_NAME"]?.trim();
    if (!agentName) return { saved: false, reason: "not-set", detail: "CLAUDE_AGENT_NAME is not set" };
    if (!(0, import_workspace.isOffForProcess)(around.env) && isTracked(agentName, around)) {
      const detail = `${agentName} is tracked in this session already`;
      return { saved: false, reason: "already-tracked", detail };
    }
    return saveRunStart({ agentName, message: message ?? "named by CLAUDE_AGENT_NAME" }, around);
  } catch (error) {
    return (0, import_save_event.skippedBy)(error);
  }
}
function isTracked(agentName, surroundings) {
  const workspace = (0, import_workspace.openWorkspace)(surroundings);
  if (workspace === null) return false;
  const session = readSession(workspace.store, workspace.sessionId)?.session;
  if (session === void 0) return false;
  return trackedRuns(session, livenessSeenBy(workspace.client)).some(
    ({ run, status }) => run.agent === agentName && status !== "lost" && status !== "dismissed"
  );
}
function checkRun(request) {
  const checked = (0, import_checkpoint.checkCheckpoint)(request);
  if (!checked.ok) return checked;
  const { agentId } = request;
  if (agentId !== void 0 && agentId !== null && !isAgentId(agentId)) {
    return (0, import_result.refuse)("invalid-input", "agentId must be one line of 1 to 255 characters, as the client names it");
  }
  return (0, import_result.ok)({ ...checked.value, who: whoOf(checked.value.agent, agentId ?? void 0, true) });
}
function isAgentId(id) {
  return typeof id === "string" && /^.{1,255}$/.test(id) && (0, import_text.plainLine)(id) === id;
}
function whoOf(agent, agentId, isReported) {
  return {
    agent,
    ...agentId === void 0 ? {} : { agent_id: agentId },
    ...isReported === void 0 ? {} : { reported: isReported }
  };
}

// lib/agent-status.ts
var import_ids = require("./base.cjs");

// lib/domain/pipeline.ts
var EXPECTED_AGENTS = [
  "researcher",
  "planner",
  "test-master",
  "implementer",
  "reviewer",
  "security-auditor",
  "doc-master"
];
var PARTS = /* @__PURE__ */ new Map([
  ["researcher-local", "researcher"],
  ["researcher-web", "researcher"]
]);
function pipelineOf(runs, now, expected = EXPECTED_AGENTS) {
  const names = [...new Set(expected)];
  const agents = names.map(
    (agent) => standing(
      agent,
      runs.filter(({ run }) => isBy(run.agent, agent, names))
    )
  );
  const finished = agents.filter(({ newest }) => newest?.run.finished !== void 0);
  const pending = agents.filter(({ status, newest }) => newest === void 0 || status === "lost");
  const running = agents.filter((each) => !finished.includes(each) && !pending.includes(each));
  const total = agents.length;
  const complete = total > 0 && finished.length === total;
  const average = averageDurationMs(runs);
  const restOf = ({ newest }) => Math.max(0, (average ?? 0) - (elapsedMs(newest?.run.startedAt, now) ?? 0));
  const rest = running.reduce((sum, agent) => sum + restOf(agent), pending.length * (average ?? 0));
  return {
    agents,
    total,
    processed: finished.length,
    percent: total === 0 ? 0 : Math.floor(finished.length / total * 100),
    complete,
    succeeded: complete && agents.every(({ status }) => status === "completed"),
    pending: pending.map(({ agent }) => agent),
    averageDurationMs: average,
    remainingMs: complete ? 0 : average === null ? null : rest
  };
}
function isBy(name, expected, all) {
  const short = shortAgentName(name);
  if (name === expected || short === expected) return true;
  return PARTS.get(short) === expected && !all.includes(short) && !all.includes(name);
}
function averageDurationMs(runs) {
  const durations = runs.map(({ run }) => runDurationMs(run)).filter((ms) => ms !== null);
  if (durations.length === 0) return null;
  return Math.round(durations.reduce((sum, ms) => sum + ms, 0) / durations.length);
}
function runningNewestFirst(runs) {
  return runs.filter(isRunning).toReversed();
}
function displayName(agent) {
  const words = shortAgentName(agent).split(/[-_.]+/);
  return words.filter((word) => word !== "").map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(" ");
}
function standing(agent, runs) {
  const counted = runs.filter(({ status, run }) => run.finished !== void 0 || status !== "dismissed");
  const newestByName = [...new Map(counted.map((each) => [shortAgentName(each.run.agent), each])).values()];
  const newest = counted.findLast(isRunning) ?? newestByName.findLast(({ run }) => run.finished === void 0) ?? newestByName.findLast(({ status }) => status !== "completed") ?? newestByName.at(-1);
  const named = { agent, displayName: displayName(agent) };
  return newest === void 0 ? { ...named, status: "pending" } : { ...named, status: newest.status, newest };
}
function isRunning({ run, status }) {
  return run.finished === void 0 && status === "running";
}

// lib/domain/overlap.ts
function overlapOf(runs, agents, now) {
  const names = [...new Set(agents)];
  const looks = names.map((name) => lookAt(name, newestOf(runs, name, names), now));
  const finished = looks.every(({ newest }) => newest?.run.finished !== void 0);
  const ended = {
    finished,
    succeeded: finished && looks.every(({ newest }) => newest?.status === "completed")
  };
  const problem = names.length < 2 ? "two agents at least are needed" : looks.find(({ problem: problem2 }) => problem2)?.problem;
  const spans = looks.flatMap(({ span }) => span ?? []);
  if (problem !== void 0) return { overlapped: false, reason: problem, ...ended };
  const lastStart = Math.max(...spans.map(({ from }) => from));
  const firstEnd = Math.min(...spans.map(({ to }) => to));
  const spanMs = Math.max(...spans.map(({ to }) => to)) - Math.min(...spans.map(({ from }) => from));
  const sumMs = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  const times = { spanMs, sumMs, savedMs: Math.max(0, sumMs - spanMs) };
  if (lastStart < firstEnd) return { overlapped: true, ...ended, times };
  return { overlapped: false, reason: "one began after another had ended", ...ended, times };
}
function haveOverlapped(runs, now) {
  const spans = runs.flatMap((each) => spanOf(each, now) ?? []).toSorted((a, b) => a.from - b.from);
  let end2 = Number.NEGATIVE_INFINITY;
  return spans.some(({ from, to }) => {
    const overlaps = from < end2 && from < to;
    end2 = Math.max(end2, to);
    return overlaps;
  });
}
function newestOf(runs, name, names) {
  return runs.findLast(({ run }) => isBy(run.agent, name, names));
}
function lookAt(name, newest, now) {
  const who = shortAgentName(name);
  if (newest === void 0) return { problem: `${who} has no run` };
  const span = spanOf(newest, now);
  if (span !== null) return { newest, span };
  const isOpen = newest.run.finished === void 0;
  const isLost = isOpen && newest.status !== "running";
  return { newest, problem: isLost ? `the run of ${who} was lost` : `when ${who} ran is not known` };
}
function spanOf({ run, status }, now) {
  if (run.finished === void 0 && status !== "running") return null;
  const from = Date.parse(run.startedAt ?? "");
  const to = Date.parse(run.finished?.at ?? now);
  return to >= from ? { from, to } : null;
}

// lib/agent-status.ts
var import_workspace2 = require("./base.cjs");
function agentStatus(options, surroundings) {
  try {
    return readStatus(options ?? {}, surroundings ?? (0, import_workspace2.processSurroundings)());
  } catch {
    return null;
  }
}
function runView({ run, status }) {
  const { agent, agentId, label, startedAt, finished, lastNote } = run;
  const message = finished?.message ?? run.message;
  return {
    agent,
    displayName: displayName(agent),
    ...agentId === void 0 ? {} : { agentId },
    ...label === void 0 ? {} : { label },
    status,
    ...message === void 0 ? {} : { message },
    toolsUsed: finished?.toolsUsed ?? run.toolsUsed ?? [],
    ...startedAt === void 0 ? {} : { startedAt },
    ...finished === void 0 ? {} : { finishedAt: finished.at },
    durationMs: runDurationMs(run),
    ...lastNote === void 0 || finished !== void 0 ? {} : { lastNote }
  };
}
function readStatus(options, surroundings) {
  const { sessionId, expectedAgents, together } = options;
  const workspace = (0, import_workspace2.openWorkspace)(
    typeof sessionId === "string" && sessionId !== "" ? { ...surroundings, sessionId } : surroundings
  );
  if (workspace === null) return null;
  const session = readSession(workspace.store, workspace.sessionId)?.session;
  if (session === void 0) return null;
  const now = (0, import_workspace2.timeOf)(surroundings);
  const runs = trackedRuns(session, livenessSeenBy(workspace.client));
  const since = lastStay(session)?.since;
  const { githubIssue } = session;
  return {
    sessionId: workspace.sessionId,
    ...since === void 0 ? {} : { since },
    ...githubIssue === void 0 ? {} : { githubIssue },
    pipeline: pipelineOf(runs, now, namesIn(expectedAgents) ?? EXPECTED_AGENTS),
    runs: runs.map(runView),
    running: runningNewestFirst(runs).map(runView),
    overlapped: haveOverlapped(runs, now),
    ...together === void 0 ? {} : { together: overlapOf(runs, namesIn(together) ?? [], now) }
  };
}
function namesIn(given) {
  if (!Array.isArray(given)) return void 0;
  return given.filter((name) => typeof name === "string").filter(import_ids.isAgentName);
}

// lib/agent-tracker.ts
var import_save_checkpoint = require("./base.cjs");
var AgentTracker = {
  /** Saves a checkpoint and answers whether it is durable, whatever the arguments, the environment or the disk. */
  saveAgentCheckpoint(request) {
    return (0, import_save_checkpoint.saveCheckpoint)(request).saved;
  },
  /** As saveAgentCheckpoint, and says under which number it was saved, or why it was not. */
  saveAgentCheckpointResult(request) {
    return (0, import_save_checkpoint.saveCheckpoint)(request);
  },
  /** Says that a run begins. Every start is a new run, after a failed one too. */
  startAgent(request) {
    return saveRunStart(request);
  },
  /** Says that a run has completed. The first end that is told of a run stays; a run never told of begins and ends. */
  completeAgent(request) {
    return saveRunEnd("completed", request);
  },
  /** Says that a run has failed; otherwise as completeAgent. */
  failAgent(request) {
    return saveRunEnd("failed", request);
  },
  /** Says which GitHub issue, 1 to 999,999, the session works on; the last one counts. */
  linkGithubIssue(issue) {
    return saveIssueLink(issue);
  },
  /**
   * Starts a run of the agent that `CLAUDE_AGENT_NAME` names. Nothing is saved where that is `not-set`, where the
   * session has a run of it that is not lost (`already-tracked`), or where the name is none (`invalid-input`).
   */
  autoTrackFromEnvironment(message) {
    return autoTrack(message);
  },
  /**
   * How the runs of the session stand. Null when nothing of it is recorded or can be read. Costs one small read per
   * event of the session.
   */
  getAgentStatus(options) {
    return agentStatus(options);
  }
};
module.exports = {
  AgentTracker,
  EXPECTED_AGENTS,
  SESSION,
  addMs,
  eventOf,
  eventsOf,
  foldSession,
  hasVanished,
  haveOverlapped,
  inOrder,
  isAhead,
  isSameClient,
  lastStay,
  livenessSeenBy,
  lostRuns,
  minuteOf,
  pipelineOf,
  readSession,
  readSessionIn,
  runView,
  saveDismissal,
  saveRunEnd,
  saveRunStart,
  trackedRuns,
  wasTold,
};
