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

// lazy:lib/cli/agent-run.ts
var require_agent_run = __commonJS({
  "lazy:lib/cli/agent-run.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      agentComplete: { enumerable: true, get: () => require("./cli.cjs").agentComplete },
      agentFail: { enumerable: true, get: () => require("./cli.cjs").agentFail },
      agentStart: { enumerable: true, get: () => require("./cli.cjs").agentStart }
    });
  }
});

// lazy:lib/cli/answer.ts
var require_answer = __commonJS({
  "lazy:lib/cli/answer.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      EXIT: { enumerable: true, get: () => require("./cli.cjs").EXIT },
      done: { enumerable: true, get: () => require("./cli.cjs").done },
      nothingToClaim: { enumerable: true, get: () => require("./cli.cjs").nothingToClaim },
      refused: { enumerable: true, get: () => require("./cli.cjs").refused },
      skipped: { enumerable: true, get: () => require("./cli.cjs").skipped },
      usage: { enumerable: true, get: () => require("./cli.cjs").usage }
    });
  }
});

// lazy:lib/cli/arguments.ts
var require_arguments = __commonJS({
  "lazy:lib/cli/arguments.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      parseArguments: { enumerable: true, get: () => require("./cli.cjs").parseArguments },
      splitAtDashes: { enumerable: true, get: () => require("./cli.cjs").splitAtDashes },
      toWhole: { enumerable: true, get: () => require("./cli.cjs").toWhole }
    });
  }
});

// lazy:lib/cli/columns.ts
var require_columns = __commonJS({
  "lazy:lib/cli/columns.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      alignColumns: { enumerable: true, get: () => require("./cli.cjs").alignColumns }
    });
  }
});

// lazy:lib/cli/command.ts
var require_command = __commonJS({
  "lazy:lib/cli/command.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      COMMON_OPTIONS: { enumerable: true, get: () => require("./cli.cjs").COMMON_OPTIONS },
      GROUPS: { enumerable: true, get: () => require("./cli.cjs").GROUPS },
      command: { enumerable: true, get: () => require("./cli.cjs").command }
    });
  }
});

// lazy:lib/cli/in-project.ts
var require_in_project = __commonJS({
  "lazy:lib/cli/in-project.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      inProject: { enumerable: true, get: () => require("./cli.cjs").inProject }
    });
  }
});

// lazy:lib/cli/output.ts
var require_output = __commonJS({
  "lazy:lib/cli/output.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      renderJson: { enumerable: true, get: () => require("./cli.cjs").renderJson },
      renderScreen: { enumerable: true, get: () => require("./cli.cjs").renderScreen },
      renderText: { enumerable: true, get: () => require("./cli.cjs").renderText },
      styled: { enumerable: true, get: () => require("./cli.cjs").styled }
    });
  }
});

// lazy:lib/cli/quote.ts
var require_quote = __commonJS({
  "lazy:lib/cli/quote.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      quote: { enumerable: true, get: () => require("./cli.cjs").quote }
    });
  }
});

// lazy:lib/cli/batch-answer.ts
var require_batch_answer = __commonJS({
  "lazy:lib/cli/batch-answer.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      BATCH_OPTION: { enumerable: true, get: () => require("./cli.cjs").BATCH_OPTION },
      answerOf: { enumerable: true, get: () => require("./cli.cjs").answerOf },
      featureJson: { enumerable: true, get: () => require("./cli.cjs").featureJson },
      featureLine: { enumerable: true, get: () => require("./cli.cjs").featureLine },
      inBatch: { enumerable: true, get: () => require("./cli.cjs").inBatch }
    });
  }
});

// lazy:lib/cli/durations.ts
var require_durations = __commonJS({
  "lazy:lib/cli/durations.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      durationOf: { enumerable: true, get: () => require("./cli.cjs").durationOf },
      nextTime: { enumerable: true, get: () => require("./cli.cjs").nextTime }
    });
  }
});

// lazy:lib/cli/batch-next.ts
var require_batch_next = __commonJS({
  "lazy:lib/cli/batch-next.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      batchNext: { enumerable: true, get: () => require("./cli.cjs").batchNext }
    });
  }
});

// lazy:lib/cli/batch-report.ts
var require_batch_report = __commonJS({
  "lazy:lib/cli/batch-report.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      batchComplete: { enumerable: true, get: () => require("./cli.cjs").batchComplete },
      batchFail: { enumerable: true, get: () => require("./cli.cjs").batchFail },
      batchRelease: { enumerable: true, get: () => require("./cli.cjs").batchRelease },
      batchRetry: { enumerable: true, get: () => require("./cli.cjs").batchRetry },
      batchSkip: { enumerable: true, get: () => require("./cli.cjs").batchSkip }
    });
  }
});

// lazy:lib/cli/checkpoint-save.ts
var require_checkpoint_save = __commonJS({
  "lazy:lib/cli/checkpoint-save.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      checkpointSave: { enumerable: true, get: () => require("./cli.cjs").checkpointSave }
    });
  }
});

// chunk:commands

// lib/cli/commands.ts
var import_agent_run = __toESM(require_agent_run(), 1);

// lib/cli/agent-status.ts
var import__7 = require("./index.cjs");

// lib/cli/agent-facts.ts
var import__ = require("./index.cjs");
function agentsOf(sessions, livenessOf) {
  const agents = sessions.flatMap(
    ({ id, session }) => (0, import__.trackedRuns)(session, livenessOf).map((tracked) => agentJson(id, tracked))
  );
  return sessions.length === 1 ? agents : agents.toSorted(byTime);
}
function agentJson(sessionId, tracked) {
  const { agent, agentId, label, status: status2, message, toolsUsed, startedAt, finishedAt, durationMs, lastNote } = (0, import__.runView)(tracked);
  const hasTools = finishedAt !== void 0 || toolsUsed.length > 0;
  return {
    session_id: sessionId,
    agent,
    ...agentId === void 0 ? {} : { agent_id: agentId },
    ...label === void 0 ? {} : { label },
    status: status2,
    ...startedAt === void 0 ? {} : { started_at: startedAt },
    ...finishedAt === void 0 ? {} : { finished_at: finishedAt },
    ...durationMs === null ? {} : { duration_ms: durationMs },
    ...message === void 0 ? {} : { message },
    ...hasTools ? { tools_used: toolsUsed } : {},
    ...lastNote === void 0 ? {} : { last_note: lastNote }
  };
}
function byTime(one, other) {
  const [a, b] = [one, other].map(({ started_at, finished_at }) => started_at ?? finished_at ?? "");
  return a === b || a === void 0 || b === void 0 ? 0 : a < b ? -1 : 1;
}

// lib/cli/checkpoint-list.ts
var import__3 = require("./index.cjs");
var import_answer = __toESM(require_answer(), 1);
var import_arguments = __toESM(require_arguments(), 1);
var import_columns = __toESM(require_columns(), 1);
var import_command = __toESM(require_command(), 1);
var import_in_project = __toESM(require_in_project(), 1);
var import_output = __toESM(require_output(), 1);
var import_quote = __toESM(require_quote(), 1);

// lib/cli/recorded-sessions.ts
var import__2 = require("./index.cjs");
function readSessions(workspace, which) {
  const { store, sessionId } = workspace;
  if (!store.exists()) return [];
  if (which === "own") {
    const reading = (0, import__2.readSession)(store, sessionId);
    return reading === null ? [] : [{ id: sessionId, session: reading.session, damaged: reading.damaged.length }];
  }
  return store.sessionFolders().flatMap((folder) => {
    try {
      const reading = (0, import__2.readSessionIn)(store, folder);
      if (reading === null) return [];
      const { session, damaged } = reading;
      return [{ id: session.sessionId ?? folder, session, damaged: damaged.length }];
    } catch (error) {
      if (!(error instanceof import__2.StateError)) throw error;
      return [{ id: folder, session: (0, import__2.foldSession)([]), damaged: 0, unreadable: error.message }];
    }
  });
}
function damageIn(sessions) {
  return sessions.flatMap(({ id, damaged, unreadable }) => {
    if (unreadable !== void 0) return [`Session ${id} cannot be shown: ${unreadable}.`];
    if (damaged === 0) return [];
    const entries = damaged === 1 ? "One damaged entry" : `${damaged} damaged entries`;
    return [`${entries} of session ${id} cannot be shown; what was recorded before and after still counts.`];
  });
}

// lib/cli/checkpoint-list.ts
var checkpointList = (0, import_command.command)({
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
      return (0, import_answer.usage)("checkpoint list: --all and --session exclude each other; give one of them");
    const most = limit === void 0 ? Infinity : (0, import_arguments.toWhole)(limit);
    if (most === null || most < 1) {
      return (0, import_answer.usage)(`checkpoint list: --limit ${(0, import_quote.quote)(limit ?? "")} is no whole number from 1`);
    }
    return (0, import_in_project.inProject)(call, (workspace) => {
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
    (0, import_output.styled)("dim", (0, import__3.minuteOf)(at)),
    (0, import_output.styled)("bold", agent),
    (0, import_output.styled)(styleOf(kind), kind),
    message
  ]);
  return (0, import_columns.alignColumns)(rows, width, indent);
}
function styleOf(status2) {
  if (status2 === "completed") return "green";
  if (status2 === "failed") return "red";
  return status2 === "lost" ? "yellow" : "cyan";
}
function list(entries, sessions, { workspace, which, width }) {
  const json = { checkpoints: entries };
  const notes = damageIn(sessions);
  if (entries.length > 0) return (0, import_answer.done)(json, checkpointLines(entries, width), notes);
  const of = which === "all" ? "in this project" : `of session ${(0, import_quote.quote)(workspace.sessionId)}`;
  return (0, import_answer.done)(json, [`No checkpoints ${of}.`], notes);
}
function checkpointJson(id, { at, agent, message, toolsUsed, kind }) {
  return { at, session_id: id, agent, message, tools_used: toolsUsed, kind };
}

// lib/cli/agent-lines.ts
var import_columns2 = __toESM(require_columns(), 1);
var import_output2 = __toESM(require_output(), 1);

// lib/cli/times.ts
var import__4 = require("./index.cjs");
function agoOf(time, now) {
  const minutes = Math.floor((now - Date.parse(time)) / 6e4);
  if (!(minutes >= 0)) return (0, import__4.minuteOf)(time);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ago`;
  return `${Math.floor(minutes / (24 * 60))} days ago`;
}

// lib/cli/agent-lines.ts
function agentLines(agents, options) {
  if (agents.length === 0) return [];
  return [
    [(0, import_output2.styled)("bold", "Agents"), `   ${counts(agents)}`],
    ...(0, import_columns2.alignColumns)(agentRows(agents, options), options.width, "  ")
  ];
}
function lostRunsNotice(agents) {
  const lost = agents.filter(
    ({ status: status2, finished_at }) => status2 === "lost" && finished_at === void 0
  ).length;
  if (lost === 0) return [];
  const message = `${lost === 1 ? "One agent run was" : `${lost} agent runs were`} lost with the client. Look what is left of the work and start again what is needed; then, to hear no more of it: adev agent status --dismiss`;
  return [{ code: "lost-runs", message }];
}
function counts(agents) {
  const byStatus = /* @__PURE__ */ new Map();
  for (const { status: status2 } of agents) byStatus.set(status2, (byStatus.get(status2) ?? 0) + 1);
  return [...byStatus].toSorted(([one], [other]) => rankOf(one) - rankOf(other)).map(([status2, count]) => `${count} ${status2}`).join(", ");
}
function agentRows(agents, { now, limit, withIds }) {
  const manySessions = new Set(agents.map(({ session_id }) => session_id)).size > 1;
  const shown2 = agents.toReversed().toSorted((one, other) => Math.min(2, rankOf(one.status)) - Math.min(2, rankOf(other.status))).slice(0, limit);
  const rows = shown2.map((run) => [
    (0, import_output2.styled)(styleOf(run.status), run.status),
    (0, import_output2.styled)("bold", run.agent),
    (0, import_output2.styled)("dim", whenOf(run, now)),
    ...manySessions ? [(0, import_output2.styled)("dim", `session ${run.session_id.slice(0, 8)}`)] : [],
    ...withIds ? [(0, import_output2.styled)("dim", run.agent_id ?? "")] : [],
    run.last_note?.message ?? run.message ?? ""
  ]);
  const rest = agents.length - shown2.length;
  return rest === 0 ? rows : [...rows, [(0, import_output2.styled)("dim", `and ${rest} more: adev agent status`)]];
}
function whenOf({ started_at, finished_at }, now) {
  if (finished_at !== void 0) return agoOf(finished_at, now);
  return started_at === void 0 ? "" : `began ${agoOf(started_at, now)}`;
}
function rankOf(status2) {
  const rank = ["running", "lost", "failed", "completed"].indexOf(status2);
  return rank < 0 ? 4 : rank;
}

// lib/cli/agent-status.ts
var import_answer3 = __toESM(require_answer(), 1);
var import_command3 = __toESM(require_command(), 1);
var import_in_project3 = __toESM(require_in_project(), 1);
var import_output5 = __toESM(require_output(), 1);

// lib/cli/status-facts.ts
var import__6 = require("./index.cjs");

// lib/cli/batch-show.ts
var import__5 = require("./index.cjs");
var import_answer2 = __toESM(require_answer(), 1);
var import_batch_answer = __toESM(require_batch_answer(), 1);
var import_columns3 = __toESM(require_columns(), 1);
var import_command2 = __toESM(require_command(), 1);
var import_in_project2 = __toESM(require_in_project(), 1);
var import_output3 = __toESM(require_output(), 1);
var batchList = (0, import_command2.command)({
  name: "batch list",
  group: "every day",
  summary: "Show all batches of the project",
  options: {},
  run: (call) => (0, import_in_project2.inProject)(call, async ({ store, surroundings }) => {
    const batches = [];
    const notes = [];
    for (const id of await store.list(import__5.BATCH)) {
      const loaded = await (0, import__5.loadBatchState)(id, surroundings);
      if (loaded.ok) batches.push(loaded.value.batch);
      else if ("skipped" in loaded) {
        if (loaded.skipped.reason === "disabled") return (0, import_answer2.skipped)(loaded.skipped);
        notes.push(`adev: batch ${id} cannot be shown: ${loaded.skipped.detail}`);
      } else if (loaded.refused.code !== "removed")
        notes.push(`adev: batch ${id} cannot be shown: ${loaded.refused.message}`);
    }
    const sorted = batches.toSorted((one, other) => one.created_at < other.created_at ? 1 : -1);
    const rows = sorted.map((batch) => batchRow(batchJson(batch), surroundings.now()));
    const lines = rows.length === 0 ? ["No batches here. To make one: adev batch create FILE"] : (0, import_columns3.alignColumns)(rows, call.width());
    return (0, import_answer2.done)({ batches: sorted.map(batchJson) }, lines, notes);
  })
});
var batchShow = (0, import_command2.command)({
  name: "batch show",
  group: "every day",
  summary: "Show a batch and each of its features",
  arguments: ["[ID]"],
  options: import_batch_answer.BATCH_OPTION,
  run: (call) => (0, import_batch_answer.inBatch)(
    call,
    { place: call.arguments[0], option: call.options.batch },
    async (workspace, batchId) => (0, import_batch_answer.answerOf)(
      await (0, import__5.loadBatchState)(batchId, call.surroundings),
      ({ batch, revision }) => showAnswer(batch, revision, call.width(), (0, import__5.contextOf)(workspace)(call.surroundings.now()))
    )
  )
});
var batchSummary = (0, import_command2.command)({
  name: "batch summary",
  group: "every day",
  summary: "Tell what came of a batch and what to do next",
  arguments: ["[ID]"],
  options: import_batch_answer.BATCH_OPTION,
  run: (call) => (0, import_batch_answer.inBatch)(
    call,
    { place: call.arguments[0], option: call.options.batch },
    async (_, batchId) => (0, import_batch_answer.answerOf)(
      await (0, import__5.generateCompletionSummary)(batchId, call.surroundings),
      (summary) => (0, import_answer2.done)(summary, (0, import__5.formatSummary)(summary).trimEnd().split("\n"))
    )
  )
});
function batchJson(batch) {
  const counts2 = (0, import__5.countFeatures)(batch);
  return {
    batch_id: batch.batch_id,
    title: batch.title ?? null,
    status: (0, import__5.batchStatus)(batch, counts2),
    counts: counts2,
    remaining: (0, import__5.countRemaining)(counts2),
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
    (0, import_output3.styled)("bold", batch_id),
    (0, import_output3.styled)(styleOfBatch(status2), status2.replaceAll("_", " ")),
    parts.join(", "),
    (0, import_output3.styled)("dim", agoOf(updated_at, now)),
    title ?? ""
  ];
}
function showAnswer(batch, revision, width, context) {
  const counts2 = (0, import__5.countFeatures)(batch);
  const status2 = (0, import__5.batchStatus)(batch, counts2);
  const json = {
    batch_id: batch.batch_id,
    status: status2,
    counts: counts2,
    features: batch.features.map(import_batch_answer.featureJson),
    revision
  };
  const lines = [
    ...(0, import_columns3.alignColumns)([batchRow(batchJson(batch), Date.parse(context.now))]),
    ...batch.paused === void 0 ? [] : [`Paused: ${(0, import__5.plainLine)(batch.paused.reason) || "no reason given"}`],
    "",
    ...(0, import_columns3.alignColumns)(
      batch.features.map((feature) => featureRow(feature, context)),
      width,
      "  "
    )
  ];
  return (0, import_answer2.done)(json, lines);
}
function featureRow({ number, text, status: status2, uncertain, lease, error }, context) {
  const marks = [
    ...uncertain === true ? ["uncertain"] : [],
    ...lease?.parked_until === void 0 ? [] : ["parked"],
    ...status2 === "in_progress" && !(0, import__5.isHeld)(lease, context) ? ["its owner is gone"] : [],
    ...status2 === "failed" && error !== void 0 ? [(0, import__5.plainLine)(error.message).slice(0, 60)] : []
  ];
  const mark = marks.length === 0 ? "" : ` (${marks.join(", ")})`;
  return [String(number), (0, import_output3.styled)(FEATURE_STYLES[status2], status2.replace("_", " ")), `${text}${mark}`];
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

// lib/cli/status-facts.ts
var LAST_CHECKPOINTS = 5;
async function statusOf(workspace) {
  const { project, store, sessionIsDefault } = workspace;
  const sessions = readSessions(workspace, sessionIsDefault ? "all" : "own");
  const agents = agentsOf(sessions, (0, import__6.livenessSeenBy)(workspace.client));
  const batches = await (0, import__6.unfinishedBatches)(workspace);
  const checkpoints = checkpointsOf(sessions);
  return {
    project_root: project.root,
    state_dir: store.stateDir.path,
    session: sessionJson(workspace, sessions),
    agents,
    batches: batches.map(batchJson),
    checkpoint_count: checkpoints.length,
    last_checkpoints: checkpoints.slice(-LAST_CHECKPOINTS),
    notices: [
      ...noticesOf(workspace, sessions),
      ...lostRunsNotice(agents),
      ...leftFeaturesNotices(workspace, batches)
    ]
  };
}
function sessionJson(workspace, sessions) {
  const { sessionId, sessionIsDefault, client } = workspace;
  const own = sessions.find(({ id }) => id === sessionId);
  return {
    session_id: sessionId,
    is_default: sessionIsDefault,
    ...own === void 0 ? { state: "none" } : sessionFacts(own.session, (0, import__6.livenessSeenBy)(client))
  };
}
function sessionFacts(session, livenessOf) {
  const stay = (0, import__6.lastStay)(session);
  const { githubIssue, parent } = session;
  return {
    state: (0, import__6.hasVanished)(session, livenessOf) ? "vanished" : stay?.ended === void 0 ? "open" : "ended",
    ...stay === void 0 ? {} : { started_at: stay.since },
    ...stay?.worktree === void 0 ? {} : { worktree: stay.worktree },
    ...githubIssue === void 0 ? {} : { github_issue: githubIssue },
    ...parent === void 0 ? {} : { parent }
  };
}
function leftFeaturesNotices(workspace, batches) {
  const context = (0, import__6.contextOf)(workspace)(workspace.surroundings.now());
  return batches.flatMap((batch) => {
    const { batch_id, features } = batch;
    const held = [import__6.heldBy, import__6.heldByOthers].flatMap((find) => find(batch, workspace.sessionId, context));
    const left = features.filter((feature) => feature.status === "in_progress" && !held.includes(feature));
    const [first] = left;
    if (first === void 0) return [];
    const numbers = left.map(({ number }) => number).join(", ");
    const message = `Batch ${batch_id}: feature ${numbers} was left in progress by an owner that is gone. To take the batch over: adev batch adopt ${batch_id}; to put a feature back: adev batch retry ${first.number} --batch ${batch_id}; to leave it out: adev batch skip ${first.number} --batch ${batch_id} --reason TEXT`;
    return [{ code: "left-features", message }];
  });
}
function noticesOf(workspace, sessions) {
  const { store, surroundings } = workspace;
  const project = store.readNow(import__6.PROJECT);
  const since = project.ok ? project.value?.data.off?.at : void 0;
  return [
    ...(0, import__6.isOffForProcess)(surroundings.env) ? [{ code: "off-process", message: "Off in this environment: AUTONOMOUS_DEV=off is set." }] : [],
    ...since === void 0 ? [] : [
      {
        code: "off-project",
        message: `Off for this project since ${(0, import__6.minuteOf)(since)}: nothing is recorded. To switch it on: adev on`
      }
    ],
    ...project.ok ? [] : [project.refusal],
    ...damageIn(sessions).map((message) => ({ code: "damaged-entries", message })),
    ...store.exists() ? [] : [{ code: "no-state", message: "Nothing is recorded here yet: the first checkpoint starts it." }]
  ];
}

// lib/cli/status-lines.ts
var import_columns4 = __toESM(require_columns(), 1);
var import_output4 = __toESM(require_output(), 1);
var SHOWN_AGENTS = 12;
function statusLines(status2, { now, width }) {
  const { project_root, session, agents, batches, last_checkpoints, checkpoint_count, notices } = status2;
  return [
    [(0, import_output4.styled)("bold", "Project"), `  ${project_root}`],
    sessionLine(session, now),
    ...batches.length === 0 ? [] : ["", [(0, import_output4.styled)("bold", "Batches")]],
    ...(0, import_columns4.alignColumns)(
      batches.map((batch) => batchRow(batch, now)),
      width,
      "  "
    ),
    ...agents.length === 0 ? [] : [""],
    ...agentLines(agents, { now, width, limit: SHOWN_AGENTS, withIds: false }),
    ...checkpoint_count === 0 ? [] : [
      "",
      [(0, import_output4.styled)("bold", "Checkpoints"), `  the last ${last_checkpoints.length} of ${checkpoint_count}`],
      ...checkpointLines(last_checkpoints, width, "  ")
    ],
    ...noticeLines(notices)
  ];
}
function sessionLine(session, now) {
  return [(0, import_output4.styled)("bold", "Session"), `  ${sessionText(session, now)}`];
}
function noticeLines(notices) {
  const lines = notices.map(({ message }) => [(0, import_output4.styled)("yellow", "!"), ` ${message}`]);
  return lines.length === 0 ? [] : ["", ...lines];
}
function sessionText({ session_id, is_default, state, started_at }, now) {
  if (is_default) return "none named: everything in this project is shown";
  const since = started_at === void 0 ? "" : `, began ${agoOf(started_at, now)}`;
  if (state === "none") return `${session_id}, nothing recorded yet`;
  if (state === "vanished") return `${session_id}${since}; its client is gone without having ended it`;
  return `${session_id}${since}${state === "ended" ? ", ended" : ""}`;
}

// lib/cli/agent-status.ts
var agentStatus = (0, import_command3.command)({
  name: "agent status",
  group: "every day",
  summary: "Show every agent run, and how far the expected agents are",
  options: {
    dismiss: { about: "the lost runs that it shows are seen to: do not offer them again" },
    expect: { value: "A,B", multiple: true, about: "the agents to expect, instead of the usual seven" }
  },
  run: (call) => (0, import_in_project3.inProject)(call, (workspace) => {
    const which = workspace.sessionIsDefault ? "all" : "own";
    const dismissed = call.options.dismiss ? dismissLost(workspace, readSessions(workspace, which)) : 0;
    if (typeof dismissed !== "number") return dismissed;
    const expected = call.options.expect.flatMap((names) => names.split(",")).map((name) => name.trim());
    return show(workspace, readSessions(workspace, which), {
      dismissed,
      width: call.width(),
      expected: expected.filter((name) => name !== "")
    });
  })
});
function dismissLost(workspace, sessions) {
  const livenessOf = (0, import__7.livenessSeenBy)(workspace.client);
  let count = 0;
  for (const { id, session } of sessions) {
    for (const run of (0, import__7.lostRuns)(session, livenessOf)) {
      const outcome = (0, import__7.saveDismissal)(run, { ...workspace.surroundings, sessionId: id });
      if (!outcome.saved) return (0, import_answer3.skipped)(outcome);
      count += 1;
    }
  }
  return count;
}
function show(workspace, sessions, { dismissed, width, expected }) {
  const now = workspace.surroundings.now();
  const session = sessionJson(workspace, sessions);
  const agents = agentsOf(sessions, (0, import__7.livenessSeenBy)(workspace.client));
  const pipeline = pipelineIn(workspace, sessions, expected);
  const json = {
    session,
    agents,
    pipeline: pipeline === null ? null : pipelineJson(pipeline),
    overlapped: sessions.some(
      (each) => (0, import__7.haveOverlapped)(runsOf(workspace, each), (0, import__7.timeOf)(workspace.surroundings))
    ),
    dismissed
  };
  const lines = [
    sessionLine(session, now),
    ...pipeline === null ? [] : [pipelineLine(pipeline)],
    "",
    ...agents.length === 0 ? ["No agent run is recorded."] : agentLines(agents, { now, width, limit: Infinity, withIds: true }),
    ...dismissed === 0 ? [] : ["", `Put aside: ${dismissed === 1 ? "one lost run" : `${dismissed} lost runs`}.`],
    ...noticeLines(lostRunsNotice(agents))
  ];
  return (0, import_answer3.done)(json, lines, damageIn(sessions));
}
function pipelineIn(workspace, sessions, expected) {
  const [session] = sessions;
  if (workspace.sessionIsDefault || session === void 0) return null;
  const isNamed = expected.length > 0;
  const now = (0, import__7.timeOf)(workspace.surroundings);
  const pipeline = (0, import__7.pipelineOf)(runsOf(workspace, session), now, isNamed ? expected : void 0);
  return isNamed || pipeline.agents.some(({ newest }) => newest !== void 0) ? pipeline : null;
}
function runsOf(workspace, { session }) {
  return (0, import__7.trackedRuns)(session, (0, import__7.livenessSeenBy)(workspace.client));
}
function pipelineJson(pipeline) {
  const { agents, total, processed, percent, complete, succeeded, pending } = pipeline;
  return {
    agents: agents.map(({ agent, displayName, status: status2 }) => ({ agent, display_name: displayName, status: status2 })),
    total,
    processed,
    percent,
    complete,
    succeeded,
    pending,
    average_duration_ms: pipeline.averageDurationMs,
    remaining_ms: pipeline.remainingMs
  };
}
function pipelineLine({ agents, total, processed, percent, pending, remainingMs }) {
  const bad = agents.filter(({ newest, status: status2 }) => newest?.run.finished && status2 !== "completed").length;
  const names = agents.filter(({ agent }) => pending.includes(agent)).map(({ displayName }) => displayName);
  const parts = [
    `${processed} of ${total} finished (${percent}%)`,
    ...bad === 0 ? [] : [`${bad} failed`],
    ...names.length === 0 ? [] : [`still to come: ${names.join(", ")}`],
    ...remainingMs === null || remainingMs === 0 ? [] : [`about ${Math.ceil(remainingMs / 6e4)} min left`]
  ];
  return [(0, import_output5.styled)("bold", "Pipeline"), ` ${parts.join("; ")}`];
}

// lib/cli/batch-control.ts
var import__8 = require("./index.cjs");
var import_answer4 = __toESM(require_answer(), 1);
var import_batch_answer2 = __toESM(require_batch_answer(), 1);
var import_command4 = __toESM(require_command(), 1);
var import_durations = __toESM(require_durations(), 1);
var import_quote2 = __toESM(require_quote(), 1);
var batchPause = (0, import_command4.command)({
  name: "batch pause",
  group: "every day",
  summary: "Let nobody claim from a batch for now",
  arguments: ["[ID]"],
  options: { reason: { value: "TEXT", about: "why" }, ...import_batch_answer2.BATCH_OPTION },
  run: (call) => (0, import_batch_answer2.inBatch)(
    call,
    { place: call.arguments[0], option: call.options.batch },
    async (_, id) => stateAnswer(
      await (0, import__8.pauseBatch)(id, call.options.reason ?? "", call.surroundings),
      `Batch ${id} is paused. To let it go on: adev batch unpause ${id}`
    )
  )
});
var batchUnpause = (0, import_command4.command)({
  name: "batch unpause",
  group: "every day",
  summary: "Let a paused batch go on",
  arguments: ["[ID]"],
  options: import_batch_answer2.BATCH_OPTION,
  run: (call) => (0, import_batch_answer2.inBatch)(
    call,
    { place: call.arguments[0], option: call.options.batch },
    async (_, id) => stateAnswer(
      await (0, import__8.unpauseBatch)(id, call.surroundings),
      `Batch ${id} goes on. Next: adev batch next ${id} --claim`
    )
  )
});
var batchCancel = (0, import_command4.command)({
  name: "batch cancel",
  group: "every day",
  summary: "End a batch for good, as it is",
  arguments: ["[ID]"],
  options: import_batch_answer2.BATCH_OPTION,
  run: (call) => (0, import_batch_answer2.inBatch)(
    call,
    { place: call.arguments[0], option: call.options.batch },
    async (_, id) => stateAnswer(
      await (0, import__8.cancelBatch)(id, call.surroundings),
      `Batch ${id} is cancelled: nothing is claimed or reported any more.`
    )
  )
});
var batchAdopt = (0, import_command4.command)({
  name: "batch adopt",
  group: "after trouble",
  summary: "Take a batch over whose session is gone",
  arguments: ["[ID]"],
  options: { drive: { about: "let this session go on with the next feature by itself" }, ...import_batch_answer2.BATCH_OPTION },
  run: (call) => (0, import_batch_answer2.inBatch)(call, { place: call.arguments[0], option: call.options.batch }, async (workspace, id) => {
    const able = call.options.drive ? (0, import__8.requireSession)(workspace) : (0, import__8.ok)("");
    if (!able.ok) return (0, import_answer4.refused)(able.refusal);
    const adopted = await (0, import__8.adoptBatch)(id, call.surroundings);
    if (!adopted.ok) return (0, import_batch_answer2.answerOf)(adopted, () => (0, import_answer4.done)(null, []));
    const { batch, released } = adopted.value;
    const lines = [
      `Batch ${id} is this session's now.`,
      ...released.length === 0 ? [] : [
        `Given back, and uncertain, as their owners are gone: ${released.map((number) => `feature ${number}`).join(", ")}.`
      ],
      `Next: adev batch next ${id} --claim`
    ];
    if (call.options.drive) {
      const driven = await (0, import__8.driveBatch)(id, { on: true }, call.surroundings);
      if (!driven.ok) return (0, import_batch_answer2.answerOf)(driven, () => (0, import_answer4.done)(null, []));
      lines.push(`This session drives it: it goes on by itself until adev batch drive ${id} off.`);
    }
    return (0, import_answer4.done)(
      { batch_id: id, batch_status: (0, import__8.batchStatus)(batch), released, drive: call.options.drive },
      lines
    );
  })
});
var batchDrive = (0, import_command4.command)({
  name: "batch drive",
  group: "every day",
  summary: "Let this session work a batch off by itself",
  arguments: ["[ID]", "[on|off]"],
  options: { until: { value: "06:30", about: "stop at this time of the day" }, ...import_batch_answer2.BATCH_OPTION },
  run(call) {
    const words = call.arguments;
    const [place2, wanted] = words.length === 1 ? [void 0, words[0]] : words;
    if (wanted !== "on" && wanted !== "off")
      return (0, import_answer4.usage)(`batch drive: say on or off, not ${(0, import_quote2.quote)(wanted ?? "")}`);
    const { until, batch } = call.options;
    const end = until === void 0 ? void 0 : (0, import_durations.nextTime)(until, call.surroundings.now());
    if (end === null)
      return (0, import_answer4.usage)(`batch drive: --until ${(0, import_quote2.quote)(until ?? "")} is no time of the day: write 06:30`);
    return (0, import_batch_answer2.inBatch)(
      call,
      { place: place2, option: batch },
      async (_, id) => drive(id, wanted === "on", end, until, call.surroundings)
    );
  }
});
async function drive(id, on, end, until, here) {
  const driven = await (0, import__8.driveBatch)(id, { on, ...end === void 0 ? {} : { until: end } }, here);
  const told = on ? `This session drives batch ${id}${until === void 0 ? "" : ` until ${until}`}: at the end of a turn it goes on with the next feature, as long as it gets somewhere.` : `This session no longer drives batch ${id}.`;
  return (0, import_batch_answer2.answerOf)(
    driven,
    ({ batch }) => (0, import_answer4.done)({ batch_id: id, batch_status: (0, import__8.batchStatus)(batch), drive: on, until: end ?? null }, [told])
  );
}
function stateAnswer(outcome, line) {
  return (0, import_batch_answer2.answerOf)(
    outcome,
    ({ batch, revision }) => (0, import_answer4.done)({ batch_id: batch.batch_id, batch_status: (0, import__8.batchStatus)(batch), revision }, [line])
  );
}

// lib/cli/batch-create.ts
var import__11 = require("./index.cjs");
var import_answer5 = __toESM(require_answer(), 1);
var import_arguments2 = __toESM(require_arguments(), 1);
var import_batch_answer3 = __toESM(require_batch_answer(), 1);
var import_command5 = __toESM(require_command(), 1);

// lib/cli/credential-warnings.ts
var import__9 = require("./index.cjs");
var MOST = 10;
function withCredentialWarnings(answer, features, title = "") {
  const texts = [
    { what: "The title", text: title },
    ...features.map(({ number, text }) => ({ what: `Feature ${number}`, text }))
  ];
  const found = texts.flatMap(({ what, text }) => {
    const kind = (0, import__9.looksLikeCredential)(text);
    return kind === null ? [] : [
      `${what} looks as if it held a credential (${kind}). It is stored as it is: if it is one, cancel the batch, make it anew without it, and replace the credential.`
    ];
  });
  if (found.length === 0) return answer;
  const more = found.length - MOST;
  const warnings = [...found.slice(0, MOST), ...more > 0 ? [`So do ${more} more features.`] : []];
  return {
    ...answer,
    json: { ...answer.json, warnings },
    notes: [...answer.notes, ...warnings.map((warning) => `adev: ${warning}`)]
  };
}

// lib/cli/list-file.ts
var import_node_fs = require("node:fs");
var import_node_path = require("node:path");
var import__10 = require("./index.cjs");
var import_quote3 = __toESM(require_quote(), 1);
var MAX_BYTES = 17 * 1024 * 1024;
function readListFile(path7, cwd) {
  let descriptor;
  try {
    descriptor = (0, import_node_fs.openSync)((0, import_node_path.resolve)(cwd, path7), import_node_fs.constants.O_RDONLY | (import_node_fs.constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const { code: code2 = "unknown error" } = error;
    return (0, import__10.refuse)(
      "unreadable-file",
      `${(0, import_quote3.quote)(path7)} cannot be read (${code2}): name a file that is there, or - for stdin.`
    );
  }
  try {
    const found = (0, import_node_fs.fstatSync)(descriptor);
    if (!found.isFile())
      return (0, import__10.refuse)("not-a-file", `${(0, import_quote3.quote)(path7)} is no ordinary file: name one, or - for stdin.`);
    if (found.size > MAX_BYTES)
      return (0, import__10.refuse)(
        "too-much-text",
        `${(0, import_quote3.quote)(path7)} has ${found.size} bytes; at most 16 MB of text are taken.`
      );
    const bytes = (0, import_node_fs.readFileSync)(descriptor);
    return bytes.includes(0) ? (0, import__10.refuse)("not-text", `${(0, import_quote3.quote)(path7)} is no text file.`) : (0, import__10.ok)(bytes.toString("utf8"));
  } finally {
    (0, import_node_fs.closeSync)(descriptor);
  }
}

// lib/cli/batch-create.ts
var import_quote4 = __toESM(require_quote(), 1);
var FEATURE_OPTION = {
  feature: { value: "TEXT", multiple: true, about: "a feature; give it as often as needed" }
};
var batchCreate = (0, import_command5.command)({
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
    if (wrong !== void 0) return (0, import_answer5.usage)(`batch create: --depends ${(0, import_quote4.quote)(wrong)} is not of the form 3:1,2`);
    const maxAttempts = attempts === void 0 ? void 0 : (0, import_arguments2.toWhole)(attempts);
    if (maxAttempts === null)
      return (0, import_answer5.usage)(`batch create: --max-attempts ${(0, import_quote4.quote)(attempts ?? "")} is no whole number`);
    const named2 = issues.flatMap((numbers) => numbers.split(","));
    const issueNumbers = named2.map((number) => (0, import_arguments2.toWhole)(number.trim().replace(/^#/, "")));
    const noIssue = named2[issueNumbers.indexOf(null)];
    if (noIssue !== void 0)
      return (0, import_answer5.usage)(`batch create: --issues ${(0, import_quote4.quote)(noIssue)} is no issue number: write 72,73`);
    const list2 = await readList(call, file);
    if (!list2.ok) return (0, import_answer5.refused)(list2.refusal);
    const workspace = drive2 ? (0, import__11.openWorkspace)(call.surroundings) : null;
    const able = workspace === null ? (0, import__11.ok)("") : (0, import__11.requireSession)(workspace);
    if (!able.ok) return (0, import_answer5.refused)(able.refusal);
    const request = {
      features: feature,
      list: list2.value ?? void 0,
      issueNumbers: issueNumbers.filter((number) => number !== null),
      dependencies: dependencies.filter((dependency) => dependency !== null),
      path: file === "-" ? void 0 : file,
      batchId: id,
      title,
      maxAttempts
    };
    const created = await (0, import__11.createBatchState)(request, call.surroundings);
    if (!created.ok || !drive2) return (0, import_batch_answer3.answerOf)(created, ({ batch: batch2 }) => createdAnswer(batch2, false));
    const { batch } = created.value;
    const driven = await (0, import__11.driveBatch)(batch.batch_id, { on: true }, call.surroundings);
    if (driven.ok) return createdAnswer(batch, true);
    const why2 = "refused" in driven ? driven.refused.message : driven.skipped.detail;
    const answer = createdAnswer(batch, false);
    return { ...answer, notes: [...answer.notes, `adev: the batch was made, but is not driven: ${why2}`] };
  }
});
var batchAdd = (0, import_command5.command)({
  name: "batch add",
  group: "every day",
  summary: "Add features to a batch",
  arguments: ["[ID]", "[FILE|-]"],
  options: { ...FEATURE_OPTION, ...import_batch_answer3.BATCH_OPTION },
  async run(call) {
    const { place: place2, file } = await placesOf(call);
    const list2 = await readList(call, file);
    if (!list2.ok) return (0, import_answer5.refused)(list2.refusal);
    const items = [
      ...list2.value === null ? [] : (0, import__11.parseFeatureList)(list2.value),
      ...call.options.feature.map((text) => ({ text }))
    ];
    return (0, import_batch_answer3.inBatch)(
      call,
      { place: place2, option: call.options.batch },
      async (_, batchId) => (0, import_batch_answer3.answerOf)(
        await (0, import__11.addBatchFeatures)(batchId, items, call.surroundings),
        ({ batch: { features } }) => withCredentialWarnings(
          (0, import_answer5.done)({ batch_id: batchId, features: features.length, added: items.length }, [
            `Added ${items.length} to batch ${batchId}: it has ${features.length} features now.`
          ]),
          features.slice(-items.length)
        )
      )
    );
  }
});
function createdAnswer({ batch_id, title, features }, isDriven) {
  const count = features.length;
  const answer = (0, import_answer5.done)({ batch_id, features: count }, [
    `Batch ${batch_id}: ${count} ${count === 1 ? "feature" : "features"}.`,
    isDriven ? `This session drives it: it goes on by itself until adev batch drive ${batch_id} off.` : `To take the first: adev batch next ${batch_id} --claim`
  ]);
  return withCredentialWarnings(answer, features, title);
}
async function readList(call, file) {
  if (file === void 0) return (0, import__11.ok)(null);
  return file === "-" ? call.terminal.stdin({ bytes: 17 * 1024 * 1024, ms: 1e4 }) : readListFile(file, call.surroundings.cwd());
}
async function placesOf({
  arguments: words,
  surroundings
}) {
  const [first, second] = words;
  if (first === void 0) return {};
  if (second !== void 0) return { place: first, file: second };
  if (first === "-" || /[./\\]/.test(first)) return { file: first };
  const loaded = await (0, import__11.loadBatchState)(first, surroundings);
  const isUnknown = !loaded.ok && "refused" in loaded && loaded.refused.code === "unknown-batch";
  return isUnknown ? { file: first } : { place: first };
}
function dependencyOf(text) {
  const match = /^(\d{1,9}):(\d{1,9}(?:,\d{1,9})*)$/.exec(text.replaceAll(" ", ""));
  if (match === null) return null;
  return { number: Number(match[1]), on: (match[2] ?? "").split(",").map(Number) };
}

// lib/cli/commands.ts
var import_batch_next = __toESM(require_batch_next(), 1);
var import_batch_report = __toESM(require_batch_report(), 1);
var import_checkpoint_save = __toESM(require_checkpoint_save(), 1);

// lib/cli/doctor.ts
var import__12 = require("./index.cjs");
var import_answer6 = __toESM(require_answer(), 1);
var import_command6 = __toESM(require_command(), 1);
var import_in_project4 = __toESM(require_in_project(), 1);
var import_output6 = __toESM(require_output(), 1);
var SHOWN = 5;
var doctor = (0, import_command6.command)({
  name: "doctor",
  group: "after trouble",
  summary: "Say what is wrong, and what helps",
  options: { fix: { about: "repair what can be repaired; the only copy of anything is never deleted" } },
  run: (call) => (0, import_in_project4.inProject)(call, async (workspace) => {
    const options = { isFixing: call.options.fix, nodeVersion: process.versions.node };
    return answerFor(await (0, import__12.examine)(workspace, options));
  })
});
function answerFor(findings) {
  const kinds = [...new Set(findings.map(({ code: code2 }) => code2))];
  const lines = kinds.flatMap((code2) => linesOf(findings.filter((each) => each.code === code2)));
  return (0, import_answer6.done)({ findings }, [...lines, summaryOf(findings)]);
}
var STYLES = { error: "red", warning: "yellow", info: "cyan" };
function linesOf(same) {
  const shown2 = same.slice(0, SHOWN).flatMap(({ code: code2, severity, path: path7, meaning, fix, fixed }) => [
    [(0, import_output6.styled)(STYLES[severity], severity), "  ", (0, import_output6.styled)("bold", code2), path7 === null ? "" : `  ${path7}`],
    `  ${meaning}`,
    ...fixed ? [[`  `, (0, import_output6.styled)("green", "Done: "), fix ?? ""]] : fix === null ? [] : [`  ${fix}`]
  ]);
  const rest = same.length - SHOWN;
  return [...shown2, ...rest > 0 ? [`  and ${rest} more of this kind: adev doctor --json`] : [], ""];
}
function summaryOf(findings) {
  const open = findings.filter(({ fixed: fixed2, severity }) => !fixed2 && severity !== "info");
  const count = (severity, word) => {
    const number = open.filter((each) => each.severity === severity).length;
    return number === 0 ? [] : [`${number} ${word}${number === 1 ? "" : "s"}`];
  };
  const fixed = findings.filter((each) => each.fixed).length;
  const left = [...count("error", "error"), ...count("warning", "warning")];
  const repaired = fixed === 0 ? "" : `${fixed} repaired; `;
  return left.length === 0 ? `${repaired}nothing is wrong.` : `${repaired}${left.join(" and ")} left.`;
}

// lib/cli/export.ts
var import_node_path3 = __toESM(require("node:path"), 1);
var import__15 = require("./index.cjs");
var import_answer7 = __toESM(require_answer(), 1);
var import_command7 = __toESM(require_command(), 1);
var import_in_project5 = __toESM(require_in_project(), 1);

// lib/cli/person.ts
var import__14 = require("./index.cjs");

// lib/cli/legacy-files.ts
var import_node_fs2 = require("node:fs");
var import_node_path2 = __toESM(require("node:path"), 1);
var import__13 = require("./index.cjs");
var MAX_BYTES2 = 32 * 1024 * 1024;
var MAX_BUNDLE_BYTES = 400 * 1024 * 1024;
var BUNDLE_BEGINS = '{"kind":"autonomous-dev-bundle"';
var PLACES = [
  [".claude", /^batch_state\.json(?:\.bak)?$/],
  [".worktrees/*/.claude", /^batch_state\.json(?:\.bak)?$/],
  ["docs/sessions", /-pipeline\.json(?:\.bak)?$|-session\.md$|^session-[\d-]+\.md$/],
  [".claude/artifacts/*", /^checkpoint\.json(?:\.bak)?$/],
  [".ralph-checkpoints", /_(?:checkpoint|loop_state)\.json(?:\.bak)?$/],
  [".claude", /^compaction_recovery\.json$/]
];
var HOME_NAMES = /^user_state\.json(?:\.bak)?$|_(?:checkpoint|loop_state)\.json(?:\.bak)?$/;
function findLegacyFiles({ project, surroundings }) {
  const home = (0, import__13.userDirectory)(surroundings);
  return [
    ...filesBelow(worktreesOf(project)),
    ...filesIn(
      home,
      { worktree: project.root, isInHome: true },
      (own) => candidatesIn(home, HOME_NAMES, own)
    )
  ];
}
function filesAt(place2, { project }) {
  const found = (0, import_node_fs2.lstatSync)(place2, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    const own = { worktree: project.root, isInHome: false };
    const below = filesBelow([place2]).map((file) => ({ ...file, worktree: project.root }));
    const home = import_node_path2.default.join(place2, ".autonomous-dev");
    return (0, import__13.ok)([...below, ...filesIn(home, own, () => candidatesIn(home, HOME_NAMES, own))]);
  }
  const backup = `${place2}.bak`;
  const hasBackup = (0, import_node_fs2.lstatSync)(backup, { throwIfNoEntry: false }) !== void 0;
  if (found === void 0 && !hasBackup) return (0, import__13.refuse)("no-such-file", "there is nothing at this path");
  const worktree = worktreesOf(project).find((root) => (0, import__13.isInside)(root, place2)) ?? project.root;
  return (0, import__13.ok)([{ path: place2, worktree, isInHome: false, ...hasBackup ? { backup } : {} }]);
}
function worktreesOf({ root, gitCommonDir }) {
  if (gitCommonDir === void 0) return [root];
  const main = import_node_path2.default.basename(gitCommonDir) === ".git" ? [import_node_path2.default.dirname(gitCommonDir)] : [];
  const linked = namesIn(import_node_path2.default.join(gitCommonDir, "worktrees")).flatMap((name) => {
    const file = import_node_path2.default.join(gitCommonDir, "worktrees", name, "gitdir");
    const content = readLegacyFile(file);
    if (!content.ok && content.refusal.code === "unreadable")
      throw new import__13.StateError("unreadable", `${file}: ${content.refusal.message}; nothing was written`);
    return content.ok ? [import_node_path2.default.dirname(content.value.bytes.toString("utf8").trim())] : [];
  });
  const others = [...main, ...linked].flatMap((folder) => ifThere(folder, () => [(0, import_node_fs2.realpathSync)(folder)]));
  return [.../* @__PURE__ */ new Set([root, ...others])];
}
function readLegacyFile(file) {
  let descriptor;
  try {
    descriptor = (0, import_node_fs2.openSync)(
      file,
      import_node_fs2.constants.O_RDONLY | (import_node_fs2.constants.O_NOFOLLOW ?? 0) | (import_node_fs2.constants.O_NONBLOCK ?? 0)
    );
  } catch (error) {
    const { code: code2 = "unknown error" } = error;
    if (code2 === "ENOENT") return (0, import__13.refuse)("absent", "it is missing");
    if (code2 === "ELOOP" || code2 === "EMLINK")
      return (0, import__13.refuse)("foreign", "a symbolic link; links are not followed");
    return code2 === "ENXIO" ? (0, import__13.refuse)("foreign", "no ordinary file") : (0, import__13.refuse)("unreadable", `it cannot be read (${code2})`);
  }
  try {
    const found = (0, import_node_fs2.fstatSync)(descriptor);
    if (!found.isFile()) return (0, import__13.refuse)("foreign", "no ordinary file");
    if (found.size > (isBundle(descriptor) ? MAX_BUNDLE_BYTES : MAX_BYTES2)) {
      return (0, import__13.refuse)("foreign", `${found.size} bytes are more than any file of the original has`);
    }
    return (0, import__13.ok)({ bytes: (0, import_node_fs2.readFileSync)(descriptor), fileTime: found.mtime.toISOString() });
  } catch (error) {
    return (0, import__13.refuse)(
      "unreadable",
      `it cannot be read (${error.code ?? "unknown error"})`
    );
  } finally {
    (0, import_node_fs2.closeSync)(descriptor);
  }
}
function filesBelow(roots) {
  const isOfAnother = (file, own) => roots.some((root) => root.length > own.length && file.startsWith(root + import_node_path2.default.sep));
  return PLACES.flatMap(
    ([place2, names]) => roots.flatMap(
      (root) => filesIn(
        import_node_path2.default.join(root, place2),
        { worktree: root, isInHome: false },
        (own) => foldersAt(root, place2.split("/")).flatMap((folder) => candidatesIn(folder, names, own)).filter((file) => !isOfAnother(file.path, root))
      )
    )
  );
}
function foldersAt(root, steps) {
  let folders = [root];
  for (const step of steps) {
    folders = folders.flatMap(
      (folder) => (step === "*" ? namesIn(folder) : [step]).map((name) => import_node_path2.default.join(folder, name))
    );
  }
  return folders.filter((folder) => namesIn(folder).length > 0 && (0, import__13.isInside)(root, folder));
}
function candidatesIn(folder, names, own) {
  const found = namesIn(folder).filter((name) => names.test(name));
  const mains = new Set(found.map((name) => name.replace(/\.bak$/, "")));
  return [...mains].map((name) => ({
    path: import_node_path2.default.join(folder, name),
    ...own,
    ...found.includes(`${name}.bak`) ? { backup: import_node_path2.default.join(folder, `${name}.bak`) } : {}
  }));
}
function filesIn(folder, own, look) {
  try {
    return look(own);
  } catch (error) {
    return [{ path: folder, ...own, unreadable: error instanceof Error ? error.message : String(error) }];
  }
}
function namesIn(folder) {
  return ifThere(folder, () => (0, import_node_fs2.readdirSync)(folder).toSorted());
}
function ifThere(folder, look) {
  try {
    return look();
  } catch (error) {
    const { code: code2 = "unknown error" } = error;
    if (code2 === "ENOENT" || code2 === "ENOTDIR") return [];
    throw new import__13.StateError("unreadable", `reading ${folder}: ${code2}; nothing was written`);
  }
}
function isBundle(descriptor) {
  const head = Buffer.alloc(BUNDLE_BEGINS.length);
  (0, import_node_fs2.readSync)(descriptor, head, 0, head.length, 0);
  return head.toString("latin1") === BUNDLE_BEGINS;
}

// lib/cli/person.ts
function needsPerson({ env }) {
  if (!env["CLAUDECODE"]) return (0, import__14.ok)(null);
  return (0, import__14.refuse)("needs-person", "Needs a person: run it in your own terminal.");
}
function needsPersonAt(place2, { project, surroundings }) {
  const person = needsPerson(surroundings);
  if (person.ok || worktreesOf(project).some((root) => (0, import__14.isInside)(root, place2))) return (0, import__14.ok)(null);
  return person;
}

// lib/cli/export.ts
var import_quote5 = __toESM(require_quote(), 1);
var exportCommand = (0, import_command7.command)({
  name: "export",
  group: "housekeeping",
  summary: "Write out batches, sessions and preferences",
  options: {
    out: { value: "FILE", about: "a new file, or with --format python a folder; stdout without it" },
    format: { value: "json|python", about: "a bundle for adev import, or files that the predecessor loads" }
  },
  run(call) {
    const { out, format = "json" } = call.options;
    if (format !== "json" && format !== "python") {
      return (0, import_answer7.usage)(`export: --format ${(0, import_quote5.quote)(format)} is neither json nor python`);
    }
    if (format === "python" && out === void 0) return (0, import_answer7.usage)("export: --format python needs --out FOLDER");
    return (0, import_in_project5.inProject)(call, (workspace) => {
      if (out === void 0) return printBundle(workspace);
      const place2 = import_node_path3.default.resolve(call.surroundings.cwd(), out);
      const allowed = needsPersonAt(place2, workspace);
      if (!allowed.ok) return (0, import_answer7.refused)(allowed.refusal);
      return format === "json" ? writeBundle(workspace, place2) : writeOriginal(workspace, place2);
    });
  }
});
async function printBundle(workspace) {
  const { value, notes } = await (0, import__15.exportBundle)(workspace);
  return (0, import_answer7.done)(value, [asciiJson(value)], notes);
}
async function writeBundle(workspace, file) {
  const { value, notes } = await (0, import__15.exportBundle)(workspace);
  const created = (0, import__15.createFile)(file, Buffer.from(`${JSON.stringify(value)}
`));
  if (created !== "created") return notCreated(file, created);
  const { batches, sessions } = value;
  const json = { path: file, format: "json", batches: batches.length, sessions: sessions.length };
  return (0, import_answer7.done)(
    json,
    [
      `Exported ${batches.length} batches and ${sessions.length} sessions to ${file}`,
      `To take them in elsewhere: adev import ${import_node_path3.default.basename(file)}`
    ],
    notes
  );
}
async function writeOriginal(workspace, folder) {
  const { value: files, notes } = await (0, import__15.exportForOriginal)(workspace);
  const occupied = files.find((file) => (0, import__15.isOccupied)(import_node_path3.default.join(folder, file.path)));
  if (occupied !== void 0) return notCreated(import_node_path3.default.join(folder, occupied.path), "taken");
  if (!(0, import__15.isOccupied)(import_node_path3.default.dirname(folder))) return notCreated(folder, "no-folder");
  (0, import__15.createFolder)(folder);
  for (const file of files) {
    const created = createOriginal(folder, file);
    if (created !== "created") return notCreated(import_node_path3.default.join(folder, file.path), created);
  }
  const json = { path: folder, format: "python", files: files.map((file) => file.path) };
  return (0, import_answer7.done)(
    json,
    [
      `Exported ${files.length} files to ${folder}`,
      "Copy them into the project, and .autonomous-dev/user_state.json into the home folder."
    ],
    notes
  );
}
function createOriginal(folder, { path: below, content }) {
  const steps = below.split("/").slice(0, -1);
  for (const [depth] of steps.entries()) (0, import__15.createFolder)(import_node_path3.default.join(folder, ...steps.slice(0, depth + 1)));
  return (0, import__15.createFile)(import_node_path3.default.join(folder, below), Buffer.from(asciiJson(content, 2)));
}
function notCreated(file, why2) {
  return (0, import_answer7.refused)(
    why2 === "taken" ? {
      code: "file-exists",
      message: `${(0, import_quote5.quote)(file)} is there already, and nothing is overwritten: choose another --out.`
    } : { code: "no-such-folder", message: `There is no folder for ${(0, import_quote5.quote)(file)}: make it first.` }
  );
}
function asciiJson(value, indent) {
  return JSON.stringify(value, null, indent).replaceAll(
    /[^\n\x20-\x7e]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`
  );
}

// lib/cli/gc.ts
var import__16 = require("./index.cjs");
var import_answer8 = __toESM(require_answer(), 1);
var import_columns5 = __toESM(require_columns(), 1);
var import_command8 = __toESM(require_command(), 1);
var import_in_project6 = __toESM(require_in_project(), 1);
var import_output7 = __toESM(require_output(), 1);
var SHOWN2 = 20;
var gc = (0, import_command8.command)({
  name: "gc",
  group: "housekeeping",
  summary: "Drop what is older or more than the limits say",
  options: { "dry-run": { about: "only say what would go" } },
  run: (call) => (0, import_in_project6.inProject)(call, async (workspace) => {
    const isDryRun = call.options["dry-run"];
    return answerFor2(await (0, import__16.collectGarbage)(workspace, { isDryRun }), isDryRun, call.width());
  })
});
function answerFor2(collected, isDryRun, width) {
  const { sessions, batches, erased, leftovers, putBack, problems, stateBytes } = collected;
  const freed = [...sessions, ...erased].reduce((sum, { bytes }) => sum + bytes, 0);
  const json = {
    dry_run: isDryRun,
    sessions: sessions.map(({ name, why: why2, bytes }) => ({ session_id: name, why: why2, bytes })),
    batches: batches.map(({ name, why: why2, bytes }) => ({ batch_id: name, why: why2, bytes })),
    erased_batches: erased.map(({ name, bytes }) => ({ batch_id: name, bytes })),
    leftovers,
    put_back: putBack,
    problems,
    bytes: freed,
    state_bytes: stateBytes
  };
  const rows = [
    ...sessions.map((gone) => rowOf("session", gone)),
    ...batches.map((gone) => rowOf("batch", gone)),
    ...erased.map((gone) => rowOf("batch", gone))
  ];
  const would = isDryRun ? "Would go" : "Gone";
  const lines = [
    ...(0, import_columns5.alignColumns)(rows.slice(0, SHOWN2), width),
    ...rows.length > SHOWN2 ? [`and ${rows.length - SHOWN2} more: adev gc${isDryRun ? " --dry-run" : ""} --json`] : [],
    rows.length === 0 ? `Nothing has to go: the state takes ${sizeOf(stateBytes)}.` : `${would}: ${sizeOf(freed)}; the state ${isDryRun ? "would take" : "takes"} ${sizeOf(stateBytes)}.`,
    ...batches.length > 0 ? ["A removed batch is refused by name for 3 days before its files go."] : [],
    ...putBack.map((name) => `Session ${name} has just been added to, and stays.`),
    ...rows.length > 0 ? ["The limits are retention_days, keep_sessions and max_state_mb: adev prefs list"] : []
  ];
  return (0, import_answer8.done)(json, lines, problems);
}
var WHY = {
  age: "older than retention_days",
  count: "more than keep_sessions are newer",
  bytes: "over max_state_mb",
  removed: "removed days ago"
};
function rowOf(kind, { name, why: why2, bytes }) {
  return [kind, (0, import_output7.styled)("bold", name), sizeOf(bytes), (0, import_output7.styled)("dim", WHY[why2])];
}
function sizeOf(bytes) {
  if (bytes < 1e3) return `${bytes} bytes`;
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} KB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

// lib/cli/history.ts
var import__17 = require("./index.cjs");
var import_answer9 = __toESM(require_answer(), 1);
var import_arguments3 = __toESM(require_arguments(), 1);
var import_batch_answer4 = __toESM(require_batch_answer(), 1);
var import_columns6 = __toESM(require_columns(), 1);
var import_command9 = __toESM(require_command(), 1);
var import_output8 = __toESM(require_output(), 1);
var import_quote6 = __toESM(require_quote(), 1);
var history = (0, import_command9.command)({
  name: "history",
  group: "after trouble",
  summary: "Show the revisions of a batch that are kept",
  arguments: ["batch/ID"],
  options: {},
  async run(call) {
    const batchId = batchIn(call.arguments[0]);
    if (batchId === null) return notABatch("history", call.arguments[0]);
    return (0, import_batch_answer4.answerOf)(await (0, import__17.listBatchRevisions)(batchId, call.surroundings), (revisions) => {
      const json = revisions.map(({ revision, writtenAt, bytes, summary }) => ({
        revision,
        written_at: writtenAt,
        bytes,
        summary
      }));
      const rows = revisions.map(({ revision, writtenAt, bytes, summary }) => [
        (0, import_output8.styled)("bold", String(revision)),
        (0, import_output8.styled)("dim", (0, import__17.minuteOf)(writtenAt)),
        `${bytes} bytes`,
        summary
      ]);
      return (0, import_answer9.done)({ revisions: json }, [
        ...(0, import_columns6.alignColumns)(rows, call.width()),
        `To go back to one: adev restore batch/${batchId} REVISION`
      ]);
    });
  }
});
var restore = (0, import_command9.command)({
  name: "restore",
  group: "after trouble",
  summary: "Make a batch what it was in an older revision",
  arguments: ["batch/ID", "REVISION"],
  options: {},
  async run(call) {
    const [place2, word = ""] = call.arguments;
    const batchId = batchIn(place2);
    if (batchId === null) return notABatch("restore", place2);
    const wanted = (0, import_arguments3.toWhole)(word);
    if (wanted === null || wanted < 1)
      return (0, import_answer9.usage)(`restore: ${(0, import_quote6.quote)(word)} is no revision; adev history batch/${batchId} shows them`);
    return (0, import_batch_answer4.answerOf)(
      await (0, import__17.restoreBatchRevision)(batchId, wanted, call.surroundings),
      ({ batch, revision }) => (0, import_answer9.done)({ batch_id: batchId, restored: wanted, revision, batch_status: (0, import__17.batchStatus)(batch) }, [
        `Batch ${batchId} is what it was in revision ${wanted}; that is its revision ${revision}.`,
        `To undo this: adev restore batch/${batchId} ${revision - 1}`
      ])
    );
  }
});
function batchIn(place2) {
  return place2?.startsWith("batch/") ? place2.slice("batch/".length) : null;
}
function notABatch(name, place2) {
  return (0, import_answer9.usage)(`${name}: ${(0, import_quote6.quote)(place2 ?? "")} is no batch: write batch/ID`, [
    "All batches: adev batch list"
  ]);
}

// lib/cli/import.ts
var import_node_path4 = __toESM(require("node:path"), 1);
var import__18 = require("./index.cjs");
var import_answer10 = __toESM(require_answer(), 1);
var import_columns7 = __toESM(require_columns(), 1);
var import_command10 = __toESM(require_command(), 1);
var import_in_project7 = __toESM(require_in_project(), 1);
var import_output9 = __toESM(require_output(), 1);
var import_quote7 = __toESM(require_quote(), 1);
var importCommand = (0, import_command10.command)({
  name: "import",
  group: "housekeeping",
  summary: "Take over the predecessor's files, or an export",
  arguments: ["[PATH]..."],
  options: { "dry-run": { about: "only say what would be imported" } },
  run: (call) => (0, import_in_project7.inProject)(call, async (workspace) => {
    const { surroundings, options } = call;
    if ((0, import__18.isOffForProcess)(surroundings.env) || (0, import__18.isOffForProject)(workspace.store)) {
      return (0, import_answer10.skipped)({ reason: "disabled", detail: "autonomous-dev is switched off here: adev on" });
    }
    const isPerson = needsPerson(surroundings).ok;
    const candidates = [];
    for (const given of call.arguments) {
      const place2 = import_node_path4.default.resolve(surroundings.cwd(), given);
      const allowed = needsPersonAt(place2, workspace);
      if (!allowed.ok) return (0, import_answer10.refused)(allowed.refusal);
      const files2 = filesAt(place2, workspace);
      if (!files2.ok) {
        const message = `${(0, import_quote7.quote)(given)}: ${files2.refusal.message}. Nothing was imported.`;
        return (0, import_answer10.refused)({ ...files2.refusal, message });
      }
      candidates.push(...files2.value);
    }
    if (call.arguments.length === 0) candidates.push(...findLegacyFiles(workspace));
    const files = [];
    for (const candidate of candidates) {
      files.push(
        ...await importCandidate(workspace, candidate, {
          dryRun: options["dry-run"],
          isPerson
        })
      );
    }
    return answerFor3(files, workspace, call.width());
  })
});
async function importCandidate(workspace, candidate, options) {
  const { path: file, backup, worktree, isInHome, unreadable } = candidate;
  if (unreadable !== void 0) return [unread(file, { code: "unreadable", message: unreadable })];
  const content = readLegacyFile(file);
  const isAbsent = !content.ok && content.refusal.code === "absent";
  const own = content.ok ? await (0, import__18.importFile)(workspace, { path: file, worktree, isInHome, ...content.value }, options) : unread(file, content.refusal);
  if (backup === void 0) return [own];
  if (!isAbsent && own.status !== "damaged") {
    return [
      own,
      { ...own, path: backup, status: "skipped", detail: "the file that it is the backup of counts" }
    ];
  }
  const { backup: _, ...rest } = candidate;
  const fromBackup = await importCandidate(workspace, { ...rest, path: backup }, options);
  return isAbsent ? fromBackup : [own, ...fromBackup];
}
function unread(file, { code: code2, message }) {
  const skippedFile = { path: file, kind: "unknown", id: null, status: "skipped", detail: message };
  return code2 === "unreadable" ? { ...skippedFile, isUnsaved: true } : skippedFile;
}
function answerFor3(files, { project }, width) {
  const json = {
    files: files.map(({ path: file, kind, id, status: status2, detail }) => ({
      path: file,
      kind,
      id,
      status: status2,
      detail
    }))
  };
  const lines = files.length === 0 ? ["Nothing of the predecessor's was found here. To import a file from elsewhere: adev import PATH"] : (0, import_columns7.alignColumns)(
    files.map((file) => [
      (0, import_output9.styled)(STYLES2[file.status], file.status),
      file.kind,
      nameOf(file, project.root),
      file.detail
    ]),
    width
  );
  const answer = (0, import_answer10.done)(json, lines);
  const isWhole = files.every(({ status: status2, isUnsaved }) => status2 !== "damaged" && isUnsaved !== true);
  return isWhole ? answer : { ...answer, exit: import_answer10.EXIT.skipped };
}
function nameOf({ path: file, id }, root) {
  const relative = import_node_path4.default.relative(root, file);
  const shown2 = relative.startsWith("..") ? file : relative;
  return id === null ? shown2 : `${shown2} -> ${id}`;
}
var STYLES2 = {
  imported: "green",
  "would-import": "cyan",
  already: "dim",
  skipped: "yellow",
  damaged: "red"
};

// lib/cli/link.ts
var import_node_fs3 = require("node:fs");
var import_node_path5 = __toESM(require("node:path"), 1);
var import__19 = require("./index.cjs");
var import_answer11 = __toESM(require_answer(), 1);
var import_command11 = __toESM(require_command(), 1);
var import_quote8 = __toESM(require_quote(), 1);
var link = (0, import_command11.command)({
  name: "link",
  group: "housekeeping",
  summary: "Make adev a command of your own terminal",
  options: {},
  run({ surroundings }) {
    const allowed = needsPerson(surroundings);
    if (!allowed.ok) return (0, import_answer11.refused)(allowed.refusal);
    const folder = folderOnPath(surroundings);
    if (!folder.ok) return (0, import_answer11.refused)(folder.refusal);
    const file = import_node_path5.default.join(folder.value, "adev");
    const placed = place(file);
    if (!placed.ok) return (0, import_answer11.refused)(placed.refusal);
    return (0, import_answer11.done)({ path: file, already: placed.value === "already" }, [
      placed.value === "already" ? `${file} is linked already.` : `${file} now runs the installed plugin's adev, whichever version that is.`,
      "To try it: adev status. To undo it, delete that file."
    ]);
  }
});
function folderOnPath({ env }) {
  const home = import_node_path5.default.dirname((0, import__19.userDirectory)({ env }));
  const folders = (env["PATH"] ?? "").split(import_node_path5.default.delimiter).filter((folder) => import_node_path5.default.isAbsolute(folder));
  const own = folders.find((folder) => isBelow(home, folder) && isWritable(folder));
  if (own !== void 0) return (0, import__19.ok)(own);
  return (0, import__19.refuse)(
    "no-path-folder",
    "No folder of your own is on your PATH: make ~/.local/bin, put it on the PATH in your shell profile, and run this again."
  );
}
function place(file) {
  const there = (0, import_node_fs3.lstatSync)(file, { throwIfNoEntry: false });
  if (there !== void 0) {
    const isOurs = there.isFile() && (0, import__19.isLauncher)((0, import_node_fs3.readFileSync)(file));
    if (isOurs) return (0, import__19.ok)("already");
    return (0, import__19.refuse)("occupied", `${(0, import_quote8.quote)(file)} is there already and is not the launcher: move it away first.`);
  }
  const temp = `${file}.${process.pid}.tmp`;
  (0, import_node_fs3.writeFileSync)(temp, (0, import__19.launcherText)(), { flag: "wx", mode: 493 });
  (0, import_node_fs3.renameSync)(temp, file);
  return (0, import__19.ok)("linked");
}
function isBelow(home, folder) {
  const way = import_node_path5.default.relative(home, folder);
  return way !== "" && way.split(import_node_path5.default.sep)[0] !== ".." && !import_node_path5.default.isAbsolute(way);
}
function isWritable(folder) {
  try {
    (0, import_node_fs3.accessSync)(folder, import_node_fs3.constants.W_OK);
    return (0, import_node_fs3.statSync)(folder).isDirectory();
  } catch {
    return false;
  }
}

// lib/cli/prefs.ts
var import__20 = require("./index.cjs");
var import_answer12 = __toESM(require_answer(), 1);
var import_columns8 = __toESM(require_columns(), 1);
var import_command12 = __toESM(require_command(), 1);
var import_output10 = __toESM(require_output(), 1);
var import_quote9 = __toESM(require_quote(), 1);
var prefsList = (0, import_command12.command)({
  name: "prefs list",
  group: "housekeeping",
  summary: "Show your preferences, with the defaults of those not set",
  options: {},
  async run(call) {
    const loaded = await (0, import__20.loadUserState)(call.surroundings);
    if (!loaded.ok) return noAnswer(loaded);
    const { preferences: stored } = loaded.value;
    const preferences = { ...stored, ...(0, import__20.settingsFrom)(stored) };
    const rows = Object.entries(preferences).map(([name, value]) => [
      (0, import_output10.styled)("bold", name),
      JSON.stringify(value),
      (0, import_output10.styled)("dim", Object.hasOwn(stored, name) ? "" : "default")
    ]);
    return (0, import_answer12.done)({ preferences }, (0, import_columns8.alignColumns)(rows, call.width()));
  }
});
var prefsGet = (0, import_command12.command)({
  name: "prefs get",
  group: "housekeeping",
  summary: "Show one preference",
  arguments: ["NAME"],
  options: {},
  async run(call) {
    const [name = ""] = call.arguments;
    const found = await (0, import__20.getUserPreference)(name, call.surroundings);
    if (!found.ok) return noAnswer(found);
    const settings = (0, import__20.settingsFrom)({ [name]: found.value });
    const value = (0, import__20.isSetting)(name) ? settings[name] : found.value;
    if (value === void 0)
      return (0, import_answer12.refused)({
        code: "not-set",
        message: `${(0, import_quote9.quote)(name)} is not set: adev prefs list shows what is.`
      });
    return (0, import_answer12.done)({ name, value }, [JSON.stringify(value)]);
  }
});
var prefsSet = (0, import_command12.command)({
  name: "prefs set",
  group: "housekeeping",
  summary: "Set a preference",
  arguments: ["NAME", "VALUE"],
  options: {},
  async run(call) {
    const [name = "", text = ""] = call.arguments;
    const value = valueOf(text);
    const set = await (0, import__20.setUserPreference)(name, value, call.surroundings);
    return set.ok ? (0, import_answer12.done)({ name, value }, [`${name} is ${JSON.stringify(value)} from now on.`]) : noAnswer(set);
  }
});
var prefsUnset = (0, import_command12.command)({
  name: "prefs unset",
  group: "housekeeping",
  summary: "Put a preference back to its default",
  arguments: ["NAME"],
  options: {},
  async run(call) {
    const [name = ""] = call.arguments;
    if (name === "") return (0, import_answer12.usage)("prefs unset: NAME is missing");
    const unset = await (0, import__20.unsetUserPreference)(name, call.surroundings);
    return unset.ok ? (0, import_answer12.done)({ name, value: null }, [`${(0, import_quote9.quote)(name)} is not set any more.`]) : noAnswer(unset);
  }
});
function valueOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
function noAnswer(outcome) {
  return "refused" in outcome ? (0, import_answer12.refused)(outcome.refused) : (0, import_answer12.skipped)(outcome.skipped);
}

// lib/cli/project-switch.ts
var import__21 = require("./index.cjs");
var import_answer13 = __toESM(require_answer(), 1);
var import_command13 = __toESM(require_command(), 1);
var import_in_project8 = __toESM(require_in_project(), 1);
var import_output11 = __toESM(require_output(), 1);
var projectOn = (0, import_command13.command)({
  name: "on",
  group: "housekeeping",
  summary: "Switch autonomous-dev on again for this project",
  options: {},
  run: (call) => (0, import_in_project8.inProject)(call, switchProjectOn)
});
var projectOff = (0, import_command13.command)({
  name: "off",
  group: "housekeeping",
  summary: "Switch autonomous-dev off for this project",
  options: {},
  run: (call) => (0, import_in_project8.inProject)(call, switchProjectOff)
});
async function switchProjectOn(workspace) {
  const { store } = workspace;
  const found = store.readNow(import__21.PROJECT);
  if (!found.ok) return (0, import_answer13.refused)(found.refusal);
  if (found.value !== null) {
    const updated = await store.update(
      import__21.PROJECT,
      "",
      (project) => (0, import__21.ok)({ data: (0, import__21.switchOn)(project), answer: null })
    );
    if (!updated.ok) return (0, import_answer13.refused)(updated.refusal);
  }
  return answerFor4(workspace, null, [
    [(0, import_output11.styled)("green", "on"), `  autonomous-dev works in ${workspace.project.root}`]
  ]);
}
async function switchProjectOff(workspace) {
  const updated = await workspace.store.update(
    import__21.PROJECT,
    "",
    (project, now) => (0, import__21.ok)({ data: (0, import__21.switchOff)(project, new Date(now).toISOString()), answer: null })
  );
  if (!updated.ok) return (0, import_answer13.refused)(updated.refusal);
  const since = updated.value.data.off?.at ?? null;
  return answerFor4(workspace, since, [
    [
      (0, import_output11.styled)("yellow", "off"),
      `  autonomous-dev rests in ${workspace.project.root}${since === null ? "" : ` since ${(0, import__21.minuteOf)(since)}`}`
    ],
    "Hooks do nothing, and a checkpoint is answered with skipped (disabled). What was recorded stays.",
    "adev status and adev checkpoint list still work.",
    "To switch it on again: adev on"
  ]);
}
function answerFor4(workspace, since, lines) {
  const isOffHere = (0, import__21.isOffForProcess)(workspace.surroundings.env);
  const json = {
    on: since === null,
    off_since: since,
    off_for_process: isOffHere,
    project_root: workspace.project.root
  };
  const notes = isOffHere ? ["AUTONOMOUS_DEV=off is set in this environment, and keeps it off there until it is unset."] : [];
  return (0, import_answer13.done)(json, lines, notes);
}

// lib/cli/purge.ts
var import__22 = require("./index.cjs");
var import_answer14 = __toESM(require_answer(), 1);
var import_command14 = __toESM(require_command(), 1);
var import_output12 = __toESM(require_output(), 1);
var import_quote10 = __toESM(require_quote(), 1);
var ANSWER_MS = 6e5;
var purge = (0, import_command14.command)({
  name: "purge",
  group: "housekeeping",
  summary: "Erase all that is kept of this project, for good",
  options: {
    user: { about: "erase your preferences instead; projects keep their state" },
    yes: { about: "do not ask" }
  },
  async run(call) {
    const allowed = needsPerson(call.surroundings);
    if (!allowed.ok) return (0, import_answer14.refused)(allowed.refusal);
    const { user, yes } = call.options;
    const plan = user ? (0, import__22.planUserPurge)(call.surroundings) : (0, import__22.planProjectPurge)(call.surroundings);
    if (plan === null) {
      const detail = "no .git or .claude here or above: go into a project, or name one with --root DIR";
      return (0, import_answer14.skipped)({ reason: "no-project", detail });
    }
    if (plan.files === 0) return (0, import_answer14.done)(jsonOf(plan, false), [`Nothing is kept in ${plan.path}.`]);
    if (!yes) {
      const agreed = await isAgreed(call, plan);
      if (agreed !== null) return agreed;
    }
    const isGone = plan.carryOut();
    return (0, import_answer14.done)(jsonOf(plan, isGone), [
      isGone ? `Erased: ${contentsOf(plan)}.` : "Not all of it is gone: somebody saves into it. Run this again.",
      ...othersIn(plan)
    ]);
  }
});
async function isAgreed({ options, terminal }, plan) {
  const what = `${contentsOf(plan)}, in ${plan.path}`;
  if (options.json || terminal.screen() === null)
    return unconfirmed(`This erases ${what}. To do that, add --yes.`);
  const lines = [`This erases for good: ${what}.`, ...othersIn(plan), "Erase it? [y/N]"];
  terminal.stdout((0, import_output12.renderText)(lines, false));
  const typed = await terminal.stdin({ bytes: 1e3, ms: ANSWER_MS, line: true });
  if (!typed.ok) return unconfirmed(`${typed.refusal.message}. This erases ${what}. To do that, add --yes.`);
  return /^y(es)?$/i.test(typed.value.trim()) ? null : unconfirmed("Nothing was erased.");
}
function unconfirmed(message) {
  return (0, import_answer14.refused)({ code: "not-confirmed", message });
}
function contentsOf({ sessions, batches, unfinished, files, bytes }) {
  const parts = [
    ...sessions === 0 ? [] : [`${sessions} session${sessions === 1 ? "" : "s"}`],
    ...batches === 0 ? [] : [
      `${batches} batch${batches === 1 ? "" : "es"}${unfinished === 0 ? "" : ` (${unfinished} unfinished)`}`
    ],
    `${files} file${files === 1 ? "" : "s"} of ${sizeOf(bytes)}`
  ];
  return parts.join(", ");
}
function othersIn({ others }) {
  if (others.length === 0) return [];
  const more = others.length > 5 ? ` and ${others.length - 5} more` : "";
  return [`Not ours, and left there: ${others.slice(0, 5).map(import_quote10.quote).join(", ")}${more}.`];
}
function jsonOf({ path: path7, sessions, batches, files, bytes, others }, purged) {
  return { purged, path: path7, sessions, batches, files, bytes, left: others };
}

// lib/cli/report.ts
var import_node_path7 = __toESM(require("node:path"), 1);
var import__28 = require("./index.cjs");
var import_answer16 = __toESM(require_answer(), 1);
var import_command16 = __toESM(require_command(), 1);
var import_in_project10 = __toESM(require_in_project(), 1);
var import_quote12 = __toESM(require_quote(), 1);

// lib/cli/report-facts.ts
var import__25 = require("./index.cjs");

// lib/cli/report-batch.ts
var import__23 = require("./index.cjs");
var MAX_FEATURES = 60;
var MAX_NUMBERS = 10;
var MAX_CHARACTERS = 300;
function batchReport(batch, context) {
  const { done_without_commit, uncertain } = (0, import__23.completionSummary)(batch);
  const [uncommitted, doubted] = [done_without_commit, uncertain].map(
    (items) => new Set(items.map(({ number }) => number))
  );
  const reports = batch.features.filter((feature) => feature.status !== "pending" || (0, import__23.isDoubtful)(feature, context)).map((feature) => {
    const { number, status: status2, attempts, text, finished_at, error, skip, evidence } = feature;
    const doubt = (0, import__23.isDoubtful)(feature, context) ? "now" : doubted?.has(number) === true ? "once" : void 0;
    return {
      number,
      text: (0, import__23.cutText)(text, MAX_CHARACTERS),
      status: status2,
      attempts,
      ...doubt === void 0 ? {} : { uncertain: doubt },
      ...uncommitted?.has(number) === true ? { without_commit: true } : {},
      ...cutTexts({
        finished_at,
        error: error?.message,
        reason: skip?.reason,
        commit: evidence?.commit,
        pr: evidence?.pr,
        note: evidence?.note
      })
    };
  }).toSorted((one, other) => rankOf2(one) - rankOf2(other) || endOf(other).localeCompare(endOf(one)));
  const { origin, paused } = batch;
  return {
    ...batchJson(batch),
    ...cutTexts({ worktree: origin.worktree }),
    ...paused === void 0 ? {} : { paused: { reason: (0, import__23.cutText)(paused.reason, MAX_CHARACTERS), at: paused.at } },
    features: reports.slice(0, MAX_FEATURES),
    more_features: Math.max(0, reports.length - MAX_FEATURES)
  };
}
function needsOf(batch, context) {
  const { batch_id: id, features, paused, origin } = batch;
  const { counts: counts2, status: status2, done_without_commit, uncertain, failed, skipped: skipped6 } = (0, import__23.completionSummary)(batch);
  const isOpen = status2 !== "cancelled";
  const doubtful = features.filter((feature) => (0, import__23.isDoubtful)(feature, context));
  const doubtedOnce = uncertain.filter(
    ({ number }) => !doubtful.some((feature) => feature.number === number)
  );
  const show2 = `adev batch show ${id}`;
  const retry = (items) => isOpen ? { command: `adev batch retry ${items[0]?.number} --batch ${id}` } : {};
  const about = (code2, items, what, more) => items.length === 0 ? [] : [{ code: code2, message: `Batch ${id}: ${named(items)} ${what}`, ...more }];
  const where = origin.worktree === void 0 ? "" : ` in ${(0, import__23.cutText)((0, import__23.plainLine)(origin.worktree), MAX_CHARACTERS)}`;
  const isOver = counts2.pending + counts2.in_progress === 0;
  return [
    ...paused === void 0 || !isOpen ? [] : [{ code: "paused", message: `Batch ${id} is paused`, command: `adev batch unpause ${id}` }],
    ...about(
      "uncertain",
      doubtful,
      "left by an owner that is gone: look at the tree before that is done again",
      { command: show2 }
    ),
    ...about("failed", failed, "failed: try again, or leave it", retry(failed)),
    ...about("skipped", skipped6, "skipped, see why; to do it after all", retry(skipped6)),
    ...counts2.blocked === 0 ? [] : [
      {
        code: "blocked",
        message: `Batch ${id}: ${counts2.blocked} cannot start, as what they wait for failed or was skipped`,
        command: show2
      }
    ],
    ...about(
      "was-uncertain",
      doubtedOnce,
      "in doubt before the outcome came: look for work done twice or by halves",
      { command: show2 }
    ),
    ...about("without-commit", done_without_commit, "reported as done, and no commit was seen", {
      command: show2
    }),
    ...isOver && counts2.completed > 0 ? [{ code: "review", message: `Batch ${id} is through: review the work${where} and merge it` }] : []
  ];
}
function goOn(batch) {
  const { counts: counts2, status: status2 } = (0, import__23.completionSummary)(batch);
  const left = counts2.pending + counts2.in_progress - counts2.blocked;
  if (left === 0 || status2 === "cancelled" || status2 === "paused") return [];
  const { batch_id: id } = batch;
  return [
    { code: "go-on", message: `Go on with batch ${id}, ${left} left`, command: `adev batch adopt ${id}` }
  ];
}
function named(items) {
  const numbers = items.slice(0, MAX_NUMBERS).map(({ number }) => number);
  const more = items.length - numbers.length;
  const rest = more === 0 ? "" : ` and ${more} more`;
  return `${items.length === 1 ? "feature" : "features"} ${numbers.join(", ")}${rest}`;
}
function cutTexts(texts) {
  const cut = {};
  for (const [name, text] of Object.entries(texts)) {
    if (text !== void 0 && text !== "") cut[name] = (0, import__23.cutText)(text, MAX_CHARACTERS);
  }
  return cut;
}
function rankOf2({ status: status2, uncertain }) {
  if (status2 === "failed") return 0;
  if (uncertain === "now") return 1;
  return status2 === "in_progress" ? 2 : status2 === "skipped" ? 3 : 4;
}
function endOf({ finished_at = "" }) {
  return finished_at;
}

// lib/cli/why.ts
var import__24 = require("./index.cjs");
var import_answer15 = __toESM(require_answer(), 1);
var import_command15 = __toESM(require_command(), 1);
var import_in_project9 = __toESM(require_in_project(), 1);
var import_quote11 = __toESM(require_quote(), 1);
var why = (0, import_command15.command)({
  name: "why",
  group: "after trouble",
  summary: "Tell how the last session ended",
  options: {},
  run: (call) => (0, import_in_project9.inProject)(call, async (workspace) => {
    const { session } = call.options;
    const told = await (0, import__24.explainEnding)(workspace, session !== void 0);
    if (told !== null) return (0, import_answer15.done)(endingJson(told), told.story);
    const what = session === void 0 ? "of any session of this project" : `of session ${(0, import_quote11.quote)(session)}`;
    return (0, import_answer15.refused)({
      code: "unknown-session",
      message: `Nothing is recorded ${what}: adev status shows what is.`
    });
  })
});
function endingJson({
  sessionId,
  ending,
  story,
  began,
  ended,
  lastHeard,
  reason,
  client,
  lostRuns: lostRuns2,
  claims
}) {
  return {
    session_id: sessionId,
    ending,
    story,
    ...began === void 0 ? {} : { began_at: began },
    ...ended === void 0 ? {} : { ended_at: ended, reason },
    ...lastHeard === void 0 ? {} : { last_heard_at: lastHeard },
    client,
    lost_runs: lostRuns2,
    claims: claims.map(({ batchId, number, parkedUntil, isUncertain }) => ({
      batch_id: batchId,
      number,
      ...parkedUntil === void 0 ? {} : { parked_until: parkedUntil },
      uncertain: isUncertain
    }))
  };
}

// lib/cli/report-facts.ts
var RECENT_MS = 72 * 60 * 60 * 1e3;
var MAX_BATCHES = 5;
var MAX_LOST = 10;
var MAX_STEPS = 40;
var MAX_NOTICES = 10;
async function reportOn(workspace, isSessionNamed) {
  const { project, store, surroundings } = workspace;
  const since = new Date(surroundings.now() - RECENT_MS).toISOString();
  const sessions = readSessions(workspace, "all");
  const agents = agentsOf(sessions, (0, import__25.livenessSeenBy)(workspace.client));
  const lost = agents.filter(({ status: status2 }) => status2 === "lost");
  const ending = await (0, import__25.explainEnding)(workspace, isSessionNamed);
  const { batches, unreadable } = await readBatches(workspace);
  const told = batches.filter((batch) => (0, import__25.isUnfinished)((0, import__25.batchStatus)(batch)) || batch.updated_at >= since);
  const shown2 = told.slice(0, MAX_BATCHES);
  const context = (0, import__25.contextOf)(workspace)(surroundings.now());
  const notices = [...noticesOf(workspace, sessions).map(noticeStep), ...unreadable];
  return {
    project_root: project.root,
    state_dir: store.stateDir.path,
    written_at: (0, import__25.timeOf)(surroundings),
    since,
    last_session: ending === null ? null : endingJson(ending),
    agents: {
      counts: countByStatus(agents.filter((run) => run.status === "lost" || lastTimeOf(run) >= since)),
      lost: lost.slice(-MAX_LOST)
    },
    batches: shown2.map((batch) => batchReport(batch, context)),
    more_batches: batches.length - shown2.length,
    needs_person: [
      ...shown2.flatMap((batch) => needsOf(batch, context)),
      ...lost.length === 0 ? [] : [lostStep(lost.length)],
      ...notices.slice(0, MAX_NOTICES)
    ].slice(0, MAX_STEPS),
    next: told.flatMap(goOn).slice(0, MAX_STEPS)
  };
}
async function readBatches({ store }) {
  const batches = [];
  const unreadable = [];
  const cannot = (id, why2) => unreadable.push({
    code: "unreadable-batch",
    message: `Batch ${id} cannot be shown: ${why2}`,
    command: "adev doctor"
  });
  for (const id of await store.list(import__25.BATCH)) {
    try {
      const read = await store.read(import__25.BATCH, id);
      if (read.ok && read.value !== null) batches.push(read.value.data);
      else if (!read.ok && read.refusal.code !== "removed") cannot(id, read.refusal.message);
    } catch (error) {
      if (!(error instanceof import__25.StateError)) throw error;
      cannot(id, error.message);
    }
  }
  return { batches: batches.toSorted(byChange), unreadable };
}
function byChange({ updated_at: one }, { updated_at: other }) {
  return one === other ? 0 : one < other ? 1 : -1;
}
var REMEDIES = {
  "off-project": "adev on",
  "damaged-entries": "adev doctor"
};
function noticeStep({ code: code2, message }) {
  const command19 = REMEDIES[code2];
  return { code: code2, message, ...command19 === void 0 ? {} : { command: command19 } };
}
function lostStep(count) {
  const message = `${count === 1 ? "One agent run was" : `${count} agent runs were`} lost: look what is left of the work`;
  return { code: "lost-runs", message, command: "adev agent status" };
}
function countByStatus(agents) {
  const counts2 = {};
  for (const { status: status2 } of agents) {
    const known = KNOWN_STATUSES.includes(status2) ? status2 : "other";
    counts2[known] = (counts2[known] ?? 0) + 1;
  }
  return counts2;
}
var KNOWN_STATUSES = ["completed", "failed", "running", "lost", "dismissed"];
function lastTimeOf({ started_at = "", finished_at = started_at }) {
  return finished_at;
}

// lib/cli/report-markdown.ts
var import_node_path6 = __toESM(require("node:path"), 1);
var import__27 = require("./index.cjs");

// lib/cli/markdown.ts
var import__26 = require("./index.cjs");
var MAX_CHARACTERS2 = 200;
function quoted(text) {
  return `"${escaped(text)}"`;
}
function escaped(text) {
  return (0, import__26.plainLine)((0, import__26.cutText)(text, MAX_CHARACTERS2)).replaceAll(/[\\`*_[\]<>&|~$#]/g, "\\$&");
}
function code(text) {
  const line = (0, import__26.plainLine)((0, import__26.cutText)(text, MAX_CHARACTERS2));
  return line === "" || line.includes("`") ? escaped(text) : `\`${line}\``;
}

// lib/cli/report-markdown.ts
var TITLE = "# adev report: ";
function reportLines(report2) {
  const { project_root, written_at, batches, needs_person, last_session, next } = report2;
  return [
    `${TITLE}${escaped(import_node_path6.default.basename(project_root))}`,
    "",
    `${(0, import__27.minuteOf)(written_at)}, ${code(project_root)}. Quoted texts were written by agents.`,
    ...section("At a glance", glance(report2)),
    ...section("Needs a person", needs_person.map(stepLine)),
    ...section(
      "How the last session ended",
      (last_session?.story ?? []).map((line) => `- ${escaped(line)}`)
    ),
    ...batches.flatMap(batchLines),
    ...section("Agent runs lost", report2.agents.lost.map(lostLine)),
    ...section("Next", next.map(stepLine))
  ];
}
function section(title, lines) {
  return lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines];
}
function glance({ batches, more_batches, agents, last_session, since, needs_person }) {
  const runs = Object.entries(agents.counts).map(([status2, count]) => `${count} ${status2}`);
  return [
    ...batches.map((batch) => `- Batch ${code(batch.batch_id)}: ${standing(batch)}`),
    ...batches.length === 0 ? ["- No batch is unfinished, and none changed lately"] : [],
    ...more_batches === 0 ? [] : [`- ${more_batches} more, older or finished: \`adev batch list\``],
    `- Agent runs since ${(0, import__27.minuteOf)(since)}: ${runs.length === 0 ? "none" : runs.join(", ")}`,
    `- Last session: ${last_session === null ? "none" : `${code(last_session.session_id)}, ${last_session.ending}`}`,
    ...needs_person.length === 0 ? ["- Nothing needs a person"] : []
  ];
}
function standing({ status: status2, counts: counts2, features }) {
  const doubtful = features.filter(({ uncertain }) => uncertain === "now").length;
  return [
    status2.replaceAll("_", " "),
    `${counts2.completed} of ${counts2.total} done`,
    ...["failed", "skipped", "in_progress", "pending", "blocked"].filter((name) => counts2[name] > 0).map((name) => `${counts2[name]} ${name.replace("_", " ")}`),
    ...doubtful === 0 ? [] : [`${doubtful} uncertain`]
  ].join(", ");
}
function stepLine({ message, command: command19 }) {
  return `- ${escaped(message)}${command19 === void 0 ? "" : `: ${code(command19)}`}`;
}
var GROUPS = [
  ["Failed", ({ status: status2 }) => status2 === "failed"],
  ["Uncertain", ({ uncertain }) => uncertain === "now"],
  ["In progress", ({ status: status2, uncertain }) => status2 === "in_progress" && uncertain !== "now"],
  ["Skipped", ({ status: status2 }) => status2 === "skipped"],
  ["Completed", ({ status: status2 }) => status2 === "completed"]
];
function batchLines(batch) {
  const { batch_id, title, paused, features, more_features, updated_at } = batch;
  const named2 = title === null || title === "" ? "" : `, ${quoted(title)}`;
  const groups = GROUPS.flatMap(([heading, belongs]) => {
    const items = features.filter(belongs).map(featureLine);
    return items.length === 0 ? [] : ["", `${heading}:`, "", ...items];
  });
  return section(`Batch ${escaped(batch_id)}`, [
    `${standing(batch)}; last change ${escaped((0, import__27.minuteOf)(updated_at))}${named2}`,
    ...paused === void 0 ? [] : ["", `Paused ${escaped((0, import__27.minuteOf)(paused.at))}: ${quoted(paused.reason)}`],
    ...groups,
    ...more_features === 0 ? [] : ["", `And ${more_features} more: ${code(`adev batch show ${batch_id}`)}`]
  ]);
}
function featureLine(feature) {
  const { number, text, status: status2, attempts, finished_at, error, reason, commit, pr, note } = feature;
  const facts = [
    ...error === void 0 ? [] : [`error ${quoted(error)}`],
    ...reason === void 0 ? [] : [`because ${quoted(reason)}`],
    ...feature.uncertain === "once" ? ["was uncertain before"] : [],
    ...feature.uncertain === "now" ? [`${status2.replace("_", " ")}, its owner is gone`] : [],
    ...attempts > 1 ? [`${attempts} attempts counted`] : [],
    ...commit === void 0 ? [] : [`commit ${code(commit)}`],
    ...feature.without_commit === true ? ["no commit seen"] : [],
    ...pr === void 0 ? [] : [`pr ${code(pr)}`],
    ...note === void 0 ? [] : [`note ${quoted(note)}`],
    ...finished_at === void 0 ? [] : [escaped((0, import__27.minuteOf)(finished_at))]
  ];
  return `- feature ${number}: ${[quoted(text), ...facts].join("; ")}`;
}
function lostLine({ agent, session_id, started_at, message, last_note }) {
  const note = last_note?.message ?? message;
  return [
    `- ${code(agent)} of session ${code(session_id)}`,
    ...started_at === void 0 ? [] : [`, begun ${escaped((0, import__27.minuteOf)(started_at))}`],
    ...note === void 0 ? [] : [`: ${quoted(note)}`]
  ].join("");
}

// lib/cli/report.ts
var report = (0, import_command16.command)({
  name: "report",
  group: "every day",
  summary: "Report what came of everything, and what to do, in Markdown",
  options: {
    out: { value: "FILE", about: "a new file, or an earlier report to replace; stdout without it" }
  },
  run: (call) => (0, import_in_project10.inProject)(call, async (workspace) => {
    const { out, session } = call.options;
    const file = out === void 0 ? void 0 : import_node_path7.default.resolve(call.surroundings.cwd(), out);
    const allowed = file === void 0 ? (0, import__28.ok)(null) : needsPersonAt(file, workspace);
    if (!allowed.ok) return (0, import_answer16.refused)(allowed.refusal);
    const facts = await reportOn(workspace, session !== void 0);
    const lines = reportLines(facts);
    if (file === void 0) return (0, import_answer16.done)(facts, lines);
    const published = (0, import__28.publishFile)(file, `${lines.join("\n")}
`, (text) => text.startsWith(TITLE));
    if (published === "published") return (0, import_answer16.done)({ ...facts, path: file }, [`Report written to ${file}`]);
    return (0, import_answer16.refused)(
      published === "no-folder" ? { code: "no-such-folder", message: `There is no folder for ${(0, import_quote12.quote)(file)}: make it first.` } : {
        code: "file-exists",
        message: `${(0, import_quote12.quote)(file)} is there and is no report, so it stays: choose another --out.`
      }
    );
  })
});

// lib/cli/status.ts
var import_answer17 = __toESM(require_answer(), 1);
var import_command17 = __toESM(require_command(), 1);
var import_in_project11 = __toESM(require_in_project(), 1);
var REDRAW_MS = 2e3;
var status = (0, import_command17.command)({
  name: "status",
  group: "every day",
  summary: "Show the session, its agents and what they noted last",
  options: { watch: { about: "on a terminal: show it anew every 2 seconds until Ctrl-C" } },
  async run(call) {
    const look = () => (0, import_in_project11.inProject)(call, async (workspace) => {
      const facts = await statusOf(workspace);
      return (0, import_answer17.done)(facts, statusLines(facts, { now: workspace.surroundings.now(), width: call.width() }));
    });
    if (!call.options.watch) return await look();
    if (call.options.json || call.terminal.screen() === null) {
      return (0, import_answer17.usage)("status: --watch needs a terminal to draw on", ["For one look: adev status"]);
    }
    for (; ; ) {
      const seen = await look();
      if (seen.exit !== 0 || !call.redraw(seen.lines)) return { ...seen, lines: [] };
      await call.terminal.wait(REDRAW_MS);
    }
  }
});

// lib/cli/statusline.ts
var import__29 = require("./index.cjs");
var import_answer18 = __toESM(require_answer(), 1);
var import_command18 = __toESM(require_command(), 1);
var STDIN = { bytes: 1024 * 1024, ms: 300, piped: true };
var MAX_CHARACTERS3 = 80;
var MAX_BATCHES2 = 8;
var statusline = (0, import_command18.command)({
  name: "statusline",
  group: "housekeeping",
  summary: "Print a line on the batch for the client's status bar",
  options: {},
  async run(call) {
    const given = await call.terminal.stdin(STDIN);
    const here = given.ok ? surroundingsIn(given.value, call.surroundings) : call.surroundings;
    try {
      const workspace = (0, import__29.openWorkspace)(here);
      return shown(workspace === null ? "" : lineOf(workspace));
    } catch {
      return shown("");
    }
  },
  misused: () => shown("")
});
function shown(line) {
  return (0, import_answer18.done)({ line }, line === "" ? [] : [line]);
}
function surroundingsIn(text, surroundings) {
  const given = (0, import__29.parseObject)(text) ?? {};
  const folders = (0, import__29.isObject)(given["workspace"]) ? given["workspace"] : {};
  const session = textIn(given["session_id"]);
  const project = textIn(folders["project_dir"]);
  const cwd = textIn(folders["current_dir"]) ?? textIn(given["cwd"]);
  return {
    ...surroundings,
    ...session === void 0 ? {} : { sessionId: surroundings.sessionId ?? session },
    ...project === void 0 ? {} : { env: { ...surroundings.env, CLAUDE_PROJECT_DIR: project } },
    ...cwd === void 0 ? {} : { cwd: () => cwd }
  };
}
function textIn(value) {
  return typeof value === "string" && value !== "" ? value : void 0;
}
function lineOf(workspace) {
  const { store, surroundings, sessionId } = workspace;
  if ((0, import__29.isOffForProcess)(surroundings.env) || (0, import__29.hintedBatches)(workspace).length === 0) return "";
  if ((0, import__29.isOffForProject)(store)) return "";
  const batches = firstBatches(workspace);
  const context = (0, import__29.contextOf)(workspace)(surroundings.now());
  const { worktree } = (0, import__29.placeOf)(workspace);
  const meant = batches.find((batch) => (0, import__29.heldBy)(batch, sessionId, context).length > 0) ?? batches.find(({ origin }) => origin.worktree === worktree) ?? batches[0];
  return meant === void 0 ? "" : tell(meant, context);
}
function firstBatches(workspace) {
  const batches = [];
  for (const batch of (0, import__29.batchesWithWork)(workspace)) {
    batches.push(batch);
    if (batches.length === MAX_BATCHES2) break;
  }
  return batches;
}
function tell(batch, context) {
  const { completed, total, failed } = (0, import__29.countFeatures)(batch);
  const uncertain = batch.features.filter((feature) => (0, import__29.isDoubtful)(feature, context)).length;
  const facts = [
    ` ${completed}/${total}`,
    ...failed === 0 ? [] : [`${failed} failed`],
    ...uncertain === 0 ? [] : [`${uncertain} uncertain`],
    ...batch.paused === void 0 ? [] : ["paused"]
  ].join(", ");
  const name = (0, import__29.plainLine)(batch.batch_id);
  const room = MAX_CHARACTERS3 - "adev: ".length - facts.length;
  return `adev: ${name.length > room ? `${name.slice(0, room - 1)}…` : name}${facts}`;
}

// lib/cli/commands.ts
var COMMANDS = [
  import_checkpoint_save.checkpointSave,
  checkpointList,
  status,
  report,
  import_agent_run.agentStart,
  import_agent_run.agentComplete,
  import_agent_run.agentFail,
  agentStatus,
  batchCreate,
  batchAdd,
  import_batch_next.batchNext,
  import_batch_report.batchComplete,
  import_batch_report.batchFail,
  import_batch_report.batchSkip,
  import_batch_report.batchRetry,
  import_batch_report.batchRelease,
  batchList,
  batchShow,
  batchSummary,
  batchPause,
  batchUnpause,
  batchDrive,
  batchCancel,
  batchAdopt,
  why,
  history,
  restore,
  doctor,
  projectOn,
  projectOff,
  gc,
  purge,
  link,
  statusline,
  prefsList,
  prefsGet,
  prefsSet,
  prefsUnset,
  importCommand,
  exportCommand
];
module.exports = {
  COMMANDS,
};
