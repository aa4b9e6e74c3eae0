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
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// lazy:lib/batches.ts
var require_batches = __commonJS({
  "lazy:lib/batches.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      BATCH: { enumerable: true, get: () => require("./resume.cjs").BATCH },
      changeBatch: { enumerable: true, get: () => require("./resume.cjs").changeBatch },
      contextOf: { enumerable: true, get: () => require("./resume.cjs").contextOf },
      hintAt: { enumerable: true, get: () => require("./resume.cjs").hintAt },
      ownerOf: { enumerable: true, get: () => require("./resume.cjs").ownerOf },
      readBatch: { enumerable: true, get: () => require("./resume.cjs").readBatch },
      reporterOf: { enumerable: true, get: () => require("./resume.cjs").reporterOf },
      storeNewBatch: { enumerable: true, get: () => require("./resume.cjs").storeNewBatch }
    });
  }
});

// lazy:lib/domain/launcher.ts
var require_launcher = __commonJS({
  "lazy:lib/domain/launcher.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      isLauncher: { enumerable: true, get: () => require("./prompts.cjs").isLauncher },
      launcherText: { enumerable: true, get: () => require("./prompts.cjs").launcherText }
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

// lazy:lib/domain/batch-queries.ts
var require_batch_queries = __commonJS({
  "lazy:lib/domain/batch-queries.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      batchStatus: { enumerable: true, get: () => require("./resume.cjs").batchStatus },
      countFeatures: { enumerable: true, get: () => require("./resume.cjs").countFeatures },
      countRemaining: { enumerable: true, get: () => require("./resume.cjs").countRemaining },
      heldBesides: { enumerable: true, get: () => require("./resume.cjs").heldBesides },
      heldBy: { enumerable: true, get: () => require("./resume.cjs").heldBy },
      heldByOthers: { enumerable: true, get: () => require("./resume.cjs").heldByOthers },
      heldHere: { enumerable: true, get: () => require("./resume.cjs").heldHere },
      isDoubtful: { enumerable: true, get: () => require("./resume.cjs").isDoubtful },
      isUnfinished: { enumerable: true, get: () => require("./resume.cjs").isUnfinished },
      recordsOutcome: { enumerable: true, get: () => require("./resume.cjs").recordsOutcome }
    });
  }
});

// lazy:lib/domain/owners.ts
var require_owners = __commonJS({
  "lazy:lib/domain/owners.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      isHeld: { enumerable: true, get: () => require("./resume.cjs").isHeld },
      isSameOwner: { enumerable: true, get: () => require("./resume.cjs").isSameOwner },
      leaseEnd: { enumerable: true, get: () => require("./resume.cjs").leaseEnd }
    });
  }
});

// lazy:lib/domain/session.ts
var require_session = __commonJS({
  "lazy:lib/domain/session.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      foldSession: { enumerable: true, get: () => require("./agents.cjs").foldSession },
      isSameClient: { enumerable: true, get: () => require("./agents.cjs").isSameClient },
      lastStay: { enumerable: true, get: () => require("./agents.cjs").lastStay }
    });
  }
});

// lazy:lib/session-events.ts
var require_session_events = __commonJS({
  "lazy:lib/session-events.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      SESSION: { enumerable: true, get: () => require("./agents.cjs").SESSION },
      eventOf: { enumerable: true, get: () => require("./agents.cjs").eventOf },
      eventsOf: { enumerable: true, get: () => require("./agents.cjs").eventsOf }
    });
  }
});

// lazy:lib/sessions.ts
var require_sessions = __commonJS({
  "lazy:lib/sessions.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      hasVanished: { enumerable: true, get: () => require("./agents.cjs").hasVanished },
      livenessSeenBy: { enumerable: true, get: () => require("./agents.cjs").livenessSeenBy },
      lostRuns: { enumerable: true, get: () => require("./agents.cjs").lostRuns },
      readSession: { enumerable: true, get: () => require("./agents.cjs").readSession },
      readSessionIn: { enumerable: true, get: () => require("./agents.cjs").readSessionIn },
      trackedRuns: { enumerable: true, get: () => require("./agents.cjs").trackedRuns },
      wasTold: { enumerable: true, get: () => require("./agents.cjs").wasTold }
    });
  }
});

// lazy:lib/domain/dependencies.ts
var require_dependencies = __commonJS({
  "lazy:lib/domain/dependencies.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      blockedNumbers: { enumerable: true, get: () => require("./resume.cjs").blockedNumbers },
      isReady: { enumerable: true, get: () => require("./resume.cjs").isReady },
      resolveDependencies: { enumerable: true, get: () => require("./resume.cjs").resolveDependencies }
    });
  }
});

// lazy:lib/domain/failure.ts
var require_failure = __commonJS({
  "lazy:lib/domain/failure.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      classifyFailure: { enumerable: true, get: () => require("./batch.cjs").classifyFailure }
    });
  }
});

// lazy:lib/active-batch.ts
var require_active_batch = __commonJS({
  "lazy:lib/active-batch.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      activateBatch: { enumerable: true, get: () => require("./resume.cjs").activateBatch },
      activeBatchOf: { enumerable: true, get: () => require("./resume.cjs").activeBatchOf },
      batchesWithWork: { enumerable: true, get: () => require("./resume.cjs").batchesWithWork },
      noteActive: { enumerable: true, get: () => require("./resume.cjs").noteActive },
      resolveBatch: { enumerable: true, get: () => require("./resume.cjs").resolveBatch },
      unfinishedBatches: { enumerable: true, get: () => require("./resume.cjs").unfinishedBatches }
    });
  }
});

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

// lazy:lib/domain/check-batch.ts
var require_check_batch = __commonJS({
  "lazy:lib/domain/check-batch.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      checkChangedBatch: { enumerable: true, get: () => require("./resume.cjs").checkChangedBatch },
      parseBatch: { enumerable: true, get: () => require("./resume.cjs").parseBatch }
    });
  }
});

// lazy:lib/domain/end-of-owner.ts
var require_end_of_owner = __commonJS({
  "lazy:lib/domain/end-of-owner.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      dropLeases: { enumerable: true, get: () => require("./resume.cjs").dropLeases },
      endSession: { enumerable: true, get: () => require("./resume.cjs").endSession },
      lapse: { enumerable: true, get: () => require("./resume.cjs").lapse },
      markAllInProgressUncertain: { enumerable: true, get: () => require("./resume.cjs").markAllInProgressUncertain },
      releaseAbandoned: { enumerable: true, get: () => require("./resume.cjs").releaseAbandoned },
      transferLeases: { enumerable: true, get: () => require("./resume.cjs").transferLeases }
    });
  }
});

// lazy:lib/store/packages.ts
var require_packages = __commonJS({
  "lazy:lib/store/packages.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      properLockfile: { enumerable: true, get: () => require("./core.cjs").properLockfile },
      writeFileAtomic: { enumerable: true, get: () => require("./core.cjs").writeFileAtomic }
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

// lazy:lib/domain/event-order.ts
var require_event_order = __commonJS({
  "lazy:lib/domain/event-order.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      LONGEST_WRITE_MS: { enumerable: true, get: () => require("./agents.cjs").LONGEST_WRITE_MS },
      inOrder: { enumerable: true, get: () => require("./agents.cjs").inOrder }
    });
  }
});

// lazy:lib/domain/time.ts
var require_time = __commonJS({
  "lazy:lib/domain/time.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      addMs: { enumerable: true, get: () => require("./agents.cjs").addMs },
      elapsedMs: { enumerable: true, get: () => require("./agents.cjs").elapsedMs },
      isAhead: { enumerable: true, get: () => require("./agents.cjs").isAhead },
      minuteOf: { enumerable: true, get: () => require("./agents.cjs").minuteOf }
    });
  }
});

// chunk:care

// lib/doctor.ts
var import_batches3 = __toESM(require_batches(), 1);

// lib/doctor/diagnosis.ts
var import_save_event = require("./base.cjs");
async function settleFindings(diagnoses, isFixing) {
  const findings = [];
  for (const { finding: finding2, repair } of diagnoses) {
    if (repair === void 0) findings.push(finding2);
    else
      findings.push(
        isFixing ? await repaired(finding2, repair) : { ...finding2, fix: `adev doctor --fix: ${finding2.fix}` }
      );
  }
  return findings;
}
async function repaired(finding2, repair) {
  try {
    await repair();
    return { ...finding2, fixed: true };
  } catch (error) {
    return { ...finding2, fix: `Tried, and it failed: ${(0, import_save_event.skippedBy)(error).detail}` };
  }
}

// lib/doctor/client.ts
var import_client = require("./base.cjs");

// lib/domain/findings.ts
var SEVERITIES = {
  // The files
  "foreign-owner": "error",
  "symbolic-link": "error",
  obstacle: "error",
  permissions: "warning",
  "foreign-file": "info",
  "leftover-temp": "info",
  "leftover-lock": "warning",
  "leftover-trash": "info",
  "leftover-view": "info",
  // What is in them
  "damaged-document": "error",
  "damaged-revision": "warning",
  "damaged-entry": "warning",
  unreadable: "error",
  "newer-version": "warning",
  "stale-lease": "warning",
  "wrong-hint": "info",
  "missing-hint": "warning",
  // The disk
  "cannot-save": "error",
  "disk-space-low": "warning",
  "no-hard-links": "warning",
  "over-limits": "info",
  // What runs here
  "old-node": "error",
  "old-client": "warning",
  "hooks-disabled": "error",
  "hooks-silent": "error",
  "hooks-failed": "warning",
  "other-plugin": "warning",
  "other-adev": "warning",
  "off-process": "info",
  "off-project": "info",
  "no-state": "info"
};
var FINDING_CODES = Object.keys(SEVERITIES);
function finding(code, path, meaning, fix = null) {
  return { code, severity: SEVERITIES[code], path, meaning, fix, fixed: false };
}
function worstFirst(findings) {
  const rank = ({ severity, code }) => ["error", "warning", "info"].indexOf(severity) * FINDING_CODES.length + FINDING_CODES.indexOf(code);
  return findings.toSorted((one, other) => rank(one) - rank(other));
}

// lib/doctor/client.ts
var import_launcher = __toESM(require_launcher(), 1);

// lib/domain/supported.ts
var OLDEST_CLIENT = "2.1.197";
function isSupportedNode(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major === 20) return minor >= 19;
  return major === 22 ? minor >= 3 : major > 22;
}
function isSupportedClient(version) {
  const [given, oldest] = [version, OLDEST_CLIENT].map((text2) => text2.split(".").map(Number));
  for (const [index2, least] of (oldest ?? []).entries()) {
    const part = given?.[index2] ?? 0;
    if (Number.isNaN(part)) return true;
    if (part !== least) return part > least;
  }
  return true;
}
function clientVersion(env) {
  const told = /^claude-code[_/](\d+)[-.](\d+)[-.](\d+)(?:[_/]|$)/.exec(env["AI_AGENT"] ?? "");
  if (told !== null) return told.slice(1).join(".");
  return /[\\/]versions[\\/](\d+\.\d+\.\d+)$/.exec(env["CLAUDE_CODE_EXECPATH"] ?? "")?.[1] ?? null;
}

// lib/doctor/client.ts
var import_text = require("./base.cjs");
var import_workspace = require("./base.cjs");
function diagnoseClient(workspace, nodeVersion) {
  return [...programFindings(workspace, nodeVersion), ...switchFindings(workspace)].map((each) => ({
    finding: each
  }));
}
function programFindings(workspace, nodeVersion) {
  const { env } = workspace.surroundings;
  const client = clientVersion(env);
  const [first] = (0, import_client.programsOnPath)("adev", folderOf(workspace), env);
  return [
    ...isSupportedNode(nodeVersion) ? [] : [
      finding(
        "old-node",
        null,
        `Node.js is ${nodeVersion}: the hooks do nothing with it.`,
        "Install 20.19 or newer."
      )
    ],
    ...client === null || isSupportedClient(client) ? [] : [
      finding(
        "old-client",
        null,
        `Claude Code is ${client}, and ${OLDEST_CLIENT} is the oldest that this was tried with.`,
        "Update it: claude update."
      )
    ],
    ...first === void 0 || isOurProgram(first) ? [] : [
      finding(
        "other-adev",
        first.path,
        "This is the first adev on the PATH, and it is not the one of this plugin: agents that call adev reach another program.",
        "Rename it, or put its folder behind the plugin’s."
      )
    ]
  ];
}
function isOurProgram({ bytes }) {
  const text2 = bytes();
  return (0, import_launcher.isLauncher)(text2) || Buffer.from(text2).includes('("../lib/cli.cjs").main');
}
function folderOf({ surroundings, project }) {
  try {
    return surroundings.cwd();
  } catch {
    return project.root;
  }
}
function offSince({ store }) {
  try {
    const found = store.readNow(import_workspace.PROJECT);
    return (found.ok ? found.value?.data.off?.at : void 0) ?? null;
  } catch {
    return null;
  }
}
function switchFindings(workspace) {
  const { surroundings, project } = workspace;
  const since = offSince(workspace);
  return [
    ...(0, import_workspace.isOffForProcess)(surroundings.env) ? [
      finding(
        "off-process",
        null,
        "AUTONOMOUS_DEV=off is set in this environment: nothing is recorded from it.",
        "Unset it."
      )
    ] : [],
    ...since === null ? [] : [
      finding(
        "off-project",
        project.root,
        `Switched off for this project since ${(0, import_text.plainLine)(since)}: nothing is recorded.`,
        "To switch it on: adev on."
      )
    ]
  ];
}

// lib/store/drop-log.ts
var import_node_fs = require("node:fs");
var import_node_path = require("node:path");
var import_deadline2 = require("./base.cjs");
var import_envelope2 = require("./base.cjs");
var import_errors2 = require("./base.cjs");

// lib/store/extend-log.ts
var import_commit_file = require("./base.cjs");
var import_deadline = require("./base.cjs");
var import_envelope = require("./base.cjs");
var import_errors = require("./base.cjs");
var import_folders = require("./base.cjs");
var import_log = require("./base.cjs");
var import_numbered_folder = require("./base.cjs");
var import_unique = require("./base.cjs");
function extendLog(stateDir, sessionFolder, missing, options) {
  let added = 0;
  do {
    const { entries = [], damaged: damaged3 = [] } = (0, import_log.readLog)(stateDir, sessionFolder) ?? {};
    const wanted = missing(entries);
    if (wanted.length === 0) return added;
    let number2 = Math.max(0, ...entries.slice(-1).map((entry) => entry.number), ...damaged3);
    const folder = (0, import_folders.ensureFolders)(stateDir, ["sessions", sessionFolder]);
    if (number2 === 0) (0, import_folders.syncFoldersUpFrom)(folder, stateDir);
    let isAlone = true;
    for (const { version, data } of wanted) {
      number2 += 1;
      const written_at = new Date(options.now()).toISOString();
      const header = { kind: import_log.SESSION_KIND, version, number: number2, written_at, nonce: (0, import_unique.uniqueName)() };
      const bytes = (0, import_envelope.encodeEnvelope)(header, data);
      isAlone = (0, import_commit_file.commitFile)(folder, (0, import_numbered_folder.numberedName)("e", number2), bytes, options.deadline) === "created";
      if (!isAlone) break;
      added += 1;
    }
    if (isAlone) return added;
  } while (!(0, import_deadline.isOver)(options.deadline));
  throw new import_errors.StateError("conflict", "others kept taking the next number; try again");
}

// lib/store/drop-log.ts
var import_folders2 = require("./base.cjs");
var import_log2 = require("./base.cjs");
var import_numbered_folder2 = require("./base.cjs");
var import_read_file = require("./base.cjs");
var import_trash = __toESM(require_trash(), 1);
var LOOK_AT_THE_CLOCK_EVERY = 64;
var ATTEMPTS = 10;
function dropLog(stateDir, sessionFolder, numbers, options) {
  if (!(0, import_folders2.foldersExist)(stateDir, ["sessions", sessionFolder])) return "dropped";
  const known = new Set(numbers);
  const highest = numbers.reduce((one, other) => Math.max(one, other), 0);
  const trash = (0, import_trash.moveToTrash)((0, import_node_path.join)(stateDir.path, "sessions", sessionFolder), `${highest}.${sessionFolder}`);
  if (trash === null) return "dropped";
  return clear(stateDir, trash, sessionFolder, (number2) => known.has(number2), options);
}
function finishDrops(stateDir, options) {
  const [putBack, problems] = [[], []];
  let finished = 0;
  let isDone = true;
  const sessions = (0, import_node_path.join)(stateDir.path, "sessions");
  for (const name2 of (0, import_folders2.foldersExist)(stateDir, ["sessions"]) ? (0, import_trash.leftTrash)(sessions, options.now()) : []) {
    if ((0, import_deadline2.isOver)(options.deadline)) {
      isDone = false;
      break;
    }
    try {
      const [, highest, folder] = /^(\d+)\.([a-z0-9_-]+)$/.exec((0, import_trash.noteOfTrash)(name2)) ?? [];
      const trash = (0, import_node_path.join)(sessions, name2);
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
  if (!(0, import_folders2.foldersExist)(stateDir, ["sessions", (0, import_node_path.basename)(trash)])) return "dropped";
  let result = "dropped";
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const late = ((0, import_numbered_folder2.listFolder)(trash, "e")?.numbers ?? []).filter((number2) => !isKnown(number2));
    if (late.length > 0) {
      result = "put-back";
      const isWhole = (0, import_numbered_folder2.hasNumber)(trash, "e", 1);
      if (isWhole && renamedBack(trash, (0, import_node_path.join)(stateDir.path, "sessions", sessionFolder))) return result;
      moveOver(stateDir, trash, sessionFolder, late, options);
    }
    if (!deleteAll(trash, isKnown, new Set(late), options.deadline)) return "unfinished";
    if (isRemoved(trash)) return result;
  }
  return "unfinished";
}
function renamedBack(trash, folder) {
  try {
    (0, import_node_fs.renameSync)(trash, folder);
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
    const bytes = (0, import_read_file.readWhole)((0, import_node_path.join)(trash, (0, import_numbered_folder2.numberedName)("e", number2)), import_envelope2.MAX_FILE_BYTES);
    const decoded = bytes && (0, import_envelope2.decodeEnvelope)(bytes, import_log2.SESSION_KIND, number2);
    return decoded?.ok ? [{ version: decoded.header.version, data: decoded.data }] : [];
  } catch (error) {
    if (error instanceof import_read_file.NotAFile) return [];
    throw error;
  }
}
function deleteAll(trash, isKnown, moved, deadline) {
  for (const [index2, entry] of listAll(trash).entries()) {
    if (index2 % LOOK_AT_THE_CLOCK_EVERY === 0 && (0, import_deadline2.isOver)(deadline)) return false;
    const number2 = Number(/^e(\d{10,15})\.json$/.exec(entry.name)?.[1] ?? 0);
    if (number2 > 0 && !isKnown(number2) && !moved.has(number2)) continue;
    const path = (0, import_node_path.join)(trash, entry.name);
    try {
      if (entry.isDirectory()) (0, import_node_fs.rmSync)(path, { recursive: true, force: true });
      else (0, import_node_fs.unlinkSync)(path);
    } catch (error) {
      if ((0, import_errors2.systemCode)(error) !== "ENOENT") throw (0, import_errors2.writeError)(error, "deleting", path);
    }
  }
  return true;
}
function listAll(folder) {
  try {
    return (0, import_node_fs.readdirSync)(folder, { withFileTypes: true }).toSorted((a, b) => a.name < b.name ? -1 : 1);
  } catch (error) {
    if ((0, import_errors2.systemCode)(error) === "ENOENT") return [];
    throw (0, import_errors2.readError)(error, folder);
  }
}
function isRemoved(folder) {
  try {
    (0, import_node_fs.rmdirSync)(folder);
    return true;
  } catch (error) {
    const code = (0, import_errors2.systemCode)(error);
    if (code === "ENOENT") return true;
    if (["EEXIST", "ENOTEMPTY"].includes(code)) return false;
    throw (0, import_errors2.writeError)(error, "deleting", folder);
  }
}

// lib/store/clear-up.ts
var import_node_fs2 = require("node:fs");
var import_errors3 = require("./base.cjs");
function repairMode({ path, isFolder: isFolder2 }) {
  try {
    if (!(0, import_node_fs2.lstatSync)(path).isSymbolicLink()) (0, import_node_fs2.chmodSync)(path, wantedMode(isFolder2));
    if (((0, import_node_fs2.lstatSync)(path).mode & 511) !== wantedMode(isFolder2))
      throw new import_errors3.StateError("unknown", `${path} keeps its permissions: this file system has none of its own`);
  } catch (error) {
    throw (0, import_errors3.writeError)(error, "setting the permissions of", path);
  }
}
function wantedMode(isFolder2) {
  return isFolder2 ? 448 : 384;
}
function removeSeen({ path, isFolder: isFolder2 }) {
  try {
    if (isFolder2) (0, import_node_fs2.rmdirSync)(path);
    else (0, import_node_fs2.unlinkSync)(path);
    return true;
  } catch (error) {
    const code = (0, import_errors3.systemCode)(error);
    if (code === "ENOENT") return true;
    if (code === "ENOTEMPTY" || code === "EEXIST") return false;
    throw (0, import_errors3.writeError)(error, "deleting", path);
  }
}

// lib/store/erase.ts
var import_node_fs5 = require("node:fs");
var import_node_path4 = require("node:path");
var import_folders4 = require("./base.cjs");

// lib/store/inspect.ts
var import_node_fs3 = require("node:fs");
var import_node_path2 = require("node:path");
var import_ids = require("./base.cjs");
var import_errors4 = require("./base.cjs");
var import_locked_commit = __toESM(require_locked_commit(), 1);
var import_numbered_folder3 = require("./base.cjs");
var import_sweep = require("./base.cjs");
var import_trash2 = __toESM(require_trash(), 1);
function inspect(path, of, now) {
  const found = (0, import_node_fs3.lstatSync)(path, { throwIfNoEntry: false });
  if (found === void 0) return [];
  const top = seen(path, found, found.isDirectory() ? "folder" : standIn(found), now);
  return top.isFolder ? [top, ...below(path, of === "project" ? STATE : USER, now)] : [top];
}
var is = (wanted) => (name2) => name2 === wanted;
var begins = (prefix) => (name2) => name2.startsWith(prefix);
var matches = (pattern) => (name2) => pattern.test(name2);
var isView = (name2) => name2.endsWith(".json") && (0, import_ids.isBatchId)(name2.slice(0, -".json".length));
var isViewTemp = (name2) => /\.json\.\d+$/.test(name2) && isView(name2.replace(/\.\d+$/, ""));
var EMPTY = { files: [], folders: [] };
var ASIDE = { files: [[() => true, "trash"]], folders: [[() => true, "trash", EMPTY]] };
var TRASH = [begins(import_trash2.TRASH_PREFIX), "trash", ASIDE];
var TEMP = [begins(import_numbered_folder3.TEMP_PREFIX), "temp"];
var LOCK = [is(import_locked_commit.LOCK_NAME), "lock", EMPTY];
var COPY = [matches(/^corrupt-\d+-[0-9a-f]{12}$/), "copy"];
var DOCUMENT = { files: [[matches(/^r\d{10,15}\.json$/), "revision"], TEMP, COPY], folders: [LOCK] };
var LOG = { files: [[matches(/^e\d{10,15}\.json$/), "entry"], TEMP, COPY], folders: [LOCK] };
var STATE = {
  files: [TEMP],
  folders: [
    [
      is("batches"),
      "folder",
      {
        files: [
          [isView, "view"],
          [isViewTemp, "temp"]
        ],
        folders: [[import_ids.isBatchId, "folder", DOCUMENT], TRASH]
      }
    ],
    [is("sessions"), "folder", { files: [], folders: [[import_ids.isBatchId, "folder", LOG], TRASH] }],
    [is("project"), "folder", DOCUMENT],
    [
      is("open"),
      "folder",
      { files: [[matches(/^(?:batch|session|parked|cleared|damaged|gc)\./), "hint"]], folders: [] }
    ]
  ]
};
var USER = {
  files: [TEMP],
  folders: [
    [is("user"), "folder", DOCUMENT],
    // Each of them is a state directory of its own.
    [is("projects"), "folder", null]
  ]
};
function below(folder, place, now) {
  return namesIn(folder).flatMap((name2) => {
    const path = (0, import_node_path2.join)(folder, name2);
    const found = (0, import_node_fs3.lstatSync)(path, { throwIfNoEntry: false });
    if (found === void 0) return [];
    const asFolder = place.folders.find(([isIt]) => isIt(name2));
    const asFile = place.files.find(([isIt]) => isIt(name2));
    const [, what, inside = null] = (found.isDirectory() ? asFolder : found.isFile() ? asFile : void 0) ?? [];
    const other = asFolder === void 0 && asFile === void 0 ? "foreign" : standIn(found);
    const it = seen(path, found, what ?? other, now);
    return inside === null ? [it] : [it, ...below(path, inside, now)];
  });
}
function standIn(found) {
  return found.isSymbolicLink() ? "link" : "obstacle";
}
function seen(path, found, what, now) {
  const { mode, uid } = found;
  const isLeft = isLeftBehind(path, what, found, now);
  return { path, what, mode: mode & 511, uid, isFolder: found.isDirectory(), isLeft };
}
var LOCK_LASTS_MS = 6e4;
var DAY_MS = 24 * 60 * 60 * 1e3;
function isLeftBehind(path, what, { mtimeMs }, now) {
  const name2 = (0, import_node_path2.basename)(path);
  if (what === "lock") return now - mtimeMs > LOCK_LASTS_MS;
  if (what === "trash") return name2.startsWith(import_trash2.TRASH_PREFIX) && (0, import_trash2.isLeftTrash)(path, now);
  if (what !== "temp") return false;
  return name2.startsWith(import_numbered_folder3.TEMP_PREFIX) ? (0, import_sweep.isAbandoned)(path, (0, import_sweep.pidOfTemp)(name2), now) : now - mtimeMs > DAY_MS;
}
function namesIn(folder) {
  try {
    return (0, import_node_fs3.readdirSync)(folder).toSorted();
  } catch (error) {
    if (["ENOENT", "EACCES"].includes((0, import_errors4.systemCode)(error))) return [];
    throw (0, import_errors4.readError)(error, folder);
  }
}

// lib/store/measure.ts
var import_node_fs4 = require("node:fs");
var import_node_path3 = require("node:path");
var import_ids2 = require("./base.cjs");
var import_json = require("./base.cjs");
var import_envelope3 = require("./base.cjs");
var import_errors5 = require("./base.cjs");
var import_folders3 = require("./base.cjs");
var import_log3 = require("./base.cjs");
var import_numbered_folder4 = require("./base.cjs");
var import_read_file2 = require("./base.cjs");
function sessionAge(stateDir, folder) {
  const path = (0, import_node_path3.join)(stateDir.path, "sessions", folder);
  const found = (0, import_node_fs4.lstatSync)(path, { throwIfNoEntry: false });
  const numbers = found?.isDirectory() ? (0, import_numbered_folder4.listFolder)(path, "e")?.numbers : void 0;
  if (found === void 0 || numbers === void 0) return null;
  return { folder, numbers, writtenMs: newestWritten(path, numbers) ?? found.mtimeMs };
}
function batchAges(stateDir) {
  if (!(0, import_folders3.foldersExist)(stateDir, ["batches"])) return [];
  const batches = (0, import_node_path3.join)(stateDir.path, "batches");
  return ((0, import_numbered_folder4.namesIn)(batches) ?? []).flatMap((id) => {
    const folder = (0, import_node_path3.join)(batches, id);
    if (!(0, import_ids2.isBatchId)(id) || !isFolder(folder)) return [];
    const newest = (0, import_numbered_folder4.listFolder)(folder, "r")?.numbers[0];
    if (newest === void 0) return [];
    const file = (0, import_node_path3.join)(folder, (0, import_numbered_folder4.numberedName)("r", newest));
    const { written_at, tombstone } = headerOf(file);
    const written = Date.parse(String(written_at));
    const writtenMs = Number.isNaN(written) ? (0, import_node_fs4.lstatSync)(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 : written;
    return [{ id, writtenMs, isRemoved: tombstone === true }];
  });
}
function newestBytes(stateDir, batchId) {
  const folder = (0, import_node_path3.join)(stateDir.path, "batches", batchId);
  const newest = (0, import_numbered_folder4.listFolder)(folder, "r")?.numbers[0];
  return newest === void 0 ? null : (0, import_read_file2.readWhole)((0, import_node_path3.join)(folder, (0, import_numbered_folder4.numberedName)("r", newest)), import_envelope3.MAX_FILE_BYTES);
}
function bytesBelow(path) {
  const found = (0, import_node_fs4.lstatSync)(path, { throwIfNoEntry: false });
  if (found === void 0) return 0;
  const blocks = (found.blocks ?? 0) * 512;
  if (!found.isDirectory()) return Math.max(found.size, blocks);
  return ((0, import_numbered_folder4.namesIn)(path) ?? []).reduce((sum2, name2) => sum2 + bytesBelow((0, import_node_path3.join)(path, name2)), blocks);
}
function isFolderThere(stateDir, ...below2) {
  return isFolder((0, import_node_path3.join)(stateDir.path, ...below2));
}
function freeSpace(stateDir) {
  for (let path = stateDir.path; ; path = (0, import_node_path3.dirname)(path)) {
    try {
      const { bavail, bsize, files, ffree } = (0, import_node_fs4.statfsSync)(path);
      return { bytes: bavail * bsize, files: files > 0 ? ffree : null };
    } catch (error) {
      if ((0, import_errors5.systemCode)(error) !== "ENOENT" || (0, import_node_path3.dirname)(path) === path) return null;
    }
  }
}
var MAX_HEADER_BYTES = 16 * 1024;
function headerOf(file) {
  try {
    const descriptor = (0, import_node_fs4.openSync)(
      file,
      import_node_fs4.constants.O_RDONLY | (import_node_fs4.constants.O_NOFOLLOW ?? 0) | (import_node_fs4.constants.O_NONBLOCK ?? 0)
    );
    try {
      const bytes = Buffer.allocUnsafe(MAX_HEADER_BYTES);
      const [line2 = ""] = bytes.toString("utf8", 0, (0, import_node_fs4.readSync)(descriptor, bytes, 0, bytes.length, 0)).split(",\n");
      return (0, import_json.parseObject)(`${line2}}`) ?? {};
    } finally {
      (0, import_node_fs4.closeSync)(descriptor);
    }
  } catch {
    return {};
  }
}
function newestWritten(folder, numbers) {
  for (const number2 of numbers) {
    try {
      const bytes = (0, import_read_file2.readWhole)((0, import_node_path3.join)(folder, (0, import_numbered_folder4.numberedName)("e", number2)), import_envelope3.MAX_FILE_BYTES);
      const decoded = bytes && (0, import_envelope3.decodeEnvelope)(bytes, import_log3.SESSION_KIND, number2);
      const written = decoded?.ok ? Date.parse(decoded.header.written_at) : Number.NaN;
      if (!Number.isNaN(written)) return written;
    } catch {
    }
  }
  return null;
}
function isFolder(path) {
  return (0, import_node_fs4.lstatSync)(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

// lib/store/erase.ts
function findErasable(stateDir, of, now) {
  const seen2 = (0, import_folders4.foldersExist)(stateDir) ? inspect(stateDir.path, of, now) : [];
  const projects = (0, import_node_path4.join)(stateDir.path, "projects");
  const own = of === "project" ? seen2 : seen2.filter(({ path }) => path !== projects && path !== stateDir.path);
  const ours = own.filter(isOurs);
  const others2 = own.filter((it) => !isOurs(it));
  const bytes = ours.reduce((sum2, { path, isFolder: isFolder2 }) => sum2 + (isFolder2 ? 0 : bytesBelow(path)), 0);
  return { ours, others: others2, bytes };
}
function erase(stateDir, { ours, others: others2 }) {
  const kept = ours.toReversed().filter((it) => !removeSeen(it));
  for (const folder of [(0, import_node_path4.join)(stateDir.path, "projects"), stateDir.path]) removeIfEmpty(folder);
  return kept.every((folder) => others2.some(({ path }) => path.startsWith(`${folder.path}${import_node_path4.sep}`)));
}
function isOurs({ what, uid }) {
  return !["foreign", "obstacle", "link"].includes(what) && uid === (process.geteuid?.() ?? uid);
}
function removeIfEmpty(folder) {
  try {
    (0, import_node_fs5.rmdirSync)(folder);
  } catch {
  }
}

// lib/store/probe.ts
var import_node_fs6 = require("node:fs");
var import_node_path5 = require("node:path");
var import_commit_file2 = require("./base.cjs");
var import_errors6 = require("./base.cjs");
var import_numbered_folder5 = require("./base.cjs");
var import_temp_file = require("./base.cjs");
var import_unique2 = require("./base.cjs");
function probeSave(stateDir) {
  const temp = (0, import_temp_file.writeTemp)(stateDir.path, Buffer.from("a save is tried\n"));
  if (temp === null) return "gone";
  const link = (0, import_node_path5.join)(stateDir.path, `${import_numbered_folder5.TEMP_PREFIX}${process.pid}-${(0, import_unique2.uniqueName)()}`);
  try {
    (0, import_node_fs6.linkSync)(temp, link);
    return "works";
  } catch (error) {
    if ((0, import_commit_file2.isNoLinks)(error)) return "no-links";
    throw (0, import_errors6.writeError)(error, "creating", link);
  } finally {
    (0, import_temp_file.removeQuietly)(temp);
    (0, import_temp_file.removeQuietly)(link);
  }
}

// lib/store/soundness.ts
var import_node_fs7 = require("node:fs");
var import_node_path6 = require("node:path");
var import_deadline3 = require("./base.cjs");
var import_envelope4 = require("./base.cjs");
var import_folders5 = require("./base.cjs");
var import_numbered_folder6 = require("./base.cjs");
var import_quarantine = __toESM(require_quarantine(), 1);
var import_read_file3 = require("./base.cjs");
function checkRevisions(stateDir, kind, below2) {
  const sound = [];
  const damaged3 = [];
  if (!(0, import_folders5.foldersExist)(stateDir, below2)) return { sound, damaged: damaged3 };
  const folder = (0, import_node_path6.join)(stateDir.path, ...below2);
  const names = (0, import_node_fs7.readdirSync)(folder);
  for (const number2 of (0, import_numbered_folder6.listFolder)(folder, "r")?.numbers ?? []) {
    const why = damageOf((0, import_node_path6.join)(folder, (0, import_numbered_folder6.numberedName)("r", number2)), kind, number2);
    if (why === null) sound.push(number2);
    else damaged3.push({ number: number2, why, isCopied: names.some((name2) => name2.startsWith(`corrupt-${number2}-`)) });
  }
  return { sound, damaged: damaged3 };
}
function copyDamaged(stateDir, below2, numbers) {
  for (const number2 of numbers.toSorted((a, b) => b - a).slice(0, import_quarantine.KEEP_COPIES))
    (0, import_quarantine.setAside)((0, import_node_path6.join)(stateDir.path, ...below2), "r", number2, (0, import_deadline3.deadlineIn)(1e3));
}
function damageOf(path, kind, number2) {
  try {
    const bytes = (0, import_read_file3.readWhole)(path, import_envelope4.MAX_FILE_BYTES);
    const decoded = bytes && (0, import_envelope4.decodeEnvelope)(bytes, kind, number2);
    return decoded?.ok === false ? decoded.why : null;
  } catch (error) {
    if (error instanceof import_read_file3.NotAFile) return "no ordinary file";
    throw error;
  }
}

// lib/store/care.ts
var import_trash3 = __toESM(require_trash(), 1);

// lib/doctor/disk.ts
var import_store = require("./base.cjs");
var import_user_settings = require("./base.cjs");
var LOW_BYTES = 1e8;
var LOW_FILES = 1e3;
function diagnoseDisk({ store, surroundings }) {
  const { keep_sessions, max_state_mb } = (0, import_user_settings.readSettings)(surroundings);
  return [
    ...saveFindings(store),
    ...spaceFindings(store),
    ...limitFindings(store, keep_sessions, max_state_mb)
  ].map((each) => ({ finding: each }));
}
function saveFindings(store) {
  const { stateDir } = store;
  if (!isThere(store)) return [];
  try {
    if (probeSave(stateDir) !== "no-links") return [];
    const meaning = "This file system has no hard links: a lock takes their place, and a writer that is suspended inside it for more than two seconds may lose its save.";
    const fix = "Put the state on another disk: AUTONOMOUS_DEV_STATE_DIR names its folder.";
    return [finding("no-hard-links", stateDir.path, meaning, fix)];
  } catch (error) {
    if (!(error instanceof import_store.StateError)) throw error;
    return [finding("cannot-save", stateDir.path, `Nothing can be saved (${error.code}): ${error.message}.`)];
  }
}
function spaceFindings({ stateDir }) {
  const free = freeSpace(stateDir);
  if (free === null) return [];
  const fix = "Free some; adev gc drops old sessions.";
  const megabytes = Math.floor(free.bytes / 1e6);
  return [
    ...free.bytes < LOW_BYTES ? [finding("disk-space-low", stateDir.path, `Only ${megabytes} MB are free on this disk.`, fix)] : [],
    ...free.files !== null && free.files < LOW_FILES ? [finding("disk-space-low", stateDir.path, `Only ${free.files} more files fit on this disk.`, fix)] : []
  ];
}
function limitFindings(store, keepSessions, maxStateMb) {
  const { stateDir } = store;
  const sessions = isThere(store) ? store.sessionFolders().length : 0;
  const megabytes = bytesBelow(stateDir.path) / 1e6;
  if (sessions <= 2 * keepSessions && megabytes <= 1.5 * maxStateMb) return [];
  const meaning = `${sessions} sessions and ${Math.round(megabytes)} MB are kept here, more than keep_sessions (${keepSessions}) or max_state_mb (${maxStateMb}) say.`;
  return [finding("over-limits", stateDir.path, meaning, "adev gc drops what may go.")];
}
function isThere(store) {
  try {
    return store.exists();
  } catch {
    return false;
  }
}

// lib/doctor/documents.ts
var import_node_path7 = require("node:path");
var import_batches = __toESM(require_batches(), 1);
var import_batch_queries = __toESM(require_batch_queries(), 1);
var import_owners = __toESM(require_owners(), 1);
var import_text2 = require("./base.cjs");
var import_store2 = require("./base.cjs");
function diagnoseDocument(store, place) {
  const { kind, id, below: below2 } = place;
  const path = (0, import_node_path7.join)(store.stateDir.path, ...below2);
  const name2 = id === "" ? `The ${kind.name} document` : `${kind.name[0]?.toUpperCase()}${kind.name.slice(1)} ${id}`;
  const found = [];
  try {
    const revisions = checkRevisions(store.stateDir, kind.name, below2);
    if (revisions.damaged.length > 0) found.push(damaged(store, { name: name2, path, below: below2 }, revisions));
    store.readNow(kind, id);
  } catch (error) {
    if (!(error instanceof import_store2.StateError)) throw error;
    if (error.code === "newer-version") {
      found.push({
        finding: finding("newer-version", path, `${name2}: ${error.message}.`, "Update the plugin.")
      });
    } else if (error.code !== "unsafe-path") {
      found.push({
        finding: finding("unreadable", path, `${name2} cannot be used: ${error.message}.`, UNREADABLE)
      });
    }
  }
  return found;
}
var UNREADABLE = "Nothing is written over it. A newer version of the plugin may know it; else move the folder away.";
function damaged({ stateDir }, { name: name2, path, below: below2 }, { sound, damaged: damaged3 }) {
  const [newest] = sound;
  const what = damaged3.map(({ number: number2, why }) => `${number2} (${why})`).join(", ");
  const uncopied = damaged3.filter(({ isCopied }) => !isCopied).map(({ number: number2 }) => number2);
  const which = `${damaged3.length === 1 ? "revision" : "revisions"} ${what} of it ${damaged3.length === 1 ? "is" : "are"} damaged`;
  const copied = "A copy of the damaged bytes is kept beside it, as corrupt-NUMBER-HASH.";
  const isLost = newest === void 0;
  const isNewest = !isLost && damaged3.some(({ number: number2 }) => number2 > newest);
  const serves = isLost ? "none is sound, so everything about it is refused" : `${sound.length} sound ${sound.length === 1 ? "revision is" : "revisions are"} left, and ${isNewest ? `revision ${newest} serves: what was changed after it is lost` : `the newest, ${newest}, is sound`}`;
  const fix = uncopied.length > 0 ? "Copy the damaged bytes aside; nothing is deleted." : copied;
  const found = finding(
    isLost ? "damaged-document" : "damaged-revision",
    path,
    `${name2}: ${which}; ${serves}.`,
    fix
  );
  return uncopied.length === 0 ? { finding: found } : { finding: found, repair: () => copyDamaged(stateDir, below2, uncopied) };
}
function diagnoseViews(store, seen2) {
  const isRemoved2 = new Map(batchAges(store.stateDir).map((age) => [age.id, age.isRemoved]));
  return seen2.flatMap((it) => {
    if (it.what !== "view") return [];
    const id = (0, import_node_path7.basename)(it.path, ".json");
    const removed = isRemoved2.get(id);
    if (removed === false) return [];
    if (removed === true) {
      const meaning2 = `Batch ${id} was removed, and this copy of it was left.`;
      return [
        {
          finding: finding("leftover-view", it.path, meaning2, "Delete it."),
          repair: () => void removeSeen(it)
        }
      ];
    }
    const meaning = `There is no batch ${id}: this copy for people may be all that is left of it.`;
    return [
      { finding: finding("leftover-view", it.path, meaning, "Delete it yourself if you do not need it.") }
    ];
  });
}
function diagnoseLeases(workspace, batches) {
  const { store, surroundings } = workspace;
  const context = (0, import_batches.contextOf)(workspace)(surroundings.now());
  return batches.filter((batch) => (0, import_batch_queries.isUnfinished)((0, import_batch_queries.batchStatus)(batch))).flatMap((batch) => staleIn(batch, context).map((meaning) => ({ batch, meaning }))).map(({ batch: { batch_id }, meaning }) => ({
    finding: finding(
      "stale-lease",
      (0, import_node_path7.join)(store.stateDir.path, "batches", batch_id),
      meaning,
      `It is offered again, as uncertain: adev batch next ${batch_id} --claim, or adev batch adopt ${batch_id}.`
    )
  }));
}
function staleIn(batch, context) {
  return batch.features.flatMap(({ number: number2, status, lease }) => {
    if (status !== "in_progress" || lease === void 0) return [];
    const isLive = (0, import_owners.isHeld)(lease, context);
    if (isLive) return [];
    const session = (0, import_text2.cutText)((0, import_text2.plainLine)(lease.owner.session_id), 80);
    return [
      `Feature ${number2} of batch ${batch.batch_id} was claimed by session ${session} at ${(0, import_text2.plainLine)(lease.taken_at)}, and that owner is gone or its time is up.`
    ];
  });
}

// lib/doctor/files.ts
var import_node_path8 = require("node:path");
function diagnosePermissions(seen2) {
  if (process.platform === "win32") return [];
  return seen2.filter(isWrong).map((it) => {
    const [is3, wanted] = [it.mode, wantedMode(it.isFolder)].map((mode) => `0${mode.toString(8)}`);
    const meaning = (it.mode & 63) === 0 ? `Its permissions are ${is3}, so that this program cannot work with it.` : `Its permissions are ${is3}: other users of this machine may come at it.`;
    return {
      finding: finding("permissions", it.path, meaning, `Set them to ${wanted}.`),
      repair: () => repairMode(it)
    };
  });
}
function isWrong({ what, mode, isFolder: isFolder2, uid }) {
  const isOurs2 = !["foreign", "link", "obstacle", "trash", "lock"].includes(what);
  return isOurs2 && uid === ownUid(uid) && mode !== wantedMode(isFolder2);
}
function ownUid(uid) {
  return process.geteuid?.() ?? uid;
}
function diagnoseFiles(store, seen2) {
  return seen2.flatMap((it) => {
    if (it.uid !== ownUid(it.uid)) return [foreignOwner(it)];
    switch (it.what) {
      case "link":
        return [symbolicLink(it)];
      case "obstacle":
        return [obstacle(it)];
      case "foreign":
        return [foreignFile(it)];
      case "temp":
        return it.isLeft ? [leftoverTemp(it)] : [];
      case "lock":
        return it.isLeft ? [leftoverLock(it)] : [];
      case "trash":
        return it.isLeft ? [leftoverTrash(store, it)] : [];
      case "folder":
      case "revision":
      case "entry":
      case "copy":
      case "view":
      case "hint":
        return [];
    }
  });
}
function foreignOwner({ path, uid, isFolder: isFolder2 }) {
  const me = process.geteuid?.();
  const meaning = `It belongs to user ${uid}, not to user ${me}: ${isFolder2 ? "saving here is refused" : "it is not read"}.`;
  return {
    finding: finding("foreign-owner", path, meaning, `Hand it over, as its owner: chown -R ${me} the path.`)
  };
}
function symbolicLink({ path }) {
  const meaning = "It is a symbolic link: state is never read or written through one, so what it stands for is missing.";
  return { finding: finding("symbolic-link", path, meaning, "Look where it leads, then delete the link.") };
}
function obstacle({ path, isFolder: isFolder2 }) {
  const meaning = `A ${isFolder2 ? "folder" : "file"} stands where something else is kept: saving here is refused, or this part is missing.`;
  return { finding: finding("obstacle", path, meaning, "Look what it is, and move it away.") };
}
function foreignFile({ path }) {
  const meaning = "It is none of the files that are kept here. It does no harm, and is left alone.";
  return { finding: finding("foreign-file", path, meaning, "Move it away if you do not know it.") };
}
function leftoverTemp(it) {
  const meaning = "It was left by a save that was killed before it was acknowledged, or by a publishing of a view.";
  return {
    finding: finding("leftover-temp", it.path, meaning, "Delete it."),
    repair: () => void removeSeen(it)
  };
}
function leftoverLock(it) {
  const meaning = "A writer was killed while it held this lock; the next one has to wait until it counts as stale.";
  return {
    finding: finding("leftover-lock", it.path, meaning, "Delete it."),
    repair: () => void removeSeen(it)
  };
}
function leftoverTrash(store, { path }) {
  const meaning = "It was removed by a command that was killed before it had deleted all of it.";
  const isSession = (0, import_node_path8.relative)(store.stateDir.path, (0, import_node_path8.dirname)(path)) === "sessions";
  return {
    finding: finding(
      "leftover-trash",
      path,
      meaning,
      "Delete the rest; what was added to a session meanwhile is put back."
    ),
    repair() {
      if (isSession) finishDrops(store.stateDir, { now: store.now, deadline: { at: Infinity } });
      else (0, import_trash3.emptyTrash)((0, import_node_path8.dirname)(path));
    }
  };
}

// lib/doctor/hints.ts
var import_node_path9 = require("node:path");
var import_batch_queries2 = __toESM(require_batch_queries(), 1);

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
  const [, kind, name2 = ""] = /^(batch|damaged|session|parked|cleared)\.(?:.*\.)?([a-z0-9_-]+)$/.exec(hint) ?? [];
  return kind === void 0 ? null : [["batch", "damaged"].includes(kind) ? "batches" : "sessions", name2];
}

// lib/doctor/hints.ts
var import_store3 = require("./base.cjs");
var import_unfinished_hint = require("./base.cjs");
function diagnoseHints(store, facts) {
  const { stateDir } = store;
  const present = new Set(store.openHints());
  const { needed, unneeded } = hintsFor(facts);
  const pathOf = (hint) => (0, import_node_path9.join)(stateDir.path, "open", hint);
  const isStale = (hint) => {
    const target = targetOf(hint);
    return unneeded.has(hint) || target !== null && !isFolderThere(stateDir, ...target);
  };
  return [
    ...[...needed].filter(([hint]) => !present.has(hint)).map(([hint, meaning]) => ({
      finding: finding("missing-hint", pathOf(hint), meaning, "Make it."),
      repair: () => store.markOpen(hint)
    })),
    ...[...present].filter(isStale).map((hint) => ({
      finding: finding(
        "wrong-hint",
        pathOf(hint),
        "This name says that something goes on, and nothing does. It costs a look, and no more.",
        "Delete it."
      ),
      repair: () => store.unmarkOpen(hint)
    }))
  ];
}
function hintsFor({ batches, sessions, livenessOf }) {
  const needed = /* @__PURE__ */ new Map();
  const unneeded = /* @__PURE__ */ new Set();
  const parked = /* @__PURE__ */ new Set();
  for (const batch of batches) {
    const hint = (0, import_unfinished_hint.batchHint)(batch.batch_id);
    if (!(0, import_batch_queries2.isUnfinished)((0, import_batch_queries2.batchStatus)(batch))) {
      unneeded.add(hint);
      continue;
    }
    needed.set(
      hint,
      `Batch ${batch.batch_id} is unfinished, and a session that starts here is not told of it.`
    );
    for (const { lease } of batch.features)
      if (lease?.parked_until !== void 0) parked.add((0, import_store3.folderNameOf)(lease.owner.session_id));
  }
  for (const [folder, { stays }] of sessions) {
    const lives = stays.filter(({ ended }) => ended === void 0).map(({ client }) => livenessOf(client));
    if (lives.includes("alive"))
      needed.set(`session.${folder}`, `Session ${folder} goes on, and is not listed as such.`);
    else if (!lives.includes("unknown")) unneeded.add(`session.${folder}`);
    if (!parked.has(folder)) unneeded.add(`parked.${folder}`);
  }
  for (const folder of parked)
    needed.set(
      `parked.${folder}`,
      `Session ${folder} has claims set aside, and does not take them up at its next prompt.`
    );
  return { needed, unneeded };
}

// lib/doctor/hooks.ts
var import_node_path10 = require("node:path");
var import_json2 = require("./base.cjs");
var import_text3 = require("./base.cjs");
var import_project_root = require("./base.cjs");
var import_store4 = require("./base.cjs");
function diagnoseHooks(workspace, sessions) {
  return [...pluginFindings(workspace), ...hookFindings(workspace, sessions)].map((each) => ({
    finding: each
  }));
}
var NAME = "autonomous-dev";
var MAX_FILE_BYTES4 = 4 * 1024 * 1024;
function pluginFindings({ project, surroundings }) {
  const { env } = surroundings;
  const claude = env["CLAUDE_CONFIG_DIR"] || (0, import_node_path10.join)((0, import_node_path10.dirname)((0, import_project_root.userDirectory)({ env })), ".claude");
  const files = [
    (0, import_node_path10.join)(claude, "settings.json"),
    (0, import_node_path10.join)(project.root, ".claude/settings.json"),
    (0, import_node_path10.join)(project.root, ".claude/settings.local.json"),
    ...process.platform === "linux" ? ["/etc/claude-code/managed-settings.json"] : []
  ];
  const settings = files.map((path) => ({ path, values: jsonIn(path) }));
  const off = settings.flatMap(
    ({ path, values }) => values["disableAllHooks"] === true ? [finding("hooks-disabled", path, "disableAllHooks is set here: no hook runs.", "Take it out.")] : []
  );
  return [
    ...off,
    ...enabledFindings(settings),
    ...otherPlugins((0, import_node_path10.join)(claude, "plugins/installed_plugins.json"))
  ];
}
function enabledFindings(settings) {
  const enabled = settings.flatMap(({ path, values }) => {
    const plugins = (0, import_json2.isObject)(values["enabledPlugins"]) ? values["enabledPlugins"] : {};
    return Object.entries(plugins).filter(([key]) => key.startsWith(`${NAME}@`)).map(([key, value]) => ({ path, key, isOn: value !== false }));
  });
  const on = [...new Set(enabled.filter(({ isOn }) => isOn).map(({ key }) => (0, import_text3.plainLine)(key)))];
  const [last] = enabled.filter(({ isOn }) => !isOn);
  if (on.length > 1) {
    const meaning2 = `${on.length} plugins of this name are enabled: ${(0, import_text3.cutText)(on.join(", "), 300)}. Each of them runs its own hooks.`;
    return [finding("other-plugin", null, meaning2, "Keep one: claude plugin disable the others.")];
  }
  if (on.length > 0 || last === void 0) return [];
  const meaning = `The plugin is disabled here (${(0, import_text3.plainLine)(last.key)}): its hooks do not run.`;
  return [finding("hooks-disabled", last.path, meaning, `claude plugin enable ${(0, import_text3.plainLine)(last.key)}`)];
}
function otherPlugins(registry) {
  const plugins = jsonIn(registry)["plugins"];
  const installed = Object.entries((0, import_json2.isObject)(plugins) ? plugins : {}).flatMap(
    ([key, places]) => key.startsWith(`${NAME}@`) && Array.isArray(places) ? places.map((place) => ({ key, place })) : []
  );
  return installed.flatMap(({ key, place }) => {
    const folder = (0, import_json2.isObject)(place) ? place["installPath"] : void 0;
    if (typeof folder !== "string" || isOurPlugin(folder)) return [];
    const meaning = `${(0, import_text3.plainLine)(key)} is installed here: a plugin of the same name without this one’s command.`;
    return [
      finding(
        "other-plugin",
        folder,
        meaning,
        `If you do not need it: claude plugin uninstall ${(0, import_text3.plainLine)(key)}`
      )
    ];
  });
}
function isOurPlugin(folder) {
  const isNamedSo = jsonIn((0, import_node_path10.join)(folder, ".claude-plugin/plugin.json"))["name"] === NAME;
  return isNamedSo && (0, import_store4.readForeignFile)((0, import_node_path10.join)(folder, "lib/core.cjs"), MAX_FILE_BYTES4) !== null;
}
function jsonIn(path) {
  return (0, import_json2.parseObject)((0, import_store4.readForeignFile)(path, MAX_FILE_BYTES4)?.toString("utf8") ?? "") ?? {};
}
var NEWEST = 10;
function hookFindings({ store, surroundings, sessionId }, sessions) {
  const newest = sessions.toSorted((a, b) => lastAt(a) < lastAt(b) ? 1 : -1).slice(0, NEWEST);
  const failed = newest.flatMap(
    ({ folder, events }) => events.flatMap((event) => event.event === "hook-failed" ? [{ folder, event }] : [])
  );
  const [last] = failed.toSorted((a, b) => a.event.at < b.event.at ? 1 : -1);
  const failures = last === void 0 ? [] : [
    finding(
      "hooks-failed",
      (0, import_node_path10.join)(store.stateDir.path, "sessions", last.folder),
      `Of the newest sessions ${failed.length} ${failed.length === 1 ? "hook" : "hooks"} failed, last ${(0, import_text3.plainLine)(last.event.hook ?? "one")} at ${(0, import_text3.plainLine)(last.event.at)}: ${(0, import_text3.cutText)((0, import_text3.plainLine)(last.event.message ?? ""), 300)}`,
      "See to what it says; what was to be recorded then is missing."
    )
  ];
  return [...failures, ...silentHooks(newest, sessionId, surroundings.env)];
}
function silentHooks(newest, own, env) {
  const starts = newest.flatMap(
    ({ session }) => session.stays.filter(({ client }) => client.pid !== void 0)
  );
  const isRunByClient = Boolean(env["CLAUDECODE"]) && env["CLAUDE_CODE_SESSION_ID"] === own;
  const missing = starts.length > 0 && starts.every(({ source }) => source === "late");
  const unexported = isRunByClient && !env["AUTONOMOUS_DEV_PROJECT_DIR"];
  if (!missing && !unexported) return [];
  const meaning = missing ? `None of the newest ${newest.length === 1 ? "session was" : `${newest.length} sessions were`} begun by a hook: only commands recorded them.` : "The hook of this session’s start has not run: the variables that it exports are missing.";
  return [
    finding(
      "hooks-silent",
      null,
      meaning,
      "Look whether the plugin is installed and enabled: claude plugin list; in a session /hooks."
    )
  ];
}
function lastAt({ events }) {
  return events.at(-1)?.at ?? "";
}

// lib/doctor/sessions.ts
var import_node_path11 = require("node:path");
var import_session = __toESM(require_session(), 1);
var import_session_events = __toESM(require_session_events(), 1);
var import_store5 = require("./base.cjs");
function readAllSessions(store) {
  const sessions = [];
  const diagnoses = [];
  for (const folder of store.sessionFolders()) {
    const path = (0, import_node_path11.join)(store.stateDir.path, "sessions", folder);
    try {
      const log = store.logIn(folder);
      if (log === null) continue;
      const entries = log.entries.filter(({ version }) => !(0, import_store5.isNewerMajor)(version, import_session_events.SESSION));
      const events = (0, import_session_events.eventsOf)({ ...log, entries });
      sessions.push({ folder, events, session: (0, import_session.foldSession)(events) });
      diagnoses.push(...problemsIn(log, path));
    } catch (error) {
      if (!(error instanceof import_store5.StateError)) throw error;
      if (error.code !== "unsafe-path")
        diagnoses.push({
          finding: finding("unreadable", path, `This session cannot be read: ${error.message}.`)
        });
    }
  }
  return { sessions, diagnoses };
}
function problemsIn({ entries, damaged: damaged3 }, path) {
  const newer = entries.filter(({ version }) => (0, import_store5.isNewerMajor)(version, import_session_events.SESSION)).length;
  const numbers = damaged3.length > 10 ? `${damaged3.slice(0, 10).join(", ")} …` : damaged3.join(", ");
  const left = `${entries.length} sound ${entries.length === 1 ? "entry is" : "entries are"} left`;
  return [
    ...damaged3.length === 0 ? [] : [
      finding(
        "damaged-entry",
        path,
        `Of this session ${damaged3.length === 1 ? "entry" : "entries"} ${numbers} cannot be told any more; ${left}, and all of them count.`,
        "Nothing is to be done: the session goes on, and the damaged bytes stay where they are."
      )
    ],
    ...newer === 0 ? [] : [
      finding(
        "newer-version",
        path,
        `Of this session ${newer} ${newer === 1 ? "entry was" : "entries were"} written by a newer version.`,
        "Update the plugin."
      )
    ]
  ].map((each) => ({ finding: each }));
}

// lib/doctor.ts
var import_sessions2 = __toESM(require_sessions(), 1);

// lib/state-survey.ts
var import_node_path12 = require("node:path");
var import_batches2 = __toESM(require_batches(), 1);
var import_store6 = require("./base.cjs");
function surveyState({ stateDir, sessionFolders }, deadline, measureUntil) {
  const sessions = /* @__PURE__ */ new Map();
  let isComplete = true;
  for (const folder of sessionFolders()) {
    isComplete = !(0, import_store6.isOver)(deadline);
    if (!isComplete) break;
    const age = sessionAge(stateDir, folder);
    if (age !== null) sessions.set(folder, age);
  }
  const sizeOf = (...below2) => bytesBelow((0, import_node_path12.join)(stateDir.path, ...below2));
  const batches = batchAges(stateDir).map((age) => ({
    ...age,
    bytes: sizeOf("batches", age.id) + sizeOf("batches", `${age.id}.json`)
  }));
  const newestFirst = [...sessions.values()].toSorted((a, b) => b.writtenMs - a.writtenMs);
  return {
    stored: [
      ...newestFirst.map(({ folder, writtenMs }) => {
        const bytes = (0, import_store6.isOver)(measureUntil) ? 0 : sizeOf("sessions", folder);
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
function readableBatches(store) {
  return batchAges(store.stateDir).flatMap(({ id }) => {
    try {
      const read = store.readNow(import_batches2.BATCH, id);
      return read.ok && read.value !== null ? [read.value.data] : [];
    } catch {
      return [];
    }
  });
}

// lib/doctor.ts
var import_store7 = require("./base.cjs");
var import_user_settings2 = require("./base.cjs");
var import_workspace2 = require("./base.cjs");
async function examine(workspace, options) {
  const { isFixing, nodeVersion } = options;
  const { store, surroundings } = workspace;
  const user = (0, import_user_settings2.openUserStore)(surroundings);
  const files = [
    ...await examineFiles(store, "project", isFixing),
    ...await examineFiles(user, "user", isFixing)
  ];
  const settle = (diagnoses2) => settleFindings(diagnoses2, isFixing);
  const ofUser = isUsable(user) ? diagnoseDocument(user, { kind: import_user_settings2.USER, id: "", below: ["user"] }) : [];
  const { sessions, diagnoses } = isUsable(store) ? readAllSessions(store) : { sessions: [], diagnoses: noState(store) };
  return worstFirst([
    ...files,
    ...await settle([...ofUser, ...diagnoses]),
    ...await settle(isUsable(store) ? diagnoseState(workspace, sessions) : []),
    ...await settle([
      ...diagnoseDisk(workspace),
      ...diagnoseClient(workspace, nodeVersion),
      ...diagnoseHooks(workspace, sessions)
    ])
  ]);
}
function diagnoseState(workspace, sessions) {
  const { store, client } = workspace;
  const batches = readableBatches(store);
  return [
    ...batchAges(store.stateDir).flatMap(
      ({ id }) => diagnoseDocument(store, { kind: import_batches3.BATCH, id, below: ["batches", id] })
    ),
    ...diagnoseDocument(store, { kind: import_workspace2.PROJECT, id: "", below: ["project"] }),
    ...diagnoseLeases(workspace, batches),
    ...diagnoseHints(store, {
      batches,
      sessions: new Map(sessions.map(({ folder, session }) => [folder, session])),
      livenessOf: (0, import_sessions2.livenessSeenBy)(client)
    })
  ];
}
var DEPTH = 4;
async function examineFiles(store, of, isFixing) {
  const permissions = /* @__PURE__ */ new Map();
  let seen2 = [];
  for (let level = 0; level <= DEPTH; level += 1) {
    seen2 = inspect(store.stateDir.path, of, store.now());
    const settled = await settleFindings(diagnosePermissions(seen2), isFixing);
    for (const each of settled) permissions.set(each.path, each);
    if (!settled.some(({ fixed }) => fixed)) break;
  }
  const views = of === "project" && isUsable(store) ? diagnoseViews(store, seen2) : [];
  return [
    ...permissions.values(),
    ...await settleFindings([...diagnoseFiles(store, seen2), ...views], isFixing)
  ];
}
function isUsable(store) {
  try {
    return store.exists();
  } catch (error) {
    if (error instanceof import_store7.StateError && error.code === "unsafe-path") return false;
    throw error;
  }
}
function noState({ stateDir }) {
  const meaning = "Nothing is recorded here: the first checkpoint starts it.";
  return [{ finding: finding("no-state", stateDir.path, meaning) }];
}

// shared:valibot
var import_core = require("./core.cjs");
var { array, boolean, check, custom, exactOptional, getDotPath, integer, is: is2, literal, looseObject, maxLength, minLength, minValue, nullable, nullish, number, object, omit, optional, picklist, pipe, record, regex, safeInteger, safeParse, string, transform, union, unknown, variant } = import_core.valibot;

// lib/domain/legacy/agent-entry.ts
var import_ids3 = require("./base.cjs");
var import_redact2 = require("./base.cjs");

// lib/domain/legacy/reading.ts
var import_json3 = require("./base.cjs");
var import_redact = require("./base.cjs");
var import_result = require("./base.cjs");
var import_text4 = require("./base.cjs");
var MAX_DEPTH = 64;
var MAX_ASIDE_CHARACTERS = 1e5;
var MAX_MESSAGE_CHARACTERS = 1e4;
var text = string();
var name = pipe(text, minLength(1), maxLength(255));
var ourVersion = pipe(text, regex(/^2\.\d{1,9}\.\d{1,9}$/));
var index = pipe(number(), safeInteger());
function readObject(json) {
  if (depthOf(json) > MAX_DEPTH) return damaged2("nested too deeply");
  try {
    const value = (0, import_json3.parseJson)(json);
    return (0, import_json3.isObject)(value) ? (0, import_result.ok)(value) : damaged2("no JSON object");
  } catch {
    return damaged2("not JSON, or cut short");
  }
}
function readAs(schema, data) {
  const parsed = safeParse(schema, data);
  if (parsed.success) return (0, import_result.ok)(parsed.output);
  const [issue] = parsed.issues;
  const place = getDotPath(issue) ?? "the file";
  return damaged2(issue.received === "undefined" ? `${place} is missing` : `${place} is not as it should be`);
}
function readIndexMap(map, field) {
  if (map === void 0 || map === null) return (0, import_result.ok)(/* @__PURE__ */ new Map());
  if (!(0, import_json3.isObject)(map)) return damaged2(`${field} is no map`);
  const keys = Object.keys(map);
  if (!keys.every((key) => /^-?\d{1,9}$/.test(key))) return damaged2(`${field} has a key that is no index`);
  return (0, import_result.ok)(new Map(keys.map((key) => [Number(key), map[key]])));
}
function storedText(given) {
  if (typeof given !== "string") return "";
  return (0, import_text4.cutText)((0, import_redact.redact)((0, import_text4.plainText)(given)).trim(), MAX_MESSAGE_CHARACTERS);
}
function itemText(given) {
  return (0, import_text4.plainText)(given).replaceAll(/\n+/g, " ").trim();
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
    (_, each) => (0, import_json3.isObject)(each) ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => a < b ? -1 : 1)) : each
  );
}
function damaged2(why) {
  return (0, import_result.refuse)("damaged", why);
}
function withSafeTexts(value) {
  if (typeof value === "string") return (0, import_redact.redact)((0, import_text4.plainText)(value));
  if (Array.isArray(value)) return value.map(withSafeTexts);
  if (!(0, import_json3.isObject)(value)) return value;
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

// lib/domain/legacy/agent-entry.ts
var MAX_TOOLS = 100;
var loose = nullish(unknown());
var agentEntrySchema = looseObject({
  agent: pipe(text, maxLength(1e3)),
  status: text,
  started_at: loose,
  completed_at: loose,
  failed_at: loose,
  message: loose,
  tools_used: nullish(array(text)),
  github_issue: loose,
  duration_seconds: loose
});
function readAgentEntry(data) {
  return readAs(agentEntrySchema, data);
}
function agentEntryRun(entry, timeOf2, sessionStarted) {
  const { agent, status, tools_used, duration_seconds, github_issue } = entry;
  const who = (0, import_ids3.cleanAgentName)(agent);
  const at = timeOf2(entry.started_at) ?? sessionStarted;
  const said = storedText(entry.message);
  const tools = (tools_used ?? []).slice(0, MAX_TOOLS).map((tool) => (0, import_redact2.redact)(tool).slice(0, 255));
  const start = { event: "agent-started", at, ...who };
  if (status === "started") return { start, end: null, said, tools };
  const end = {
    event: "agent-finished",
    at: timeOf2(entry.completed_at ?? entry.failed_at) ?? at,
    ...who,
    status: status.slice(0, 100),
    message: said,
    tools_used: tools,
    ...typeof duration_seconds === "number" ? { duration_seconds } : {},
    ...typeof github_issue === "number" ? { github_issue } : {}
  };
  return { start, end, said, tools };
}

// lib/domain/legacy/batch-state.ts
var import_dependencies = __toESM(require_dependencies(), 1);
var import_json5 = require("./base.cjs");
var import_result3 = require("./base.cjs");

// lib/domain/legacy/features.ts
var import_failure = __toESM(require_failure(), 1);
var import_limits = require("./base.cjs");
var import_json4 = require("./base.cjs");
var import_redact3 = require("./base.cjs");
var import_result2 = require("./base.cjs");
function importedFeatures(parts) {
  const { texts } = parts;
  if (texts.length > import_limits.MAX_FEATURES)
    return damaged2(`features: ${texts.length}, and a batch takes ${import_limits.MAX_FEATURES}`);
  const tooLong = texts.findIndex((text2) => text2.length > import_limits.MAX_TEXT_CHARACTERS);
  if (tooLong >= 0) return damaged2(`features.${tooLong} is longer than ${import_limits.MAX_TEXT_CHARACTERS} characters`);
  return (0, import_result2.ok)(texts.map((text2, at) => importedFeature(text2, at, parts)));
}
function credentialNotes(features) {
  return features.filter(({ text: text2 }) => (0, import_redact3.looksLikeCredential)(text2) !== null).map(({ number: number2 }) => `feature ${number2} looks as if it held a credential`);
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
      const why = { reason: itemText(storedText(outcome.reason)), category: itemText(outcome.category) };
      const skip = { ...restOf(outcome.more), ...why };
      return { status: "skipped", skip, finished_at: outcome.at ?? at };
    }
    case "failed": {
      const message = storedText(outcome.message) || "No error was given.";
      return {
        status: "failed",
        error: { ...restOf(outcome.more), message, class: (0, import_failure.classifyFailure)(message) },
        finished_at: outcome.at ?? at
      };
    }
  }
}
function restOf(more) {
  const kept = keptAside(more);
  return (0, import_json4.isObject)(kept) ? kept : {};
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
var loose2 = nullish(unknown());
var outcomeLists = {
  completed_features: nullish(array(index)),
  failed_features: nullish(
    array(
      union([
        index,
        looseObject({ feature_index: index, error_message: loose2, timestamp: loose2, retry_count: loose2 })
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
          feature_name: loose2,
          timestamp: loose2
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
    const { feature_index, error_message: message, timestamp, retry_count, ...more } = record2;
    const retries = Number.isSafeInteger(retry_count) ? Math.max(0, retry_count) : 0;
    found.set(feature_index, { status: "failed", message, retries, at: utcTime(timestamp), more });
  }
  for (const entry of lists.skipped_features ?? []) {
    const record2 = typeof entry === "number" ? { feature_index: entry } : entry;
    const { feature_index, feature_name: _, reason, category, timestamp, ...more } = record2;
    const why = { reason: reason ?? "", category: category || "manual" };
    found.set(feature_index, { status: "skipped", ...why, at: utcTime(timestamp), more });
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
    origin: { ...given.worktree === void 0 ? {} : { worktree: given.worktree }, host: given.host },
    legacy: (0, import_json5.isObject)(rest) ? rest : {}
  };
  return (0, import_result3.ok)({ batch, notes });
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
      return damaged2("retry_attempts has a value that is no count");
    }
    counts.set(at, count);
  }
  return (0, import_result3.ok)(counts);
}
function readDependencies(state, total) {
  const map = readIndexMap(state["feature_dependencies"], "feature_dependencies");
  if (!map.ok) return map;
  const dependencies = [];
  for (const [at, on] of map.value) {
    if (!Array.isArray(on) || !on.every((other) => Number.isSafeInteger(other))) {
      return damaged2("feature_dependencies has a value that is no list of indices");
    }
    const numbers = new Set(on.map((other) => other + 1));
    dependencies.push({ number: at + 1, on: [...numbers] });
  }
  const resolved = (0, import_dependencies.resolveDependencies)(total, dependencies);
  return resolved.ok ? resolved : damaged2("feature_dependencies names features that are not there or wait for each other");
}
function readGit(state, at) {
  const map = readIndexMap(state["git_operations"], "git_operations");
  if (!map.ok) return map;
  const results = /* @__PURE__ */ new Map();
  for (const [feature, operations] of map.value) {
    if (!(0, import_json5.isObject)(operations) || !Object.values(operations).every(import_json5.isObject)) {
      return damaged2("git_operations has a value that is no record");
    }
    const records = Object.entries(operations).map(([operation, record2]) => [
      operation,
      gitRecord(record2, at)
    ]);
    if (records.length > 0) results.set(feature, Object.fromEntries(records));
  }
  return (0, import_result3.ok)(results);
}
function gitRecord(record2, at) {
  const { success, timestamp, ...rest } = record2;
  const kept = keptAside(rest);
  return { ...(0, import_json5.isObject)(kept) ? kept : {}, success: success === true, at: utcTime(timestamp) ?? at };
}

// lib/domain/legacy/user-state.ts
var import_json6 = require("./base.cjs");
var import_result4 = require("./base.cjs");
var import_settings = require("./base.cjs");
var KNOWN_MAJOR = 1;
var userStateSchema = looseObject({
  first_run_complete: nullish(boolean()),
  preferences: nullish(custom(import_json6.isObject)),
  version: nullish(unknown())
});
function readUserState(data) {
  const read = readAs(userStateSchema, data);
  if (!read.ok) return read;
  const { first_run_complete, preferences, version, ...rest } = read.value;
  if ((majorOf(version) ?? 0) > KNOWN_MAJOR) {
    return (0, import_result4.refuse)("newer-version", "its version is not one that is known here");
  }
  return (0, import_result4.ok)({
    ...rest,
    first_run_complete: first_run_complete ?? false,
    preferences: preferences ?? {}
  });
}
function mergeUser(present, imported, origin, withSettings) {
  const known = originsOf(present);
  if (present !== null && origin !== null && known.includes(origin)) return present;
  const names = Object.keys(imported.preferences).filter(
    (name2) => !Object.hasOwn(present?.preferences ?? {}, name2) && (withSettings || !Object.hasOwn(import_settings.INITIAL_SETTINGS, name2))
  );
  const first_run_complete = (present?.first_run_complete ?? false) || imported.first_run_complete;
  const isKnown = present !== null && names.length === 0 && first_run_complete === present.first_run_complete && Object.keys(imported).every((key) => Object.hasOwn(present, key));
  if (isKnown && origin === null) return present;
  const added = Object.fromEntries(names.map((name2) => [name2, imported.preferences[name2]]));
  return {
    ...imported,
    ...present,
    first_run_complete,
    preferences: { ...present?.preferences, ...added },
    ...origin === null ? {} : { imported_from: [...known, origin] }
  };
}
function originsOf(user) {
  const origins = user?.["imported_from"];
  return Array.isArray(origins) ? origins.filter((origin) => typeof origin === "string") : [];
}
function isUserState(data) {
  if (typeof data["first_run_complete"] === "boolean" || (0, import_json6.isObject)(data["preferences"])) return true;
  return Object.keys(data).join() === "version" && typeof data["version"] === "string";
}

// lib/export.ts
var import_batches4 = __toESM(require_batches(), 1);
var import_active_batch = __toESM(require_active_batch(), 1);
var import_batch_queries4 = __toESM(require_batch_queries(), 1);
var import_event2 = __toESM(require_event(), 1);

// lib/domain/legacy/bundle.ts
var import_check_batch = __toESM(require_check_batch(), 1);
var import_ids4 = require("./base.cjs");
var import_result5 = require("./base.cjs");

// lib/domain/user-schema.ts
var userSchema = looseObject({
  first_run_complete: boolean(),
  preferences: record(string(), unknown())
});

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
      entries: array(looseObject({ version: ourVersion, data: looseObject({ event: text }) }))
    })
  ),
  user: nullable(userSchema),
  newer_versions: optional(record(text, ourVersion), {})
});
function readBundle(data) {
  const read = readAs(frameSchema, data);
  if (!read.ok) return read;
  const { version, exported_at, sessions, user, newer_versions } = read.value;
  if (!/^2\.\d+\.\d+$/.test(version))
    return (0, import_result5.refuse)("newer-version", "its version is not one that is known here");
  const batches = [];
  for (const [at, each] of read.value.batches.entries()) {
    const batch = (0, import_check_batch.parseBatch)(each);
    if (!batch.ok || !(0, import_ids4.isBatchId)(batch.value.batch_id)) return damaged2(`batches.${at} is no batch`);
    batches.push(batch.value);
  }
  return (0, import_result5.ok)({ kind: BUNDLE_KIND, version, exported_at, batches, sessions, user, newer_versions });
}

// lib/domain/legacy/write-batch-state.ts
var import_batch_queries3 = __toESM(require_batch_queries(), 1);
var import_json7 = require("./base.cjs");
var import_versions = require("./base.cjs");

// lib/domain/legacy/imported.ts
var importedSchema = looseObject({
  imported_from: array(looseObject({ kind: string(), sha256: string() })),
  imported_as_of: string()
});
var legacySchema = looseObject({ legacy: looseObject({}) });
function originsOf2(batch) {
  const parsed = safeParse(importedSchema, batch);
  return parsed.success ? parsed.output.imported_from : [];
}
function isFrom(batch, { sha256 }) {
  return originsOf2(batch).some((origin) => origin.sha256 === sha256);
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
function writeBatchState(batch, version = import_versions.BATCH_VERSION) {
  const legacy = legacyOf(batch);
  const { features } = batch;
  const kept = Object.fromEntries(
    Object.entries(KEPT).map(([key, initial]) => [key, legacy[key] ?? initial])
  );
  const status = (0, import_batch_queries3.batchStatus)(batch);
  const pending = features.findIndex(
    (feature) => feature.status === "pending" || feature.status === "in_progress"
  );
  const isOver5 = status === "cancelled" || pending < 0;
  const metadata = (0, import_json7.isObject)(legacy["analysis_metadata"]) ? legacy["analysis_metadata"] : {};
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
    analysis_metadata: { ...metadata, autonomous_dev: { version, batch } }
  };
}
function indicesOf(features, status) {
  return features.flatMap((feature, index2) => feature.status === status ? [index2] : []);
}
function byIndex(features, valueOf) {
  return Object.fromEntries(
    features.flatMap((feature, index2) => {
      const value = valueOf(feature);
      return value === void 0 ? [] : [[String(index2), value]];
    })
  );
}
function failureOf({ number: number2, status, error, finished_at = "" }) {
  if (status !== "failed") return [];
  const { message = "", class: _, ...more } = error ?? {};
  return [{ ...more, feature_index: number2 - 1, error_message: message, timestamp: finished_at }];
}
function skipOf({ number: number2, text: text2, status, skip, finished_at = "" }) {
  if (status !== "skipped") return [];
  const { reason = "", category = "manual", ...more } = skip ?? {};
  return [
    { ...more, feature_index: number2 - 1, feature_name: text2, reason, category, timestamp: finished_at }
  ];
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
var import_event = __toESM(require_event(), 1);
var import_session2 = __toESM(require_session(), 1);

// lib/domain/legacy/exported-session.ts
var exportedSchema = looseObject({
  session_id: pipe(string(), minLength(1)),
  entries: array(looseObject({ version: ourVersion, data: looseObject({ event: string() }) })),
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
  const session = (0, import_session2.foldSession)(entries.flatMap(({ data }) => (0, import_event.parseEvent)(data) ?? []));
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
var import_session3 = __toESM(require_session(), 1);
var import_session_events2 = __toESM(require_session_events(), 1);
var import_store8 = require("./base.cjs");
var import_user_settings3 = require("./base.cjs");
var import_workspace3 = require("./base.cjs");
async function exportBundle(workspace) {
  const notes = [];
  const batches = await batchesOf(workspace, notes);
  const user = await userOf(workspace, notes);
  const value = {
    kind: BUNDLE_KIND,
    version: BUNDLE_VERSION,
    exported_at: (0, import_workspace3.timeOf)(workspace.surroundings),
    batches: batches.map(({ data }) => data),
    sessions: sessionsOf(workspace.store, notes),
    user: user?.data ?? null,
    newer_versions: Object.fromEntries([
      ...batches.flatMap(
        ({ data, version }) => version === import_batches4.BATCH.version ? [] : [[`batch/${data.batch_id}`, version]]
      ),
      ...user === null || user.version === import_user_settings3.USER.version ? [] : [["user", user.version]]
    ])
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
      content: writeBatchState(batch, bundle.newer_versions[`batch/${batch.batch_id}`])
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
  for (const id of (await store.list(import_batches4.BATCH)).toSorted()) {
    try {
      const read = await store.read(import_batches4.BATCH, id);
      if (read.ok && read.value !== null) batches.push(read.value);
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
      const entries = log.entries.map((entry) => ({
        version: (0, import_store8.higherVersion)(entry.version, import_session_events2.SESSION.version),
        data: (0, import_store8.migrate)(entry, import_session_events2.SESSION)
      }));
      const { sessionId } = (0, import_session3.foldSession)(entries.flatMap(({ data }) => (0, import_event2.parseEvent)(data) ?? []));
      return [{ session_id: sessionId ?? folder, entries }];
    } catch (error) {
      notes.push(`Session ${folder} is left out: ${reasonOf(error)}.`);
      return [];
    }
  });
}
async function userOf({ surroundings }, notes) {
  try {
    const read = await (0, import_user_settings3.openUserStore)(surroundings).read(import_user_settings3.USER);
    if (read.ok) return read.value;
    notes.push(`The preferences are left out: ${read.refusal.message}.`);
  } catch (error) {
    notes.push(`The preferences are left out: ${reasonOf(error)}.`);
  }
  return null;
}
function mainBatch(batches, active) {
  const byAge2 = batches.toSorted((one, other) => one.created_at < other.created_at ? 1 : -1);
  const open = byAge2.filter((batch) => (0, import_batch_queries4.isUnfinished)((0, import_batch_queries4.batchStatus)(batch)));
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
  if (error instanceof import_store8.StateError) return error.message;
  throw error;
}

// lib/import.ts
var import_node_os = require("node:os");
var import_node_path14 = require("node:path");

// lib/domain/legacy/content.ts
var import_result13 = require("./base.cjs");

// lib/domain/legacy/exported-batch.ts
var import_check_batch2 = __toESM(require_check_batch(), 1);
var import_end_of_owner = __toESM(require_end_of_owner(), 1);
var import_ids5 = require("./base.cjs");
var import_json8 = require("./base.cjs");
var import_result6 = require("./base.cjs");
var import_versions2 = require("./base.cjs");
function readExportedBatch(data, given) {
  const metadata = data["analysis_metadata"];
  const part = (0, import_json8.isObject)(metadata) ? metadata["autonomous_dev"] : void 0;
  if (!(0, import_json8.isObject)(part)) return (0, import_result6.ok)(null);
  const version = part["version"] ?? import_versions2.BATCH_VERSION;
  if (!is2(ourVersion, version)) {
    return (0, import_result6.refuse)("newer-version", "it was written by another version of this plugin");
  }
  const base = (0, import_check_batch2.parseBatch)(part["batch"]);
  if (!base.ok || !(0, import_ids5.isBatchId)(base.value.batch_id)) {
    return damaged2("analysis_metadata.autonomous_dev holds no batch that can be used");
  }
  if (base.value.batch_id !== data["batch_id"]) return (0, import_result6.ok)(null);
  const written = readBatchState(writeBatchState(base.value), given);
  const found = readBatchState(data, given);
  if (!found.ok) return found;
  if (!written.ok) return written;
  const before = written.value.batch.features;
  const changed = found.value.batch.features.filter((feature, at) => !isSame(feature, before[at]));
  if (changed.length === 0) return (0, import_result6.ok)({ base: base.value, batch: base.value, version });
  const { updated_at } = found.value.batch;
  const { batch } = (0, import_end_of_owner.dropLeases)(base.value, base.value.updated_at);
  const features = [...batch.features];
  for (const feature of changed) {
    features[feature.number - 1] = adopt(features[feature.number - 1], feature, updated_at);
  }
  return (0, import_result6.ok)({ base: base.value, batch: { ...batch, features, updated_at }, version });
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
var import_json9 = require("./base.cjs");
var import_result7 = require("./base.cjs");

// lib/domain/legacy/session-events.ts
var import_ids6 = require("./base.cjs");
var import_redact4 = require("./base.cjs");
var import_versions3 = require("./base.cjs");
var LONGEST_KEY = 500;
function legacySession(stamp, events) {
  return { sessionId: `legacy-${stamp}`, entries: events.map(entryOf), notes: [] };
}
function entryOf(data) {
  return { version: import_versions3.SESSION_VERSION, data };
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
    ...(0, import_ids6.cleanAgentName)(agent),
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
  return (0, import_redact4.redact)(key).slice(0, LONGEST_KEY);
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
  const legacy = (0, import_json9.isObject)(loop) ? { loop } : {};
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
  const last = history.findLast(import_json9.isObject);
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
var import_result8 = require("./base.cjs");
var MAX_AGENTS = 5e3;
var KNOWN_MAJOR2 = 2;
var loose3 = nullish(unknown());
var sessionSchema = looseObject({
  session_id: nullish(name),
  run_id: nullish(name),
  claude_session_id: nullish(name),
  started: loose3,
  github_issue: loose3,
  agents: nullish(array(agentEntrySchema))
});
function readPipelineSession(data, fileName, given) {
  const read = readAs(sessionSchema, data);
  if (!read.ok) return read;
  const session = read.value;
  const { agents } = session;
  if ((majorOf(session["schema_version"]) ?? 0) > KNOWN_MAJOR2) {
    return (0, import_result8.refuse)("newer-version", "its schema version is newer than those that are known here");
  }
  const stamp = session.session_id ?? session.run_id ?? stampOf(fileName);
  if (stamp === null) return damaged2("session_id is missing");
  const entries = agents ?? [];
  if (entries.length > MAX_AGENTS) return damaged2(`agents has more than ${MAX_AGENTS} entries`);
  const started = localTime(session.started, given) ?? stampTime(stamp, given) ?? given.fileTime;
  const from = `pipeline-session ${stamp} ${typeof session.started === "string" ? session.started : ""}`;
  const exported = exportedSession(session["autonomous_dev"]);
  if (exported !== null) {
    const added = entries.flatMap((entry, at) => addedSince(exported, entry, at, eventsOf3(entry, at)));
    return (0, import_result8.ok)({ ...exported, entries: [...exported.entries, ...added.map(entryOf)], notes: [] });
  }
  return (0, import_result8.ok)(
    legacySession(stamp, [
      startEvent(from, started, given, startFacts(session)),
      ...issueEvent(session.github_issue, from, started),
      ...entries.flatMap(eventsOf3)
    ])
  );
  function eventsOf3(entry, at) {
    return eventsOfEntry(entry, { from: `${from} ${at}`, agentId: `legacy-${at + 1}`, started, given });
  }
}
function eventsOfEntry(entry, {
  from,
  agentId,
  started,
  given
}) {
  const { start, end, said, tools } = agentEntryRun(entry, (time) => localTime(time, given), started);
  const begun = { ...start, agent_id: agentId, imported_key: keyOf(`${from} start`) };
  if (end !== null) return [begun, { ...end, agent_id: agentId, imported_key: keyOf(`${from} end`) }];
  if (said === "") return [begun];
  const what = { agent: entry.agent, agentId, message: said, tools };
  return [begun, checkpointEvent(`${from} said`, start.at, what)];
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
var import_result9 = require("./base.cjs");
function recognise(fileName, text2) {
  const named = kindOfName(fileName);
  if (named === "session-log" || text2.startsWith("# Session ")) {
    return { kind: "session-log", data: (0, import_result9.ok)({}) };
  }
  const data = readObject(text2);
  const kind = data.ok ? kindOfData(data.value) ?? named : named ?? kindOfBeginning(text2);
  if (kind !== void 0) return { kind, data };
  return {
    kind: "unknown",
    data: (0, import_result9.refuse)("foreign", "no file of the original, and no export of this plugin")
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
var import_json10 = require("./base.cjs");
var import_result10 = require("./base.cjs");
var BATCH_FIELDS2 = ["batch_id", "features", "total_features"];
var pipelineSchema = looseObject({ run_id: name });
function readBatchMarker(data, given) {
  const { checkpoint, saved_at } = data;
  const loop = (0, import_json10.isObject)(checkpoint) ? checkpoint : {};
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
  return (0, import_result10.ok)({ batch: { ...batch, features, legacy: (0, import_json10.isObject)(marker) ? { marker } : {} }, notes });
}
function readPipelineMarker(data, given) {
  const { pipeline } = data;
  if (!(0, import_json10.isObject)(pipeline)) return (0, import_result10.refuse)("empty", "it names neither a batch nor a pipeline");
  const read = readAs(pipelineSchema, pipeline);
  if (!read.ok) return read;
  const { run_id } = read.value;
  const at = utcTime(pipeline["saved_at"]) ?? utcTime(data["saved_at"]) ?? given.fileTime;
  const done = Array.isArray(pipeline["steps_completed"]) ? pipeline["steps_completed"].length : 0;
  const from = `recovery-marker ${run_id}`;
  return (0, import_result10.ok)(
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
var import_result11 = require("./base.cjs");
var TITLE = /^# Session (\S{1,255})\s*$/;
var STARTED = /^\*\*Started\*\*: (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)\s*$/;
var CLAUDE_SESSION = /^\*\*Claude Session ID\*\*: (\S{1,255})\s*$/;
var ENTRY = /^\*\*(\d\d:\d\d:\d\d) - (.{1,1000}?)\*\*: (.*)$/;
var MAX_ENTRIES = 1e4;
var DAY_MS2 = 24 * 60 * 60 * 1e3;
function readSessionLog(log, given) {
  const [title = "", ...lines] = log.split(/\r?\n/);
  const stamp = TITLE.exec(title)?.[1];
  if (stamp === void 0) return (0, import_result11.refuse)("foreign", "no session log: its first line is no title of one");
  const entries = entriesOf(lines);
  if (entries.length === 0) return (0, import_result11.refuse)("empty", "there is no entry in it");
  if (entries.length > MAX_ENTRIES) return damaged2(`more than ${MAX_ENTRIES} entries`);
  const header = lines.slice(0, 10);
  const [, day, clock = ""] = firstMatch(header, STARTED);
  const claudeSession = firstMatch(header, CLAUDE_SESSION)[1];
  const started = (day === void 0 ? null : localTime(`${day}T${clock}`, given)) ?? stampTime(stamp, given) ?? given.fileTime;
  const at = timesOf(entries, day, clock, started, given);
  const from = `session-log ${stamp}${claudeSession === void 0 ? "" : ` ${claudeSession}`}`;
  return (0, import_result11.ok)(
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
  for (const line2 of lines) {
    const [, clock, agent, first] = ENTRY.exec(line2) ?? [];
    if (clock !== void 0) entries.push({ clock, agent: agent ?? "", lines: [first ?? ""] });
    else entries.at(-1)?.lines.push(line2);
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
  const next = Date.parse(`${day}T00:00:00Z`) + DAY_MS2;
  return Number.isNaN(next) ? day : new Date(next).toISOString().slice(0, 10);
}
function firstMatch(lines, pattern) {
  for (const line2 of lines) {
    const match = pattern.exec(line2);
    if (match !== null) return match;
  }
  return [];
}

// lib/domain/legacy/workflow-checkpoint.ts
var import_ids7 = require("./base.cjs");
var import_result12 = require("./base.cjs");
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
    return (0, import_result12.refuse)("newer-version", "its version is newer than those that are known here");
  }
  if (completed.length > MAX_AGENTS2) return damaged2(`completed_agents has more than ${MAX_AGENTS2} names`);
  const at = utcTime(read.value["created_at"]) ?? given.fileTime;
  const from = `workflow-checkpoint ${workflow_id}`;
  const runs = completed.map((agent, position) => ({
    event: "agent-finished",
    at,
    ...(0, import_ids7.cleanAgentName)(agent),
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
  const message = left.length === 0 || next === void 0 ? `Workflow finished: ${done} of ${WORKFLOW.length} agents done.` : `Workflow at ${percent} %: ${done} of ${WORKFLOW.length} agents done, next is ${(0, import_ids7.cleanAgentName)(next).agent}.`;
  const state = checkpointEvent(`${from} at ${completed.length} ${current_agent}`, at, {
    agent: current_agent,
    message,
    kind: left.length === 0 ? "completed" : "progress",
    legacy: keptAside(others(read.value, ["workflow_id", "completed_agents"]))
  });
  return (0, import_result12.ok)(legacySession(workflow_id, [startEvent(from, at, given, {}), ...runs, state]));
}

// lib/domain/legacy/content.ts
function readContent(fileName, text2, given) {
  const { kind, data } = recognise(fileName, text2 ?? "");
  if (text2 === null) return { kind, content: damaged2("not UTF-8") };
  if (!data.ok) return { kind, content: data };
  if (kind === "unknown") return { kind, content: (0, import_result13.refuse)("foreign", "nothing of the original") };
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
      return user.ok ? (0, import_result13.ok)({ as: "user", user: user.value }) : user;
    }
    case "bundle": {
      const bundle = readBundle(data);
      return bundle.ok ? (0, import_result13.ok)({ as: "bundle", bundle: bundle.value }) : bundle;
    }
  }
}
function batchContent(data, given) {
  const exported = readExportedBatch(data, given);
  if (!exported.ok) return exported;
  if (exported.value !== null) return (0, import_result13.ok)({ as: "returned", returned: exported.value });
  return asBatch(readBatchState(data, given), false);
}
function asBatch(read, isAside) {
  return read.ok ? (0, import_result13.ok)({ as: "batch", ...read.value, isAside }) : read;
}
function asSession(read) {
  return read.ok ? (0, import_result13.ok)({ as: "session", session: read.value }) : read;
}

// lib/domain/legacy/take-in.ts
var import_end_of_owner2 = __toESM(require_end_of_owner(), 1);
var import_result14 = require("./base.cjs");
function takeInBatch(present, read, origin) {
  if (present === null) return (0, import_result14.ok)(withOrigins(read, [origin], legacyOf(read)));
  if (isFrom(present, origin)) return (0, import_result14.ok)(present);
  if (!isUntouched(present)) return movedOn(present);
  const origins = originsOf2(present);
  const isKnown = origins.some(({ kind }) => kind === origin.kind);
  if (isKnown && read.updated_at <= present.updated_at) {
    return (0, import_result14.refuse)("older", `batch ${present.batch_id} was imported from a state that is no older than this`);
  }
  const next_token = Math.max(present.next_token, read.next_token) + 1;
  const legacy = { ...legacyOf(present), ...legacyOf(read) };
  return (0, import_result14.ok)(withOrigins({ ...read, next_token }, [...origins, origin], legacy));
}
function takeInAside(present, read, origin) {
  if (present === null) return (0, import_result14.ok)(withOrigins(read, [origin], legacyOf(read)));
  if (isFrom(present, origin)) return (0, import_result14.ok)(present);
  if (!isUntouched(present)) return movedOn(present);
  const features = present.features.map((feature, at) => {
    const told = read.features[at];
    const isNews = told !== void 0 && told.status !== "pending" && told.text === feature.text;
    if (!isNews || feature.status !== "pending" || feature.uncertain === true) return feature;
    return markDoubtful(feature, read.updated_at);
  });
  const legacy = { ...legacyOf(present), ...legacyOf(read) };
  return (0, import_result14.ok)(withOrigins({ ...present, features }, [...originsOf2(present), origin], legacy));
}
function takeInReturned(present, { base, batch }) {
  if (present === null) return (0, import_result14.ok)(arrived(batch, null));
  if (batch === base || isState(present, batch)) return (0, import_result14.ok)(present);
  return isState(present, base) ? (0, import_result14.ok)(arrived(batch, present)) : movedOn(present);
}
function takeInBundled(present, batch) {
  if (present === null) return (0, import_result14.ok)(arrived(batch, null));
  return isState(present, batch) ? (0, import_result14.ok)(present) : movedOn(present);
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
  return (0, import_result14.refuse)("moved-on", `batch ${batch_id} is here already and has been worked on; it stays as it is`);
}

// lib/import.ts
var import_result16 = require("./base.cjs");

// lib/import-changes.ts
var import_batches5 = __toESM(require_batches(), 1);
var import_result15 = require("./base.cjs");
var import_session_events9 = __toESM(require_session_events(), 1);
var import_store9 = require("./base.cjs");

// lib/store/create-file.ts
var import_node_fs8 = require("node:fs");
var import_node_path13 = require("node:path");
var import_commit_file3 = require("./base.cjs");
var import_deadline4 = require("./base.cjs");
var import_errors7 = require("./base.cjs");
var WRITE_DEADLINE_MS = 1e4;
function createFile(path, bytes) {
  const result = (0, import_commit_file3.commitFile)((0, import_node_path13.dirname)(path), (0, import_node_path13.basename)(path), Buffer.from(bytes), (0, import_deadline4.deadlineIn)(WRITE_DEADLINE_MS));
  return result === "vanished" ? "no-folder" : result;
}
function isOccupied(path) {
  try {
    return (0, import_node_fs8.lstatSync)(path, { throwIfNoEntry: false }) !== void 0;
  } catch (error) {
    throw (0, import_errors7.readError)(error, path);
  }
}
function createFolder(path) {
  try {
    (0, import_node_fs8.mkdirSync)(path, { mode: 448 });
    return;
  } catch (error) {
    if ((0, import_errors7.systemCode)(error) !== "EEXIST") throw (0, import_errors7.writeError)(error, "making the folder", path);
  }
  if ((0, import_node_fs8.lstatSync)(path).isDirectory()) return;
  throw new import_errors7.StateError(
    "unsafe-path",
    `${path} is no folder: nothing is written through a link or over a file`
  );
}

// lib/store/publish-file.ts
var import_node_fs9 = require("node:fs");
var import_errors8 = require("./base.cjs");
var import_foreign_file = require("./base.cjs");
var import_packages = __toESM(require_packages(), 1);
var import_temp_file2 = require("./base.cjs");
var MAX_BYTES = 16 * 1024 * 1024;
function publishFile(path, text2, mayGo) {
  try {
    if ((0, import_node_fs9.lstatSync)(path, { throwIfNoEntry: false }) !== void 0) {
      const before = (0, import_foreign_file.readForeignFile)(path, MAX_BYTES);
      if (before === null || !mayGo(before.toString("utf8"))) return "taken";
    }
    (0, import_packages.writeFileAtomic)().sync(path, text2, { mode: 384 });
  } catch (error) {
    if ((0, import_errors8.systemCode)(error) === "ENOENT") return "no-folder";
    throw (0, import_errors8.writeError)(error, "writing", path);
  }
  if ((0, import_node_fs9.statSync)(path, { throwIfNoEntry: false })?.size === Buffer.byteLength(text2)) return "published";
  (0, import_temp_file2.removeQuietly)(path);
  throw new import_errors8.StateError(
    "disk-full",
    `${path}: the disk took only a part of it; free some space, then try again`
  );
}

// lib/import-changes.ts
var import_user_settings4 = require("./base.cjs");
var SESSION_DEADLINE_MS = 12e4;
async function changeBatch({ workspace, dryRun }, id, change, version = import_batches5.BATCH.version) {
  const { store } = workspace;
  if (dryRun) {
    const read = await store.read(import_batches5.BATCH, id);
    if (!read.ok) return read;
    const present = read.value?.data ?? null;
    const changed = change(present);
    return changed.ok ? (0, import_result15.ok)(changed.value !== present) : changed;
  }
  const updated = await store.update(import_batches5.BATCH, id, (present) => {
    const changed = change(present);
    return changed.ok ? (0, import_result15.ok)({ data: changed.value, answer: changed.value !== present, version }) : changed;
  });
  if (!updated.ok) return updated;
  (0, import_batches5.hintAt)(workspace, updated.value.data);
  return (0, import_result15.ok)(updated.value.answer);
}
function addEntries({ workspace, dryRun }, sessionId, entries) {
  const { store } = workspace;
  const missing = (present) => missingEntries(
    present.map((entry) => ({ version: import_session_events9.SESSION.version, data: (0, import_store9.migrate)(entry, import_session_events9.SESSION) })),
    entries
  );
  if (dryRun) return missing(store.log(sessionId)?.entries ?? []).length > 0;
  const options = { now: store.now, deadline: (0, import_store9.deadlineIn)(SESSION_DEADLINE_MS) };
  return extendLog(store.stateDir, (0, import_store9.folderNameOf)(sessionId), missing, options) > 0;
}
async function addUser({ workspace, dryRun }, { user, origin, withSettings, version = import_user_settings4.USER.version }) {
  const store = (0, import_user_settings4.openUserStore)(workspace.surroundings);
  const merge = (present) => mergeUser(present, user, origin, withSettings);
  if (dryRun) {
    const read = await store.read(import_user_settings4.USER);
    return read.ok && merge(read.value?.data ?? null) !== read.value?.data;
  }
  const updated = await store.update(import_user_settings4.USER, "", (present) => {
    const merged = merge(present);
    return (0, import_result15.ok)({ data: merged, answer: merged !== present, version });
  });
  return updated.ok && updated.value.answer;
}

// lib/import.ts
var import_store10 = require("./base.cjs");
var import_user_settings5 = require("./base.cjs");
async function importFile(workspace, file, options) {
  const { path } = file;
  const { kind, content } = readContent((0, import_node_path14.basename)(path), textOf(file.bytes), {
    fileTime: file.fileTime,
    localMs: (time) => Date.parse(time),
    worktree: file.worktree,
    host: (0, import_node_os.hostname)(),
    maxAttempts: (0, import_user_settings5.readSettings)(workspace.surroundings).max_attempts
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
    if (!(error instanceof import_store10.StateError)) throw error;
    return { path, kind, id, status: "skipped", detail: error.message, isUnsaved: true };
  }
}
async function take(job, content) {
  switch (content.as) {
    case "batch": {
      const read = underItsId(content.batch);
      const origin = { kind: job.kind, sha256: (0, import_store10.sha256Of)(job.file.bytes) };
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
      const change = (present) => takeInReturned(present, returned);
      const taken = await changeBatch(job, returned.base.batch_id, change, returned.version);
      return taken.ok ? (0, import_result16.ok)({ isNew: taken.value, detail: "" }) : taken;
    }
    case "session": {
      const { sessionId, entries, notes } = content.session;
      return (0, import_result16.ok)({ isNew: addEntries(job, sessionId, entries), detail: notes.join("; ") });
    }
    case "user": {
      const origin = (0, import_store10.sha256Of)(job.file.bytes);
      const isNew = await addUser(job, { user: content.user, origin, withSettings: trustsSettings(job) });
      return (0, import_result16.ok)({ isNew, detail: "" });
    }
    case "bundle":
      return takeBundle(job, content);
  }
}
async function takeBundle(job, { bundle }) {
  const refusals = [];
  let isNew = false;
  const { batches, sessions, user, newer_versions: versions } = bundle;
  for (const batch of batches) {
    const change = (present) => takeInBundled(present, batch);
    const taken = await changeBatch(job, batch.batch_id, change, versions[`batch/${batch.batch_id}`]);
    if (!taken.ok) refusals.push(taken.refusal.message);
    else isNew = taken.value || isNew;
  }
  for (const { session_id, entries } of sessions) {
    isNew = addEntries(job, session_id, entries) || isNew;
  }
  if (user !== null) {
    const withSettings = trustsSettings(job);
    const version = versions["user"];
    isNew = await addUser(job, { user, origin: null, withSettings, version }) || isNew;
  }
  if (refusals.length > 0 && !isNew) return (0, import_result16.refuse)("moved-on", refusals.join("; "));
  return (0, import_result16.ok)({ isNew, detail: refusals.join("; ") });
}
function trustsSettings({ isPerson, file }) {
  return isPerson || file.isInHome;
}
function underItsId(batch) {
  const id = (0, import_store10.documentIdOf)(batch.batch_id);
  if (id === batch.batch_id) return batch;
  const legacy = { ...legacyOf(batch), batch_id: batch.batch_id };
  return { ...batch, batch_id: id, legacy };
}
function idOf(content) {
  switch (content.as) {
    case "batch":
      return (0, import_store10.documentIdOf)(content.batch.batch_id);
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
var import_batches6 = __toESM(require_batches(), 1);
var import_json11 = require("./base.cjs");
var import_project = __toESM(require_project(), 1);
var import_result17 = require("./base.cjs");
var import_text5 = require("./base.cjs");
var import_store11 = require("./base.cjs");
var import_unfinished_hint2 = require("./base.cjs");
var import_workspace4 = require("./base.cjs");
var LIMIT_BYTES = 1024 * 1024;
async function legacyBatchLine(workspace) {
  try {
    return await lineOnce(workspace);
  } catch {
    return null;
  }
}
async function lineOnce(workspace) {
  const line2 = unfinishedLine(workspace);
  if (line2 === null || !workspace.store.exists()) return line2;
  const { store, surroundings } = workspace;
  const told = await store.update(
    import_workspace4.PROJECT,
    "",
    (project) => {
      const after = (0, import_project.noteTold)(project, TOLD);
      return (0, import_result17.ok)({ data: after, answer: after !== project });
    },
    surroundings.deadline
  );
  return told.ok && told.value.answer ? line2 : null;
}
var TOLD = "legacy-batch";
function unfinishedLine({ project, store }) {
  const bytes = (0, import_store11.readForeignFile)((0, import_unfinished_hint2.legacyBatchFile)(project), LIMIT_BYTES);
  const state = bytes === null ? null : (0, import_json11.parseObject)(bytes.toString("utf8"));
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
  const known = store.readNow(import_batches6.BATCH, (0, import_store11.documentIdOf)(id));
  if (!known.ok || known.value !== null) return null;
  return `autonomous-dev: .claude/batch_state.json holds batch ${(0, import_text5.quotedLine)(id, 100)} of the plugin's predecessor with ${left} of ${total} features left. To take it over: adev import`;
}
function listOf(value) {
  return Array.isArray(value) ? value : [];
}
function indexOf(record2) {
  return (0, import_json11.isObject)(record2) ? record2["feature_index"] : record2;
}

// lib/purge.ts
var import_batch_queries5 = __toESM(require_batch_queries(), 1);
var import_user_settings6 = require("./base.cjs");
var import_workspace5 = require("./base.cjs");
function planProjectPurge(surroundings) {
  const store = (0, import_workspace5.openWorkspace)(surroundings)?.store;
  if (store === void 0) return null;
  const erasable = findErasable(store.stateDir, "project", store.now());
  const isThere2 = erasable.ours.length > 0;
  const batches = isThere2 ? readableBatches(store) : [];
  return {
    ...planFor(store, erasable),
    sessions: isThere2 ? store.sessionFolders().length : 0,
    batches: batches.length,
    unfinished: batches.filter((batch) => (0, import_batch_queries5.isUnfinished)((0, import_batch_queries5.batchStatus)(batch))).length
  };
}
function planUserPurge(surroundings) {
  const store = (0, import_user_settings6.openUserStore)(surroundings);
  const plan = planFor(store, findErasable(store.stateDir, "user", store.now()));
  return { ...plan, sessions: 0, batches: 0, unfinished: 0 };
}
function planFor({ stateDir }, erasable) {
  return {
    path: stateDir.path,
    files: erasable.ours.filter(({ isFolder: isFolder2 }) => !isFolder2).length,
    bytes: erasable.bytes,
    others: erasable.others.map(({ path }) => path),
    carryOut: () => erase(stateDir, erasable)
  };
}

// lib/retention.ts
var import_node_path15 = require("node:path");
var import_batches8 = __toESM(require_batches(), 1);
var import_batch_queries7 = __toESM(require_batch_queries(), 1);

// lib/domain/retention.ts
var DAY_MS3 = 24 * 60 * 60 * 1e3;
function* chooseGoing(stored, limits, now, otherBytes, mayGo) {
  let sessions = stored.filter(({ kind }) => kind === "session").length;
  let bytes = stored.reduce((sum2, what) => sum2 + what.bytes, otherBytes);
  for (const what of stored.toSorted(byAge)) {
    const isTooOld = now - what.writtenMs > limits.days * DAY_MS3;
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
var UNSEEN_LIVES_MS = 3 * DAY_MS3;
function mayLive(liveness, lastHeardMs, now) {
  return liveness === "alive" || liveness === "unknown" && now - lastHeardMs < UNSEEN_LIVES_MS;
}
var REMOVED_STAYS_MS = 3 * DAY_MS3;

// lib/kept-sessions.ts
var import_batches7 = __toESM(require_batches(), 1);
var import_batch_queries6 = __toESM(require_batch_queries(), 1);
var import_sessions3 = __toESM(require_sessions(), 1);
var import_store12 = require("./base.cjs");
var EMPTY_STAYS_MS = 24 * 60 * 60 * 1e3;
function mustStay(workspace) {
  const { store, sessionId, sessionIsDefault, client } = workspace;
  const livenessOf = (0, import_sessions3.livenessSeenBy)(client);
  const now = store.now();
  let holders;
  return ({ folder, writtenMs }) => {
    if (!sessionIsDefault && folder === (0, import_store12.folderNameOf)(sessionId)) return true;
    const session = (0, import_sessions3.readSessionIn)(store, folder)?.session;
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
      for (const sessionId of holdersOf(store, id)) folders.add((0, import_store12.folderNameOf)(sessionId));
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
  const read = store.readNow(import_batches7.BATCH, batchId);
  if (!read.ok || read.value === null || !(0, import_batch_queries6.isUnfinished)((0, import_batch_queries6.batchStatus)(read.value.data))) return [];
  return read.value.data.features.flatMap(({ lease }) => lease?.owner.session_id ?? []);
}
function isNamedIn(batches, sessionId) {
  return batches.some((bytes) => bytes.includes(JSON.stringify(sessionId)));
}

// lib/retention.ts
var import_save_event2 = require("./base.cjs");
var import_store13 = require("./base.cjs");
var import_unfinished_hint3 = require("./base.cjs");
var import_user_settings7 = require("./base.cjs");
var import_tidied_hint = require("./base.cjs");
async function collectGarbage(workspace, { isDryRun = false, deadline = NEVER } = {}) {
  const { store } = workspace;
  if (!store.exists()) return NOTHING;
  const left = isDryRun ? NOTHING_LEFT : finishDrops(store.stateDir, { now: store.now, deadline });
  const leftovers = left.finished + (isDryRun ? 0 : (0, import_trash3.emptyTrash)((0, import_node_path15.join)(store.stateDir.path, "batches")));
  const survey = surveyState(store, deadline, (0, import_store13.deadlineIn)((0, import_store13.msLeft)(deadline) / 2));
  const [sessions, batches, putBack] = [[], [], [...left.putBack]];
  const problems = [...left.problems];
  for (const going of goingIn(workspace, survey, deadline)) {
    const { name: name2, kind, bytes } = going.what;
    const result = isDryRun ? "dropped" : await drop(workspace, going.what, survey, deadline);
    if (typeof result !== "string") problems.push(result.problem);
    if (result === "put-back") putBack.push(name2);
    if (result === "dropped") (kind === "session" ? sessions : batches).push({ name: name2, why: going.why, bytes });
  }
  const erased = eraseRemoved(workspace, survey, isDryRun, deadline);
  const isComplete = left.isDone && survey.isComplete && !(0, import_store13.isOver)(deadline);
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
    const deadline = { at: Math.min((0, import_store13.deadlineIn)(PIECE_MS).at, latest) };
    if (!(0, import_store13.isOver)(deadline)) await collectGarbage(workspace, { deadline });
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
  const { retention_days, keep_sessions, max_state_mb } = (0, import_user_settings7.readSettings)(surroundings);
  const limits = survey.isComplete ? { days: retention_days, sessions: keep_sessions, bytes: max_state_mb * 1e6 } : { days: retention_days, sessions: Infinity, bytes: Infinity };
  const stays = mustStay(workspace);
  return chooseGoing(survey.stored, limits, store.now(), survey.otherBytes, ({ kind, name: name2 }) => {
    if ((0, import_store13.isOver)(deadline)) return false;
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
    const bounded = (0, import_store13.deadlineIn)(Math.min((0, import_store13.msLeft)(deadline), import_store13.SAVE_DEADLINE_MS));
    const isRemoved2 = await store.remove(import_batches8.BATCH, name2, bounded, ({ data }) => !hasWorkLeft(data));
    if (isRemoved2) store.unmarkOpen((0, import_unfinished_hint3.batchHint)(name2));
    return isRemoved2 ? "dropped" : "put-back";
  } catch (error) {
    return { problem: `${kind} ${name2}: ${(0, import_save_event2.skippedBy)(error).detail}` };
  }
}
function eraseRemoved({ store }, { removed }, isDryRun, deadline) {
  return removed.filter(({ writtenMs }) => store.now() - writtenMs > REMOVED_STAYS_MS).flatMap(({ id, bytes }, index2) => {
    if (index2 > 0 && (0, import_store13.isOver)(deadline)) return [];
    if (!isDryRun) (0, import_trash3.removeFolder)((0, import_node_path15.join)(store.stateDir.path, "batches", id));
    return { name: id, why: "removed", bytes };
  });
}
function isFinished(store, batchId) {
  const read = store.readNow(import_batches8.BATCH, batchId);
  return read.ok && read.value !== null && !hasWorkLeft(read.value.data);
}
function hasWorkLeft(batch) {
  return (0, import_batch_queries7.isUnfinished)((0, import_batch_queries7.batchStatus)(batch));
}
function sum(parts) {
  return parts.reduce((all, { bytes }) => all + bytes, 0);
}

// lib/why.ts
var import_active_batch2 = __toESM(require_active_batch(), 1);
var import_batches9 = __toESM(require_batches(), 1);

// lib/domain/ending.ts
var import_event_order = __toESM(require_event_order(), 1);
var import_session4 = __toESM(require_session(), 1);
var import_text6 = require("./base.cjs");
var import_time = __toESM(require_time(), 1);
var MAX_LINES = 5;
function tellEnding({ sessionId, events, liveness, lostRuns: lostRuns2, claims }) {
  const ordered = (0, import_event_order.inOrder)(events);
  const stay = (0, import_session4.lastStay)((0, import_session4.foldSession)(ordered));
  const ending = endingOf(ordered, stay, liveness, claims);
  const last = ordered.at(-1);
  const lines = [
    line(stay?.since, `session ${(0, import_text6.quotedLine)(sessionId, 80)} ${beginOf(ordered, stay)}`),
    ...workLines(ordered, stay),
    ...endLines(ending, { stay, liveness, events: ordered, claims }),
    ...leftLines(lostRuns2, claims)
  ];
  const ended = stay?.ended;
  return {
    ending,
    story: lines.slice(0, MAX_LINES),
    ...stay === void 0 ? {} : { began: stay.since },
    ...ended === void 0 ? {} : { ended: ended.at, reason: ended.reason },
    ...last === void 0 ? {} : { lastHeard: last.at }
  };
}
function endingOf(events, stay, liveness, claims) {
  if (stay === void 0) return "unknown";
  const last = events.findLast(({ event }) => event !== "session-ended");
  const isCutOff = claims.some(({ parkedUntil }) => parkedUntil !== void 0) || isNote(last, "cut off: ");
  if (stay.ended !== void 0) {
    if (stay.ended.reason === "clear") return "cleared";
    return isCutOff ? "usage-limit" : "clean";
  }
  if (isCutOff) return "usage-limit";
  if (liveness === "alive") return "running";
  if (stay.source === "late" && stay.client.pid === void 0) return "scripted";
  if (last?.event === "hook-failed") return "hook-failure";
  return last !== void 0 && isCompaction(last) ? "compaction" : "vanished";
}
function isCompaction(event) {
  if (event.event === "session-started") return event.source === "compact";
  return isNote(event, "before compaction");
}
function isNote(event, beginning) {
  return event?.event === "checkpoint" && event.agent === "main" && event.message.startsWith(beginning);
}
var BEGINNINGS = {
  startup: "began",
  resume: "was resumed",
  clear: "began after a clear",
  compact: "went on after a compaction",
  fork: "was forked from another one",
  late: "was first heard of"
};
function beginOf(events, stay) {
  if (stay === void 0) return "began unnoticed";
  const first = events.find((event) => event.event === "session-started" && event.at === stay.since);
  const source = first?.event === "session-started" ? first.source : stay.source;
  return `${BEGINNINGS[source] ?? `began (${(0, import_text6.quotedLine)(source, 40)})`}, in ${(0, import_text6.quotedLine)(stay.worktree ?? stay.cwd, 200)}`;
}
function workLines(events, stay) {
  const since = stay?.since ?? "";
  const notes = events.flatMap(
    (event) => event.at >= since && (event.event === "checkpoint" || event.event === "agent-finished") ? [event] : []
  );
  const last = notes.at(-1);
  if (last === void 0) return [];
  const count = notes.length === 1 ? "its only note" : `the last of its ${notes.length} notes`;
  return [
    line(last.at, `${count}, by ${(0, import_text6.cutText)((0, import_text6.plainLine)(last.agent), 60)}: ${(0, import_text6.quotedLine)(last.message, 160)}`)
  ];
}
function endLines(ending, { stay, liveness, events, claims }) {
  const last = events.at(-1);
  const at = last?.at ?? "";
  const gone = liveness === "dead" ? "its client is gone without having ended it" : "its client cannot be seen from here, and has not ended it";
  switch (ending) {
    case "running":
      return [line(at, "the last that was recorded; its client is still running")];
    case "clean":
      return [line(stay?.ended?.at, `its client ended it (${(0, import_text6.quotedLine)(stay?.ended?.reason ?? "", 40)})`)];
    case "cleared":
      return [line(stay?.ended?.at, "it was cleared; what it was at went on in the session that followed")];
    case "usage-limit": {
      const until = claims.find(({ parkedUntil }) => parkedUntil !== void 0)?.parkedUntil;
      const held = until === void 0 ? "" : `; what it holds is set aside until ${(0, import_time.minuteOf)(until)}`;
      return [line(at, `it met a usage limit or an outage${held}`)];
    }
    case "hook-failure": {
      const why = last?.event === "hook-failed" ? last.message ?? "" : "";
      return [line(at, `a hook failed, and nothing was recorded after it: ${(0, import_text6.quotedLine)(why, 160)}`), gone];
    }
    case "compaction":
      return [line(at, `a compaction was the last that was recorded; ${gone}`)];
    case "vanished":
      return [line(at, `the last that was recorded; ${gone}: killed, crashed or cut off`)];
    case "scripted":
      return [line(at, "the last that was recorded; no client was ever in it, only commands")];
    case "unknown":
      return last === void 0 ? [] : [line(at, "the last that was recorded; how it began is not")];
  }
}
function leftLines(lostRuns2, claims) {
  const names = [...new Set(lostRuns2.map(({ agent }) => (0, import_text6.cutText)((0, import_text6.plainLine)(agent), 60)))].slice(0, 5).join(", ");
  const features = claims.map(({ batchId, number: number2 }) => `${number2} of ${batchId}`).slice(0, 5).join(", ");
  const left = [
    ...lostRuns2.length === 0 ? [] : [`${lostRuns2.length} agent ${lostRuns2.length === 1 ? "run" : "runs"} lost (${names})`],
    ...claims.length === 0 ? [] : [
      `feature ${features} ${claims.some(({ isUncertain }) => isUncertain) ? "uncertain" : "still claimed"}`
    ]
  ];
  return left.length === 0 ? [] : [`left behind: ${left.join("; ")}`];
}
function line(at, text2) {
  return at === void 0 || at === "" ? text2 : `${(0, import_time.minuteOf)(at)} ${text2}`;
}

// lib/why.ts
var import_owners2 = __toESM(require_owners(), 1);
var import_session5 = __toESM(require_session(), 1);
var import_session_events10 = __toESM(require_session_events(), 1);
var import_sessions4 = __toESM(require_sessions(), 1);
var import_store14 = require("./base.cjs");
var NEWEST2 = 5;
async function explainEnding(workspace, isNamed) {
  const { store, sessionId, client } = workspace;
  if (!store.exists()) return null;
  const livenessOf = (0, import_sessions4.livenessSeenBy)(client);
  const told = isNamed ? telling(store, (0, import_store14.folderNameOf)(sessionId)) : lastHeardOf(workspace);
  if (told === null) return null;
  const { events, session, folder } = told;
  const id = session.sessionId ?? folder;
  const stay = (0, import_session5.lastStay)(session);
  const liveness = stay === void 0 ? "unknown" : livenessOf(stay.client);
  const lost = (0, import_sessions4.lostRuns)(session, livenessOf);
  const claims = await claimsOf(workspace, id);
  const story = tellEnding({ sessionId: id, events, liveness, lostRuns: lost, claims });
  return { ...story, sessionId: id, client: liveness, lostRuns: lost.length, claims };
}
function telling(store, folder) {
  const log = store.logIn(folder);
  if (log === null) return null;
  const events = (0, import_session_events10.eventsOf)(log);
  return { folder, events, session: (0, import_session5.foldSession)(events) };
}
function lastHeardOf({ store, client }) {
  const newest = store.sessionFolders().flatMap((folder) => sessionAge(store.stateDir, folder) ?? []).toSorted((a, b) => b.writtenMs - a.writtenMs).slice(0, NEWEST2).flatMap(({ folder }) => telling(store, folder) ?? []);
  const isAsking = (stay) => client !== null && stay.ended === void 0 && (0, import_session5.isSameClient)(stay.client, client);
  const before = newest.flatMap(({ folder, events, session }) => {
    const own = session.stays.find(isAsking);
    if (own === void 0) return [{ folder, events, session }];
    const earlier = events.filter(({ at }) => at < own.since);
    return earlier.length === 0 ? [] : [{ folder, events: earlier, session: (0, import_session5.foldSession)(earlier) }];
  });
  const byTime = before.toSorted((a, b) => lastAt2(a) < lastAt2(b) ? 1 : -1);
  return byTime.find(({ session }) => hasClient(session)) ?? byTime[0] ?? newest[0] ?? null;
}
function lastAt2({ events }) {
  return events.at(-1)?.at ?? "";
}
function hasClient({ stays }) {
  return stays.some(({ source, client }) => source !== "late" || client.pid !== void 0);
}
async function claimsOf(workspace, sessionId) {
  const context = (0, import_batches9.contextOf)(workspace)(workspace.surroundings.now());
  const batches = await (0, import_active_batch2.unfinishedBatches)(workspace);
  return batches.flatMap((batch) => claimsIn(batch, sessionId, context));
}
function claimsIn({ batch_id, features }, sessionId, context) {
  return features.filter((feature) => holderOf(feature) === sessionId).map(({ number: number2, lease }) => ({
    batchId: batch_id,
    number: number2,
    ...lease?.parked_until === void 0 ? {} : { parkedUntil: lease.parked_until },
    isUncertain: !(0, import_owners2.isHeld)(lease, context)
  }));
}
function holderOf({ status, lease, uncertain, history }) {
  if (lease !== void 0) return lease.owner.session_id;
  const isLeft = status === "pending" && uncertain === true;
  return isLeft ? history.findLast(({ session_id }) => session_id !== void 0)?.session_id : void 0;
}
module.exports = {
  agentEntryRun,
  collectGarbage,
  collectSome,
  createFile,
  createFolder,
  examine,
  explainEnding,
  exportBundle,
  exportForOriginal,
  importFile,
  isOccupied,
  legacyBatchLine,
  mergeUser,
  others,
  planProjectPurge,
  planUserPurge,
  publishFile,
  readAgentEntry,
  readBatchState,
  readObject,
  readUserState,
  utcTime,
};
