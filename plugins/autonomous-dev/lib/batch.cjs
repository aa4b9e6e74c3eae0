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

// lazy:lib/domain/batch.ts
var require_batch = __commonJS({
  "lazy:lib/domain/batch.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      batchSchema: { enumerable: true, get: () => require("./resume.cjs").batchSchema },
      featureSchema: { enumerable: true, get: () => require("./resume.cjs").featureSchema },
      findFeature: { enumerable: true, get: () => require("./resume.cjs").findFeature },
      replaceFeatures: { enumerable: true, get: () => require("./resume.cjs").replaceFeatures },
      requireNotCancelled: { enumerable: true, get: () => require("./resume.cjs").requireNotCancelled },
      without: { enumerable: true, get: () => require("./resume.cjs").without }
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

// lazy:lib/drive.ts
var require_drive = __commonJS({
  "lazy:lib/drive.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      driveOn: { enumerable: true, get: () => require("./resume.cjs").driveOn },
      requireSession: { enumerable: true, get: () => require("./resume.cjs").requireSession }
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

// lazy:lib/domain/history.ts
var require_history = __commonJS({
  "lazy:lib/domain/history.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      addLine: { enumerable: true, get: () => require("./resume.cjs").addLine },
      isOutcome: { enumerable: true, get: () => require("./resume.cjs").isOutcome },
      isRecorded: { enumerable: true, get: () => require("./resume.cjs").isRecorded },
      lastClaim: { enumerable: true, get: () => require("./resume.cjs").lastClaim },
      timesHeld: { enumerable: true, get: () => require("./resume.cjs").timesHeld },
      wasUncertain: { enumerable: true, get: () => require("./resume.cjs").wasUncertain }
    });
  }
});

// lazy:lib/place.ts
var require_place = __commonJS({
  "lazy:lib/place.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      placeOf: { enumerable: true, get: () => require("./resume.cjs").placeOf }
    });
  }
});

// lazy:lib/domain/claim-feature.ts
var require_claim_feature = __commonJS({
  "lazy:lib/domain/claim-feature.ts"(exports2) {
    Object.defineProperties(exports2, {
      __esModule: { value: true },
      claimFeature: { enumerable: true, get: () => require("./resume.cjs").claimFeature },
      nextFeature: { enumerable: true, get: () => require("./resume.cjs").nextFeature }
    });
  }
});

// chunk:batch

// lib/batch-control.ts
var import_active_batch = __toESM(require_active_batch(), 1);

// lib/batch-outcome.ts
var import_save_event = require("./base.cjs");
var import_workspace = require("./base.cjs");
async function settle(surroundings, check2, given, operation) {
  try {
    const here = surroundings ?? (0, import_workspace.processSurroundings)();
    const off = (0, import_save_event.offForProcess)(here);
    if (off !== null) return notSaved(off);
    const checked = check2(given);
    if (!checked.ok) return { ok: false, refused: checked.refusal };
    const workspace = (0, import_save_event.workspaceToSaveIn)(here);
    if ("saved" in workspace) return notSaved(workspace);
    const result = await operation(workspace, checked.value);
    return result.ok ? result : { ok: false, refused: result.refusal };
  } catch (error) {
    return notSaved((0, import_save_event.skippedBy)(error));
  }
}
function notSaved({ reason, detail }) {
  return { ok: false, skipped: { reason, detail } };
}

// lib/batch-control.ts
var import_batches = __toESM(require_batches(), 1);

// shared:valibot
var import_core = require("./core.cjs");
var { array, boolean, check, custom, exactOptional, getDotPath, integer, is, literal, looseObject, maxLength, minLength, minValue, nullable, nullish, number, object, omit, optional, picklist, pipe, record, regex, safeInteger, safeParse, string, transform, union, unknown, variant } = import_core.valibot;

// lib/domain/arguments-of.ts
var import_result = require("./base.cjs");
var import_text = require("./base.cjs");
function argumentsOf(schema) {
  return (given) => {
    try {
      const parsed = safeParse(schema, given);
      if (parsed.success) return { ok: true, value: parsed.output };
      const [issue] = parsed.issues;
      const why = `${getDotPath(issue) ?? "the arguments"}: ${issue.message}`;
      return (0, import_result.refuse)("invalid-input", `${(0, import_text.cutText)((0, import_text.plainLine)(why), 300)}.`);
    } catch {
      return (0, import_result.refuse)(
        "invalid-input",
        "The arguments cannot be read: give plain objects, lists, texts and numbers."
      );
    }
  };
}

// lib/domain/batch-arguments.ts
var import_ids = require("./base.cjs");
var import_limits = require("./base.cjs");
var import_redact = require("./base.cjs");
var text = string();
var optionalText = optional(text);
var said = pipe(text, transform(redactShort));
var optionalSaid = optional(said);
var agent = optional(
  pipe(text, check(import_ids.isAgentName, "must be 1 to 255 of the characters A-Z a-z 0-9 _ . : -"))
);
var issueNumber = optional(pipe(number(), safeInteger(), minValue(1)));
var item = object({ text, completed: optional(boolean()), issueNumber });
var evidence = object({
  head: optionalText,
  commit: optionalText,
  pr: optionalSaid,
  note: optionalSaid
});
var reportOptions = object({
  token: optional(number()),
  agent,
  evidence: optional(evidence),
  error: optionalSaid,
  reason: optionalSaid,
  category: optionalSaid
});
var time = pipe(
  text,
  check((given) => !Number.isNaN(Date.parse(given)), "must be an ISO 8601 time"),
  transform((given) => new Date(given).toISOString())
);
var feature = { batchId: text, number: number() };
var checkBatchId = argumentsOf(object({ batchId: text }));
var checkBatchRequest = argumentsOf(
  object({
    request: object({
      features: optional(array(union([text, item]))),
      list: optionalText,
      issueNumbers: optional(array(number())),
      path: optionalText,
      batchId: optionalText,
      title: optionalText,
      dependencies: optional(array(object({ number: number(), on: array(number()) }))),
      maxAttempts: optional(number())
    })
  })
);
var checkOutcomes = argumentsOf(
  object({
    state: object({
      batch: object({
        batch_id: text,
        features: array(
          object({
            number: number(),
            status: picklist(["pending", "in_progress", "completed", "failed", "skipped"]),
            error: optional(object({ message: said })),
            skip: optional(object({ reason: optionalSaid, category: optionalSaid })),
            evidence: optional(evidence)
          })
        )
      }),
      revision: pipe(number(), safeInteger(), minValue(1))
    })
  })
);
var checkItems = argumentsOf(
  object({ batchId: text, items: array(item) })
);
var checkClaim = argumentsOf(
  object({ batchId: text, options: object({ agent, ttlMs: optional(number()) }) })
);
var checkReport = argumentsOf(
  object({ ...feature, options: reportOptions })
);
var checkGitOperation = argumentsOf(
  object({
    ...feature,
    operation: text,
    result: pipe(
      looseObject({ success: boolean() }),
      check(
        (result) => isShortJson(result),
        `must become JSON of at most ${import_limits.MAX_TEXT_CHARACTERS} characters`
      ),
      transform(redactDetails)
    )
  })
);
var checkRevision = argumentsOf(
  object({ batchId: text, revision: pipe(number(), safeInteger(), minValue(1)) })
);
var checkPause = argumentsOf(
  object({ batchId: text, reason: said })
);
var checkDrive = argumentsOf(
  object({ batchId: text, drive: object({ on: boolean(), until: optional(time) }) })
);
function redactShort(given) {
  return given.length > import_limits.MAX_TEXT_CHARACTERS ? given : (0, import_redact.redact)(given);
}
function redactDetails({ success, ...details }) {
  const redacted = JSON.stringify(
    details,
    (_, value) => typeof value === "string" ? (0, import_redact.redact)(value) : value
  );
  return { ...JSON.parse(redacted), success };
}
function isShortJson(value) {
  try {
    return JSON.stringify(value).length <= import_limits.MAX_TEXT_CHARACTERS;
  } catch {
    return false;
  }
}

// lib/domain/batch-control.ts
var import_batch = __toESM(require_batch(), 1);
var import_limits2 = require("./base.cjs");
var import_result2 = require("./base.cjs");
var import_text2 = require("./base.cjs");
function pauseBatch(batch, reason, now) {
  const open = (0, import_batch.requireNotCancelled)(batch);
  if (!open.ok || batch.paused !== void 0) return open;
  const text2 = (0, import_limits2.checkLength)((0, import_text2.plainLine)(reason), "The reason");
  if (!text2.ok) return text2;
  return (0, import_result2.ok)({ ...batch, paused: { reason: text2.value, at: now }, updated_at: now });
}
function unpauseBatch(batch, now) {
  const open = (0, import_batch.requireNotCancelled)(batch);
  if (!open.ok || batch.paused === void 0) return open;
  return (0, import_result2.ok)({ ...(0, import_batch.without)(batch, "paused"), updated_at: now });
}
function cancelBatch(batch, now) {
  return batch.cancelled_at === void 0 ? { ...batch, cancelled_at: now, updated_at: now } : batch;
}

// lib/batch-control.ts
var import_batch_queries = __toESM(require_batch_queries(), 1);

// lib/domain/create-batch.ts
var import_batch2 = __toESM(require_batch(), 1);
var import_dependencies = __toESM(require_dependencies(), 1);
var import_ids2 = require("./base.cjs");
var import_limits3 = require("./base.cjs");
var import_result3 = require("./base.cjs");
var import_text3 = require("./base.cjs");
function createBatch(wanted, now) {
  const { batchId, source, items, dependencies = [], maxAttempts, origin } = wanted;
  if (!(0, import_ids2.isBatchId)(batchId)) {
    return (0, import_result3.refuse)(
      "invalid-batch-id",
      "A batch id is 1 to 64 of the characters a-z 0-9 _ -, begins with a letter or digit, and is no device name: choose another --id, or leave it out."
    );
  }
  if (!Number.isSafeInteger(maxAttempts) || maxAttempts < 1) {
    return (0, import_result3.refuse)(
      "invalid-max-attempts",
      "The number of attempts is a whole number from 1: correct --max-attempts."
    );
  }
  const title = (0, import_text3.plainLine)(wanted.title ?? "");
  const titleFits = (0, import_limits3.checkLength)(title, "The title");
  if (!titleFits.ok) return titleFits;
  const features = newFeatures(items, [], now);
  if (!features.ok) return features;
  const dependsOn = (0, import_dependencies.resolveDependencies)(features.value.length, dependencies);
  if (!dependsOn.ok) return dependsOn;
  return (0, import_result3.ok)({
    batch_id: batchId,
    ...title === "" ? {} : { title },
    source,
    features: features.value.map((feature2, index) => ({
      ...feature2,
      depends_on: dependsOn.value[index] ?? []
    })),
    next_token: 1,
    created_at: now,
    updated_at: now,
    max_attempts: maxAttempts,
    origin
  });
}
function addFeatures(batch, items, now) {
  const open = (0, import_batch2.requireNotCancelled)(batch);
  if (!open.ok) return open;
  const features = newFeatures(items, batch.features, now);
  return features.ok ? (0, import_result3.ok)((0, import_batch2.replaceFeatures)(batch, features.value, now)) : features;
}
function issueItems(issueNumbers2) {
  const items = [];
  const seen = /* @__PURE__ */ new Set();
  for (const issueNumber2 of issueNumbers2) {
    if (!Number.isSafeInteger(issueNumber2) || issueNumber2 < 1) {
      return (0, import_result3.refuse)(
        "invalid-issue",
        `${issueNumber2} is no issue number: give whole numbers from 1, as in 72,73.`
      );
    }
    if (seen.has(issueNumber2)) {
      return (0, import_result3.refuse)("duplicate-issue", `Issue ${issueNumber2} is named twice: name each issue once.`);
    }
    seen.add(issueNumber2);
    items.push({ text: `Issue #${issueNumber2}`, issueNumber: issueNumber2 });
  }
  return (0, import_result3.ok)(items);
}
function newFeatures(items, existing, now) {
  const total = existing.length + items.length;
  if (items.length === 0) {
    return (0, import_result3.refuse)("no-features", "There is no feature in what was given: name at least one, one per line.");
  }
  if (total > import_limits3.MAX_FEATURES) {
    return (0, import_result3.refuse)(
      "too-many-features",
      `The batch would have ${total} features; at most ${import_limits3.MAX_FEATURES} are taken. Make several batches of them.`
    );
  }
  const features = [];
  let bytes = existing.reduce((sum, { text: text2 }) => sum + bytesOf(text2), 0);
  for (const { text: given, completed = false, issueNumber: issueNumber2 } of items) {
    const number2 = existing.length + features.length + 1;
    const text2 = (0, import_text3.plainLine)(given);
    if (text2 === "") return (0, import_result3.refuse)("empty-feature", `Feature ${number2} has no text: say what is to be done.`);
    const fits = (0, import_limits3.checkLength)(text2, `Feature ${number2}`);
    if (!fits.ok) return fits;
    bytes += bytesOf(text2);
    features.push({
      number: number2,
      text: text2,
      status: completed ? "completed" : "pending",
      attempts: 0,
      refunds: 0,
      depends_on: [],
      ...issueNumber2 === void 0 ? {} : { issue_number: issueNumber2 },
      ...completed ? { finished_at: now } : {},
      history: []
    });
  }
  if (bytes > import_limits3.MAX_TEXT_BYTES) {
    return (0, import_result3.refuse)(
      "too-much-text",
      `The batch would hold ${bytes} bytes of text; at most ${import_limits3.MAX_TEXT_BYTES} are taken. Shorten it, or make several batches.`
    );
  }
  return (0, import_result3.ok)(features);
}
var encoder = new TextEncoder();
function bytesOf(text2) {
  return encoder.encode(text2).length;
}

// lib/batch-control.ts
var import_end_of_owner = __toESM(require_end_of_owner(), 1);
var import_result4 = require("./base.cjs");
var import_drive = __toESM(require_drive(), 1);
var import_workspace2 = require("./base.cjs");
function addBatchFeatures(batchId, items, here) {
  return settle(
    here,
    checkItems,
    { batchId, items },
    (workspace, given) => change(workspace, given.batchId, (batch, { now }) => addFeatures(batch, given.items, now))
  );
}
function pauseBatch2(batchId, reason, here) {
  return settle(
    here,
    checkPause,
    { batchId, reason },
    (workspace, given) => change(workspace, given.batchId, (batch, { now }) => pauseBatch(batch, given.reason, now))
  );
}
function unpauseBatch2(batchId, here) {
  return settle(
    here,
    checkBatchId,
    { batchId },
    (workspace, given) => change(workspace, given.batchId, (batch, { now }) => unpauseBatch(batch, now))
  );
}
function cancelBatch2(batchId, here) {
  return settle(
    here,
    checkBatchId,
    { batchId },
    (workspace, given) => change(workspace, given.batchId, (batch, { now }) => (0, import_result4.ok)(cancelBatch(batch, now)))
  );
}
function adoptBatch(batchId, here) {
  return settle(here, checkBatchId, { batchId }, async (workspace, given) => {
    const adopted = await (0, import_batches.changeBatch)(workspace, given.batchId, (batch2, context) => {
      const { batch: after, numbers } = (0, import_end_of_owner.releaseAbandoned)(batch2, context);
      return (0, import_result4.ok)({ batch: after, answer: numbers });
    });
    if (!adopted.ok) return adopted;
    const { batch, revision, answer } = adopted.value;
    (0, import_active_batch.activateBatch)(workspace, batch.batch_id);
    return (0, import_result4.ok)({ batch, revision, released: answer });
  });
}
function driveBatch(batchId, drive, here) {
  return settle(here, checkDrive, { batchId, drive }, async (workspace, given) => {
    const able = (0, import_drive.requireSession)(workspace);
    if (!able.ok) return able;
    const read = await (0, import_batches.readBatch)(workspace, given.batchId);
    if (!read.ok) return read;
    const { data: batch, revision } = read.value;
    const { batch_id } = batch;
    const { on, until } = given.drive;
    if (on && !(0, import_batch_queries.isUnfinished)((0, import_batch_queries.batchStatus)(batch))) {
      return (0, import_result4.refuse)(
        "finished",
        `Batch ${batch_id} is ${(0, import_batch_queries.batchStatus)(batch)}: there is nothing to drive. See adev batch summary ${batch_id}.`
      );
    }
    if (on) (0, import_active_batch.activateBatch)(workspace, batch_id);
    const at = (0, import_workspace2.timeOf)(workspace.surroundings);
    (0, import_workspace2.appendEvent)(workspace, { event: "drive", at, batch_id, on, ...until === void 0 ? {} : { until } });
    return (0, import_result4.ok)({ batch, revision });
  });
}
async function change(workspace, batchId, transition) {
  const changed = await (0, import_batches.changeBatch)(workspace, batchId, (batch2, context) => {
    const after = transition(batch2, context);
    return after.ok ? (0, import_result4.ok)({ batch: after.value, answer: null }) : after;
  });
  if (!changed.ok) return changed;
  const { batch, revision } = changed.value;
  return (0, import_result4.ok)({ batch, revision });
}

// lib/batch-history.ts
var import_batches2 = __toESM(require_batches(), 1);
var import_batch_queries2 = __toESM(require_batch_queries(), 1);
var import_result6 = require("./base.cjs");

// lib/domain/restore-batch.ts
var import_end_of_owner2 = __toESM(require_end_of_owner(), 1);
var import_owners = __toESM(require_owners(), 1);
var import_result5 = require("./base.cjs");
function restoreBatch(present, older, context) {
  const held = present.features.find(({ lease }) => (0, import_owners.isHeld)(lease, context));
  if (held !== void 0) {
    return (0, import_result5.refuse)(
      "held",
      `Feature ${held.number} of batch ${present.batch_id} is being worked on, and its outcome would be lost. Wait for it, or have it released: adev batch release ${held.number} --batch ${present.batch_id}.`
    );
  }
  const { batch } = (0, import_end_of_owner2.dropLeases)(older, context.now);
  const next_token = Math.max(present.next_token, older.next_token) + 1;
  return (0, import_result5.ok)({ ...batch, next_token, updated_at: context.now });
}

// lib/batch-history.ts
function listBatchRevisions(batchId, here) {
  return settle(here, checkBatchId, { batchId }, async (workspace, given) => {
    const read = await (0, import_batches2.readBatch)(workspace, given.batchId);
    if (!read.ok) return read;
    const revisions = [];
    for (const number2 of await workspace.store.numbers(import_batches2.BATCH, given.batchId)) {
      const found = await workspace.store.at(import_batches2.BATCH, given.batchId, number2);
      if (found === null) continue;
      const { data, revision, writtenAt, bytes } = found;
      revisions.push({ revision, writtenAt, bytes, summary: summaryOf(data) });
    }
    return (0, import_result6.ok)(revisions);
  });
}
function restoreBatchRevision(batchId, revision, here) {
  return settle(here, checkRevision, { batchId, revision }, async (workspace, given) => {
    const older = await olderState(workspace, given.batchId, given.revision);
    if (!older.ok) return older;
    const restored = await (0, import_batches2.changeBatch)(workspace, given.batchId, (present, context) => {
      const batch = restoreBatch(present, older.value, context);
      return batch.ok ? (0, import_result6.ok)({ batch: batch.value, answer: null }) : batch;
    });
    return restored.ok ? (0, import_result6.ok)({ batch: restored.value.batch, revision: restored.value.revision }) : restored;
  });
}
async function olderState(workspace, batchId, revision) {
  const read = await (0, import_batches2.readBatch)(workspace, batchId);
  if (!read.ok) return read;
  const older = await workspace.store.at(import_batches2.BATCH, batchId, revision);
  if (older !== null) return (0, import_result6.ok)(older.data);
  return (0, import_result6.refuse)(
    "unknown-revision",
    `Batch ${batchId} has no sound revision ${revision}: adev history batch/${batchId} shows those that are kept.`
  );
}
function summaryOf(batch) {
  const counts = (0, import_batch_queries2.countFeatures)(batch);
  const parts = [
    `${(0, import_batch_queries2.batchStatus)(batch, counts).replaceAll("_", " ")}: ${counts.completed} of ${counts.total} completed`,
    ...counts.failed > 0 ? [`${counts.failed} failed`] : [],
    ...counts.skipped > 0 ? [`${counts.skipped} skipped`] : [],
    ...counts.in_progress > 0 ? [`${counts.in_progress} in progress`] : []
  ];
  return parts.join(", ");
}

// lib/batch-reports.ts
var import_batches3 = __toESM(require_batches(), 1);

// lib/domain/count-attempt.ts
var import_batch3 = __toESM(require_batch(), 1);
var import_result7 = require("./base.cjs");
function countAttempt(batch, number2, now) {
  const found = (0, import_batch3.findFeature)(batch, number2);
  if (!found.ok) return found;
  const feature2 = { ...found.value, attempts: found.value.attempts + 1 };
  return (0, import_result7.ok)({ batch: (0, import_batch3.replaceFeatures)(batch, [feature2], now), feature: feature2 });
}

// lib/domain/git-results.ts
var import_batch4 = __toESM(require_batch(), 1);
var import_result8 = require("./base.cjs");
var import_text4 = require("./base.cjs");
var OPERATIONS = ["commit", "push", "pr"];
function recordGitResult(batch, number2, operation, result, now) {
  const found = (0, import_batch4.findFeature)(batch, number2);
  if (!found.ok) return found;
  if (!OPERATIONS.some((known) => known === operation)) {
    return (0, import_result8.refuse)(
      "unknown-git-operation",
      `"${(0, import_text4.cutText)((0, import_text4.plainLine)(operation), 60)}" is not recorded: name one of ${OPERATIONS.join(", ")}.`
    );
  }
  const git = { ...found.value.git, [operation]: { ...result, at: now } };
  const feature2 = { ...found.value, git };
  return (0, import_result8.ok)({ batch: (0, import_batch4.replaceFeatures)(batch, [feature2], now), feature: feature2 });
}

// lib/domain/give-back.ts
var import_batch6 = __toESM(require_batch(), 1);
var import_end_of_owner3 = __toESM(require_end_of_owner(), 1);
var import_owners3 = __toESM(require_owners(), 1);

// lib/domain/report.ts
var import_batch5 = __toESM(require_batch(), 1);

// lib/domain/evidence.ts
var import_limits4 = require("./base.cjs");
var import_result9 = require("./base.cjs");
var import_text5 = require("./base.cjs");
function cleanEvidence(given) {
  let evidence2 = {};
  for (const key of ["head", "commit", "pr", "note"]) {
    const text2 = (0, import_text5.plainLine)(given[key] ?? "");
    const fits = (0, import_limits4.checkLength)(text2, `The ${key}`);
    if (!fits.ok) return fits;
    if (text2 !== "") evidence2 = { ...evidence2, [key]: text2 };
  }
  return (0, import_result9.ok)(evidence2);
}
function isSameEvidence(given, recorded) {
  return ["commit", "pr", "note"].every(
    (key) => given[key] === void 0 || given[key] === recorded?.[key]
  );
}

// lib/domain/report.ts
var import_history2 = __toESM(require_history(), 1);

// lib/domain/ownership.ts
var import_history = __toESM(require_history(), 1);
var import_owners2 = __toESM(require_owners(), 1);
var import_result10 = require("./base.cjs");
function standingOf(batch, feature2, event, reporter, context) {
  const { lease, number: number2 } = feature2;
  const { token } = reporter;
  if (token !== void 0) {
    if (lease?.token === token) return (0, import_result10.ok)({ as: "owner" });
    if ((0, import_history.isRecorded)(feature2, event, token)) return (0, import_result10.ok)({ as: "repeated" });
    if (feature2.status === "completed" && (0, import_history.isRecorded)(feature2, "completed", token)) return (0, import_result10.ok)({ as: "free" });
    return (0, import_result10.refuse)(
      "lease-lost",
      `Token ${token} is not the current claim on feature ${number2} (${feature2.status}), so nothing was changed. ` + (lease === void 0 && feature2.status !== "completed" ? "Nobody holds it now: if your report still stands, repeat it without --token." : `Leave it as it is, and take the next: adev batch next ${batch.batch_id} --claim.`)
    );
  }
  if (lease === void 0) return (0, import_result10.ok)({ as: "free" });
  const held = (0, import_owners2.isHeld)(lease, context);
  const refusal = whyNotOwner(batch, feature2, lease.owner.session_id, reporter, held);
  return (0, import_result10.ok)(refusal === null ? { as: "owner" } : { as: "stranger", isHeld: held, refusal });
}
function whyNotOwner(batch, feature2, holder, { sessionId, sessionIsDefault }, held) {
  const { number: number2 } = feature2;
  const withToken = "repeat this with the --token that adev batch next --claim printed";
  if (!sessionIsDefault && sessionId !== holder) {
    return {
      code: "not-owner",
      message: held ? `Feature ${number2} is being worked on by another session. Leave it, or if the claim is yours ${withToken}.` : `Feature ${number2} was claimed by another session, which is gone. Take it over with adev batch next ${batch.batch_id} --claim, or if the claim is yours ${withToken}.`
    };
  }
  const why = sessionIsDefault ? `Feature ${number2} is claimed, and without a session id only its token tells whose it is` : !held ? `The claim of this session on feature ${number2} has run out` : (0, import_history.timesHeld)(feature2, sessionId) === 1 ? null : `This session has claimed feature ${number2} more than once, so only the token tells which claim is meant`;
  return why === null ? null : { code: "token-required", message: `${why}: ${withToken}.` };
}

// lib/domain/report.ts
var import_result11 = require("./base.cjs");
function examine(batch, report2, event, context) {
  const open = (0, import_batch5.requireNotCancelled)(batch);
  if (!open.ok) return open;
  const found = (0, import_batch5.findFeature)(batch, report2.number);
  if (!found.ok) return found;
  const standing = standingOf(batch, found.value, event, report2, context);
  if (!standing.ok) return standing;
  const evidence2 = cleanEvidence(report2.evidence ?? {});
  if (!evidence2.ok) return evidence2;
  return (0, import_result11.ok)({ report: report2, feature: found.value, standing: standing.value, evidence: evidence2.value });
}
function settle2(feature2, evidence2 = {}) {
  const settled = (0, import_batch5.without)(feature2, "lease", "uncertain", "error", "skip", "finished_at", "evidence");
  return Object.keys(evidence2).length === 0 ? settled : { ...settled, evidence: evidence2 };
}
function record2(batch, after, event, { report: report2, feature: before, standing, evidence: evidence2 }, { now }) {
  const agent2 = report2.agent ?? (standing.as === "owner" ? before.lease?.owner.agent : void 0);
  const token = standing.as === "owner" ? before.lease?.token : void 0;
  const feature2 = (0, import_history2.addLine)(after, {
    event,
    at: now,
    session_id: report2.sessionId,
    ...agent2 === void 0 ? {} : { agent: agent2 },
    ...token === void 0 ? {} : { token },
    ...evidence2.head === void 0 ? {} : { head: evidence2.head }
  });
  return (0, import_result11.ok)({ batch: (0, import_batch5.replaceFeatures)(batch, [feature2], now), feature: feature2 });
}
function unchanged(batch, feature2) {
  return (0, import_result11.ok)({ batch, feature: feature2 });
}
function refused(refusal) {
  return { ok: false, refusal };
}
function alreadyCompleted(batch, feature2) {
  return (0, import_result11.refuse)(
    "already-completed",
    `Feature ${feature2.number} is completed, and stays so. What was recorded: adev batch show ${batch.batch_id}. For more work add a feature: adev batch add.`
  );
}
function command(batch, verb, feature2) {
  return `adev batch ${verb} ${feature2.number} --batch ${batch.batch_id}`;
}

// lib/domain/give-back.ts
var import_result12 = require("./base.cjs");
function retryFeature(batch, report2, context) {
  const read = examine(batch, report2, "retried", context);
  if (!read.ok) return read;
  const { feature: feature2, standing } = read.value;
  if (standing.as === "repeated") return unchanged(batch, feature2);
  switch (feature2.status) {
    case "completed":
      return alreadyCompleted(batch, feature2);
    case "failed":
    case "skipped":
      return record2(
        batch,
        { ...settle2(feature2), status: "pending", attempts: 0 },
        "retried",
        read.value,
        context
      );
    case "pending":
      if (feature2.uncertain !== true) return unchanged(batch, feature2);
      return record2(batch, (0, import_batch6.without)(feature2, "uncertain"), "retried", read.value, context);
    case "in_progress":
      return startOver(batch, read.value, context);
    default:
      return (0, import_result12.assertNever)(feature2.status);
  }
}
function releaseFeature(batch, report2, context) {
  const read = examine(batch, report2, "released", context);
  if (!read.ok) return read;
  const { feature: feature2, standing } = read.value;
  if (standing.as === "repeated" || feature2.status === "pending") return unchanged(batch, feature2);
  if (feature2.status !== "in_progress") {
    return (0, import_result12.refuse)(
      "not-held",
      `Feature ${feature2.number} is ${feature2.status}: there is nothing to release. See adev batch show ${batch.batch_id}.`
    );
  }
  if (standing.as === "stranger") return refused(standing.refusal);
  const released = { ...(0, import_batch6.without)(feature2, "lease"), status: "pending" };
  return record2(batch, released, "released", read.value, context);
}
function startOver(batch, examined, context) {
  const { feature: feature2, standing } = examined;
  if (!(0, import_owners3.isHeld)(feature2.lease, context)) {
    const left = settle2((0, import_end_of_owner3.lapse)(feature2, batch.max_attempts, context.now));
    return record2(batch, { ...left, status: "pending", uncertain: true }, "retried", examined, context);
  }
  if (standing.as === "stranger" && standing.refusal.code === "not-owner") return refused(standing.refusal);
  return (0, import_result12.refuse)(
    "release-first",
    `Feature ${feature2.number} is in progress. To start it over, first ${command(batch, "release", feature2)}.`
  );
}

// lib/domain/report-outcome.ts
var import_end_of_owner4 = __toESM(require_end_of_owner(), 1);

// lib/domain/failure.ts
function classifyFailure(message) {
  const said2 = message.slice(0, LONGEST_READ).replace(QUOTED, " ").replace(FILE_NAME, " ");
  if (TEST_OR_SOURCE.test(said2)) return "permanent";
  if (PLAIN_SIGNS.some((sign) => sign.test(said2))) return "transient";
  if (CODE_ERROR.test(said2) || SETTING.test(said2)) return "permanent";
  if (WORDS.some((words) => words.test(said2))) return "transient";
  return REPORTED_TYPE.test(message) ? "transient" : "permanent";
}
var LONGEST_READ = 4e3;
var QUOTED = /"[^"\n]*"|`[^`\n]*`|“[^”\n]*”|(?<!\w)'[^'\n]*'(?!\w)/g;
var FILE_NAME = /[\w@~.+:-]*[\\/][^\s,;)]*|(?<![\w.])[\w-]+(?:\.[\w-]+)*\.[a-z][a-z0-9]{0,4}(?![\w(])/gi;
var TEST_OR_SOURCE = /\bassert(?:ion)?(?:error|s|ed|ions)?\b|\btests? (?:failed|failing|failures?)\b|\btests?\s+timed out\b|\bms for a (?:test|hook)\b|\bfor async tests and hooks\b|\b(?:failed|failing) tests?\b|\bexpected\b.*\b(?:to|but|got|received|actual)\b|\b(?:syntax|indentation|tab|import|modulenotfound|name|reference|attribute|notimplemented)error\b|\berror (?:TS|C|E)\d+\b|\bcompil(?:e|er|ation) (?:error|failed)|\bfailed to compile\b/i;
var PLAIN_SIGNS = [
  /\b(?:ECONNRESET|ECONNREFUSED|ECONNABORTED|E(?:SOCKET)?TIMEDOUT|EPIPE|EAI_AGAIN|ENOTFOUND|ENETUNREACH|ENETDOWN|EHOSTUNREACH|EHOSTDOWN|ERR_NETWORK|ERR_(?:CONNECTION_[A-Z]+|NETWORK_CHANGED|INTERNET_DISCONNECTED|NAME_NOT_RESOLVED|TIMED_OUT)|UND_ERR_[A-Z_]*TIMEOUT|UND_ERR_SOCKET)\b/,
  /\b(?:https?|status|api|server|request|response|error|(?:status|error) code|get|post|put|patch|delete)\b\W*(?:(?!lines?\b)\w+\W+){0,2}?(?:408|429|50[0234]|52\d)\b/i,
  /^\W*(?:code )?(?:408|429|50[0234]|52\d)\W*$|\b(?:408|429|50[0234]|52\d) from (?:the )?(?:api|server|gateway|proxy|registry)\b/i,
  /\b(?:429 )?too many requests\b|\brate[ -]limit(?:s|ed|ing)?\b|\busage limit\b|\b(?:rate_limit|overloaded)_error\b/i,
  /\b(?:session|weekly|\d{1,3}[- ]hour) limit (?:was |has been )?(?:reached|exceeded|hit)\b|\b(?:hit|reached) your (?:(?:session|weekly|\d{1,3}[- ]hour) )?limit\b/i,
  /\b(?:internal server error|bad gateway|service (?:is )?(?:temporarily )?unavailable|gateway time-?out)\b/i,
  /\bfetch failed\b|\bsocket hang up\b/i
];
var CODE_ERROR = /\b(?:type|value|key|index|range|zerodivision|lookup)error\b/i;
var SETTING = /--\w|\b(?:invalid|unknown|unsupported|unrecognized|unexpected|missing|bad|no such)\b[^.;]*\b(?:time-?out|option|argument|property|field|key|value)\b|\bis not (?:defined|a function)\b/i;
var WORDS = [
  /(?<![\w.$-])tim(?:ed?|ing)[ -]?out\b(?![\w(=[-]|\.\w)|\bdeadline exceeded\b/i,
  /\b(?:[A-Z]\w*)?Time[dO]?[oO]ut(?:Error|Exception|Expired)?\b|\b(?:[A-Z]\w*)?Connection(?:Reset|Refused|Aborted)?Error\b|\bBrokenPipeError\b|\bRateLimitError\b|\bOverloadedError\b/,
  /\bconnection (?:was |has been |is )?(?:unexpectedly )?(?:reset|refused|aborted|closed|lost|dropped|terminated|interrupted|error)\b/i,
  /\boverloaded\b(?!\s+(?:function|operator|method|constructor|signature))/i,
  /\bcould not resolve host\b|\bnetwork (?:is )?(?:error|request failed|unreachable|down|timeout|failure)\b|\btemporar(?:y|ily) (?:failure|unavailable|error)\b|\bbroken pipe\b/i
];
var REPORTED_TYPE = /"type"\s*:\s*"(?:overloaded_error|rate_limit_error|api_error|timeout_error)"/;

// lib/domain/report-outcome.ts
var import_limits5 = require("./base.cjs");
var import_result13 = require("./base.cjs");
var import_text6 = require("./base.cjs");
function completeFeature(batch, report2, context) {
  const read = examine(batch, report2, "completed", context);
  if (!read.ok) return read;
  const { feature: feature2, standing, evidence: evidence2 } = read.value;
  if (feature2.status === "completed") {
    return isSameEvidence(evidence2, feature2.evidence) ? unchanged(batch, feature2) : alreadyCompleted(batch, feature2);
  }
  if (standing.as === "stranger") return refused(standing.refusal);
  if (standing.as === "repeated") return unchanged(batch, feature2);
  const completed = { ...settle2(feature2, evidence2), status: "completed", finished_at: context.now };
  return record2(batch, completed, "completed", read.value, context);
}
function failFeature(batch, report2, context) {
  const read = examine(batch, report2, "failed", context);
  if (!read.ok) return read;
  const { feature: feature2, standing, evidence: evidence2 } = read.value;
  if (standing.as === "repeated" || feature2.status === "failed") return unchanged(batch, feature2);
  if (feature2.status === "completed") return alreadyCompleted(batch, feature2);
  if (feature2.status === "skipped") {
    return (0, import_result13.refuse)(
      "already-skipped",
      `Feature ${feature2.number} was skipped. To try it after all: ${command(batch, "retry", feature2)}.`
    );
  }
  if (standing.as === "stranger") return refused(standing.refusal);
  const message = (0, import_text6.plainText)(report2.error ?? "").trim();
  const fits = (0, import_limits5.checkLength)(message, "The error");
  if (!fits.ok) return fits;
  const error = {
    message: message === "" ? "No error was given." : message,
    class: classifyFailure(message)
  };
  const attempts = feature2.attempts + 1;
  const again = standing.as === "owner" && error.class === "transient" && attempts < batch.max_attempts;
  const failed = {
    ...settle2(feature2, evidence2),
    attempts,
    error,
    ...again ? { status: "pending" } : { status: "failed", finished_at: context.now }
  };
  return record2(batch, failed, "failed", read.value, context);
}
function skipFeature(batch, report2, context) {
  const read = examine(batch, report2, "skipped", context);
  if (!read.ok) return read;
  const { feature: feature2, standing, evidence: evidence2 } = read.value;
  if (standing.as === "repeated" || feature2.status === "skipped") return unchanged(batch, feature2);
  if (feature2.status === "completed") return alreadyCompleted(batch, feature2);
  const isStranger = standing.as === "stranger";
  if (isStranger && standing.isHeld) return refused(standing.refusal);
  const skip = {
    reason: (0, import_text6.plainLine)(report2.reason ?? ""),
    category: (0, import_text6.plainLine)(report2.category ?? "") || "manual"
  };
  const fits = (0, import_limits5.checkLength)(skip.reason + skip.category, "The reason with its category");
  if (!fits.ok) return fits;
  const left = isStranger ? (0, import_end_of_owner4.lapse)(feature2, batch.max_attempts, context.now) : feature2;
  const skipped = { ...settle2(left, evidence2), status: "skipped", finished_at: context.now, skip };
  return record2(batch, skipped, "skipped", read.value, context);
}

// lib/batch-reports.ts
var import_result14 = require("./base.cjs");
var import_place = __toESM(require_place(), 1);
function markCompleted(batchId, number2, options = {}, here) {
  return report(batchId, number2, options, completeFeature, here);
}
function markFailed(batchId, number2, options = {}, here) {
  return report(batchId, number2, options, failFeature, here);
}
function markSkipped(batchId, number2, options = {}, here) {
  return report(batchId, number2, options, skipFeature, here);
}
function retryFeature2(batchId, number2, options = {}, here) {
  return report(batchId, number2, options, retryFeature, here);
}
function releaseFeature2(batchId, number2, options = {}, here) {
  return report(batchId, number2, options, releaseFeature, here);
}
function incrementRetryCount(batchId, number2, here) {
  return settle(
    here,
    checkReport,
    { batchId, number: number2, options: {} },
    (workspace, given) => change2(workspace, given.batchId, (batch, { now }) => countAttempt(batch, given.number, now))
  );
}
function recordGitOperation(batchId, number2, operation, result, here) {
  return settle(
    here,
    checkGitOperation,
    { batchId, number: number2, operation, result },
    (workspace, given) => change2(
      workspace,
      given.batchId,
      (batch, { now }) => recordGitResult(batch, given.number, given.operation, given.result, now)
    )
  );
}
function report(batchId, number2, options, transition, here) {
  return settle(here, checkReport, { batchId, number: number2, options }, (workspace, given) => {
    const { token, agent: agent2, evidence: evidence2 = {}, ...said2 } = given.options;
    const { head } = (0, import_place.placeOf)(workspace);
    const commit = evidence2.commit?.toUpperCase() === "HEAD" ? head : evidence2.commit;
    const made = {
      ...said2,
      ...(0, import_batches3.reporterOf)(workspace, { agent: agent2, token }),
      number: given.number,
      evidence: { ...evidence2, head, commit }
    };
    return change2(workspace, given.batchId, (batch, context) => transition(batch, made, context));
  });
}
async function change2(workspace, batchId, transition) {
  const changed = await (0, import_batches3.changeBatch)(workspace, batchId, (batch2, context) => {
    const result = transition(batch2, context);
    return result.ok ? (0, import_result14.ok)({ batch: result.value.batch, answer: result.value.feature }) : result;
  });
  if (!changed.ok) return changed;
  const { batch, revision, answer } = changed.value;
  return (0, import_result14.ok)({ batch, revision, feature: answer });
}

// lib/batch-state-manager.ts
var import_node_os = require("node:os");
var import_active_batch2 = __toESM(require_active_batch(), 1);
var import_batches4 = __toESM(require_batches(), 1);
var import_claim_feature = __toESM(require_claim_feature(), 1);

// lib/domain/completion-summary.ts
var import_batch_queries3 = __toESM(require_batch_queries(), 1);
var import_dependencies2 = __toESM(require_dependencies(), 1);
var import_history3 = __toESM(require_history(), 1);
var import_text7 = require("./base.cjs");
function completionSummary(batch) {
  const { features } = batch;
  const counts = (0, import_batch_queries3.countFeatures)(batch);
  const status = (0, import_batch_queries3.batchStatus)(batch, counts);
  const blocked = (0, import_dependencies2.blockedNumbers)(features);
  const withStatus = (wanted) => features.filter(({ status: status2 }) => status2 === wanted);
  const completed = withStatus("completed");
  const failed = withStatus("failed");
  const uncertain = features.filter(import_history3.wasUncertain);
  const uncommitted = completed.filter(hasNoCommit);
  const issues = features.filter(({ issue_number }) => issue_number !== void 0);
  return {
    batch_id: batch.batch_id,
    ...batch.title === void 0 ? {} : { title: batch.title },
    status,
    counts,
    completed: completed.map(itemOf),
    failed: failed.map((feature2) => ({
      ...itemOf(feature2),
      error: feature2.error?.message ?? "",
      class: feature2.error?.class ?? "permanent"
    })),
    skipped: withStatus("skipped").map((feature2) => ({
      ...itemOf(feature2),
      reason: feature2.skip?.reason ?? "",
      category: feature2.skip?.category ?? ""
    })),
    pending: features.filter(({ status: status2 }) => status2 === "pending" || status2 === "in_progress").map((feature2) => ({
      ...itemOf(feature2),
      status: feature2.status,
      blocked: blocked.has(feature2.number)
    })),
    uncertain: uncertain.map((feature2) => ({ ...itemOf(feature2), status: feature2.status })),
    done_without_commit: uncommitted.map(itemOf),
    issues_completed: issueNumbers(issues.filter(({ status: status2 }) => status2 === "completed")),
    issues_pending: issueNumbers(
      issues.filter(({ status: status2 }) => status2 !== "completed" && status2 !== "skipped")
    ),
    next_steps: nextSteps(batch, status, counts, { failed, uncertain, uncommitted }),
    resume_command: resumeCommand(batch, status, counts, failed[0])
  };
}
function formatSummary(summary) {
  const { batch_id, title, status, counts } = summary;
  const list = (heading, lines) => lines.length === 0 ? [] : ["", `${heading}:`, ...lines.map((line) => `  ${line}`)];
  const name = ({ number: number2, text: text2 }) => `${number2}. ${(0, import_text7.cutText)((0, import_text7.plainLine)(text2), 100)}`;
  const because = (reason) => reason === "" ? "" : ` (${(0, import_text7.cutText)((0, import_text7.plainLine)(reason), 200)})`;
  return [
    `Batch ${batch_id}${title === void 0 ? "" : `, ${(0, import_text7.cutText)((0, import_text7.plainLine)(title), 100)}`}: ${status}`,
    `${counts.completed} of ${counts.total} completed, ${counts.failed} failed, ${counts.skipped} skipped, ${counts.in_progress} in progress, ${counts.pending} pending (${counts.blocked} blocked)`,
    ...list("Completed", summary.completed.map(name)),
    ...list(
      "Failed",
      summary.failed.map((item2) => name(item2) + because(item2.error))
    ),
    ...list(
      "Skipped",
      summary.skipped.map((item2) => name(item2) + because(item2.reason))
    ),
    ...list(
      "Left",
      summary.pending.map((item2) => name(item2) + because(item2.blocked ? "blocked" : ""))
    ),
    ...list(
      "Uncertain, now or once",
      summary.uncertain.map((item2) => name(item2) + because(item2.status))
    ),
    ...list("Done, no commit seen", summary.done_without_commit.map(name)),
    ...list("Issues completed", joined(summary.issues_completed)),
    ...list("Issues pending", joined(summary.issues_pending)),
    ...list("Next", summary.next_steps),
    ""
  ].join("\n");
}
function nextSteps({ batch_id, origin }, status, counts, {
  failed,
  uncertain,
  uncommitted
}) {
  const steps = [];
  const remaining = (0, import_batch_queries3.countRemaining)(counts);
  const open = status !== "cancelled";
  if (open && status === "paused") steps.push(`Let it go on: adev batch unpause ${batch_id}`);
  if (open && remaining > counts.blocked) {
    steps.push(`Go on with ${featuresOf(remaining - counts.blocked)}: adev batch next ${batch_id} --claim`);
  }
  if (uncertain.length > 0) steps.push(`Check what was left in doubt: ${named(uncertain)}`);
  if (open && failed.length > 0) {
    steps.push(`Try again what failed: adev batch retry NUMBER --batch ${batch_id}, for ${named(failed)}`);
  }
  if (open && counts.blocked > 0) {
    steps.push(`${featuresOf(counts.blocked)} cannot start: what they wait for failed or was skipped`);
  }
  if (uncommitted.length > 0) steps.push(`Look for the commit of ${named(uncommitted)}`);
  if (remaining === 0 || !open) {
    const where = origin.worktree === void 0 ? "" : ` in ${(0, import_text7.plainLine)(origin.worktree)}`;
    if (counts.completed > 0) steps.push(`Review the work${where} and merge it`);
    if (status === "completed" || !open)
      steps.push("Nothing is left to do here: adev gc tidies up old state");
  }
  return steps;
}
function resumeCommand({ batch_id }, status, counts, failed) {
  if (status === "cancelled") return null;
  if ((0, import_batch_queries3.countRemaining)(counts) > counts.blocked) return `adev batch adopt ${batch_id}`;
  return failed === void 0 ? null : `adev batch retry ${failed.number} --batch ${batch_id}`;
}
function hasNoCommit(feature2) {
  const { evidence: evidence2, git, history } = feature2;
  if (history.length === 0 || evidence2?.head === void 0) return false;
  if (evidence2.commit !== void 0 || evidence2.pr !== void 0 || git?.commit?.success === true)
    return false;
  const begun = (0, import_history3.lastClaim)(feature2)?.head;
  return begun === void 0 || begun === evidence2.head;
}
function itemOf({ number: number2, text: text2 }) {
  return { number: number2, text: text2 };
}
function issueNumbers(features) {
  return features.flatMap(({ issue_number }) => issue_number ?? []);
}
function joined(numbers) {
  return numbers.length === 0 ? [] : [numbers.map((number2) => `#${number2}`).join(", ")];
}
function named(features) {
  const numbers = features.slice(0, 10).map(({ number: number2 }) => number2);
  const more = features.length - numbers.length;
  return `${features.length === 1 ? "feature" : "features"} ${numbers.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
function featuresOf(count) {
  return count === 1 ? "1 feature" : `${count} features`;
}

// lib/domain/feature-list.ts
var HEADING_OR_COMMENT = /^#{1,6}(?:\s|$)/;
var RULE = /^([-*_])(?:\s*\1){2,}$/;
var BULLET = /^(?:[-*+•]|\d{1,9}[.)])(?:\s+|$)(?:\[([ xX])\](?:\s+|$))?/;
function parseFeatureList(list) {
  const items = [];
  let itemIndent = 0;
  for (const line of list.replace(/^\uFEFF/, "").split(/\r\n|[\n\r]/)) {
    const text2 = line.trim();
    const indent = columnsOf(/^\s*/.exec(line)?.[0] ?? "");
    const item2 = items.at(-1);
    if (text2 === "" || HEADING_OR_COMMENT.test(text2) || RULE.test(text2)) continue;
    if (item2 !== void 0 && indent > itemIndent) {
      item2.text += ` ${text2}`;
    } else {
      const bullet = BULLET.exec(text2);
      items.push({ text: text2.slice(bullet?.[0].length ?? 0), completed: /x/i.test(bullet?.[1] ?? "") });
      itemIndent = indent;
    }
  }
  return items.map((item2) => ({ ...item2, text: item2.text.trim() })).filter(({ text: text2 }) => text2 !== "").map(({ text: text2, completed }) => completed ? { text: text2, completed } : { text: text2 });
}
function columnsOf(blanks) {
  return blanks.replaceAll("	", "    ").length;
}

// lib/domain/merge-outcomes.ts
var import_result15 = require("./base.cjs");
function mergeOutcomes(base, edited, present, reporter, context) {
  let merged = present;
  for (const feature2 of edited.features) {
    const before = base.features[feature2.number - 1];
    if (before === void 0 || before.status === feature2.status) continue;
    const now = present.features[feature2.number - 1];
    const applied = applyOutcome(merged, feature2, before, now ?? before, reporter, context);
    if (!applied.ok) return applied;
    merged = applied.value;
  }
  return (0, import_result15.ok)(merged);
}
function applyOutcome(batch, edited, before, now, { head, ...reporter }, context) {
  const { number: number2, error, skip } = edited;
  const hasMovedOn = now.status !== before.status && isOutcome(now.status);
  if (hasMovedOn && now.status !== edited.status) {
    return (0, import_result15.refuse)(
      "stale-revision",
      `Feature ${number2} has become ${now.status} since this state was read: read it again, then decide. See adev batch show ${batch.batch_id}.`
    );
  }
  const report2 = { ...reporter, number: number2, evidence: { ...edited.evidence, head } };
  const reported = (() => {
    switch (edited.status) {
      case "completed":
        return completeFeature(batch, report2, context);
      case "failed":
        return failFeature(batch, { ...report2, error: error?.message }, context);
      case "skipped":
        return skipFeature(batch, { ...report2, reason: skip?.reason, category: skip?.category }, context);
      case "pending":
      case "in_progress":
        return (0, import_result15.refuse)(
          "outcomes-only",
          `Feature ${number2} cannot be saved as ${edited.status}: only outcomes are. Use claimNextFeature, retryFeature or releaseFeature.`
        );
    }
  })();
  return reported.ok ? (0, import_result15.ok)(reported.value.batch) : reported;
}
function isOutcome(status) {
  return status === "completed" || status === "failed" || status === "skipped";
}

// lib/batch-state-manager.ts
var import_result16 = require("./base.cjs");
var import_place2 = __toESM(require_place(), 1);
var import_store = require("./base.cjs");
var import_unfinished_hint = require("./base.cjs");
var import_user_settings = require("./base.cjs");
var import_workspace3 = require("./base.cjs");
function createBatchState(request, here) {
  return settle(here, checkBatchRequest, { request }, async (workspace, given) => {
    const wanted = given.request;
    const items = itemsOf(wanted);
    if (!items.ok) return items;
    const { sessionId, sessionIsDefault, surroundings } = workspace;
    const now = (0, import_workspace3.timeOf)(surroundings);
    const created = createBatch(
      {
        batchId: wanted.batchId ?? newBatchId(now),
        title: wanted.title,
        source: sourceOf(wanted),
        items: items.value,
        dependencies: wanted.dependencies ?? [],
        maxAttempts: wanted.maxAttempts ?? (0, import_user_settings.readSettings)(surroundings).max_attempts,
        origin: {
          host: (0, import_node_os.hostname)(),
          worktree: (0, import_place2.placeOf)(workspace).worktree,
          ...sessionIsDefault ? {} : { session_id: sessionId }
        }
      },
      now
    );
    if (!created.ok) return created;
    const stored = await (0, import_batches4.storeNewBatch)(workspace, created.value);
    if (!stored.ok) return stored;
    (0, import_active_batch2.noteActive)(workspace, created.value.batch_id);
    return (0, import_result16.ok)({ batch: created.value, revision: stored.value });
  });
}
function loadBatchState(batchId, here) {
  return settle(here, checkBatchId, { batchId }, async (workspace, given) => {
    const read = await (0, import_batches4.readBatch)(workspace, given.batchId);
    return read.ok ? (0, import_result16.ok)({ batch: read.value.data, revision: read.value.revision }) : read;
  });
}
function saveBatchState(state, here) {
  return settle(here, checkOutcomes, { state }, async (workspace, given) => {
    const { batch: edited, revision } = given.state;
    const base = await workspace.store.at(import_batches4.BATCH, edited.batch_id, revision);
    if (base === null) {
      const read = await (0, import_batches4.readBatch)(workspace, edited.batch_id);
      if (!read.ok) return read;
      return (0, import_result16.refuse)(
        "stale-revision",
        `Revision ${revision} of batch ${edited.batch_id} is not there any more: load the batch again.`
      );
    }
    const { head } = (0, import_place2.placeOf)(workspace);
    const merged = await (0, import_batches4.changeBatch)(workspace, edited.batch_id, (batch, context) => {
      const result = mergeOutcomes(base.data, edited, batch, { ...(0, import_batches4.reporterOf)(workspace, {}), head }, context);
      return result.ok ? (0, import_result16.ok)({ batch: result.value, answer: null }) : result;
    });
    return merged.ok ? (0, import_result16.ok)({ batch: merged.value.batch, revision: merged.value.revision }) : merged;
  });
}
function getNextPendingFeature(batchId, here) {
  return settle(here, checkBatchId, { batchId }, async (workspace, given) => {
    const read = await (0, import_batches4.readBatch)(workspace, given.batchId);
    if (!read.ok) return read;
    return (0, import_result16.ok)((0, import_claim_feature.nextFeature)(read.value.data, (0, import_batches4.contextOf)(workspace)(workspace.surroundings.now())));
  });
}
function claimNextFeature(batchId, options = {}, here) {
  return settle(here, checkClaim, { batchId, options }, async (workspace, given) => {
    const { agent: agent2, ttlMs } = given.options;
    const claim = { owner: (0, import_batches4.ownerOf)(workspace, agent2), ttlMs, head: (0, import_place2.placeOf)(workspace).head };
    const claimed = await (0, import_batches4.changeBatch)(workspace, given.batchId, (batch2, context) => {
      const result = (0, import_claim_feature.claimFeature)(batch2, claim, context);
      return result.ok ? (0, import_result16.ok)({ batch: result.value.batch, answer: result.value }) : result;
    });
    if (!claimed.ok) return claimed;
    const { batch, revision, answer } = claimed.value;
    if (answer.feature !== null) (0, import_active_batch2.noteActive)(workspace, batch.batch_id);
    return (0, import_result16.ok)({ batch, revision, feature: answer.feature, gaveUp: answer.gaveUp });
  });
}
function generateCompletionSummary(batchId, here) {
  return settle(here, checkBatchId, { batchId }, async (workspace, given) => {
    const read = await (0, import_batches4.readBatch)(workspace, given.batchId);
    return read.ok ? (0, import_result16.ok)(completionSummary(read.value.data)) : read;
  });
}
function cleanupBatchState(batchId, here) {
  return settle(here, checkBatchId, { batchId }, async (workspace, given) => {
    const id = (0, import_store.documentIdOf)(given.batchId);
    await workspace.store.remove(import_batches4.BATCH, id);
    workspace.store.unmarkOpen((0, import_unfinished_hint.batchHint)(id));
    return (0, import_result16.ok)(null);
  });
}
function itemsOf({ features = [], list, issueNumbers: issueNumbers2 = [] }) {
  const issues = issueItems(issueNumbers2);
  if (!issues.ok) return issues;
  const given = features.map((feature2) => typeof feature2 === "string" ? { text: feature2 } : feature2);
  return (0, import_result16.ok)([...list === void 0 ? [] : parseFeatureList(list), ...given, ...issues.value]);
}
function sourceOf({ path, list, issueNumbers: issueNumbers2 = [] }) {
  if (issueNumbers2.length > 0) return { type: "issues" };
  if (list === void 0) return { type: "inline" };
  return { type: "file", ...path === void 0 ? {} : { path } };
}
function newBatchId(now) {
  const stamp = now.slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
  const random = Math.floor(Math.random() * 36 ** 4).toString(36).padStart(4, "0");
  return `batch-${stamp}-${random}`;
}
module.exports = {
  addBatchFeatures,
  adoptBatch,
  cancelBatch: cancelBatch2,
  claimNextFeature,
  classifyFailure,
  cleanupBatchState,
  completionSummary,
  createBatchState,
  driveBatch,
  formatSummary,
  generateCompletionSummary,
  getNextPendingFeature,
  incrementRetryCount,
  issueItems,
  listBatchRevisions,
  loadBatchState,
  markCompleted,
  markFailed,
  markSkipped,
  parseFeatureList,
  pauseBatch: pauseBatch2,
  recordGitOperation,
  releaseFeature: releaseFeature2,
  restoreBatchRevision,
  retryFeature: retryFeature2,
  saveBatchState,
  unpauseBatch: unpauseBatch2,
};
