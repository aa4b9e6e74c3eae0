// The public surface. Everything that hooks, the command line, scripts and other tools use comes from here.
export { AgentTracker } from './agent-tracker.ts';
export { saveCheckpoint } from './save-checkpoint.ts';
export { skippedBy } from './save-event.ts';
export type { CheckpointOutcome, CheckpointRequest } from './save-checkpoint.ts';
export type { SkipReason } from './save-event.ts';
export { saveDismissal, saveRunEnd, saveRunStart } from './agent-runs.ts';
export type { AutoTrackOutcome, RunEndRequest, RunRequest } from './agent-runs.ts';
export { runView } from './agent-status.ts';
export type { AgentStatus, AgentStatusOptions, RunView } from './agent-status.ts';
export type { TrackedRun } from './domain/agent-run.ts';
export { haveOverlapped } from './domain/overlap.ts';
export type { Overlap } from './domain/overlap.ts';
export { EXPECTED_AGENTS, pipelineOf } from './domain/pipeline.ts';
export type { ExpectedAgent, Pipeline } from './domain/pipeline.ts';
export type { SaveOutcome } from './save-event.ts';
export { briefFor } from './brief.ts';
export { damageLine } from './damage-line.ts';
export { clientLiveness, formatClient, identifyClient, isInside, programsOnPath } from './client.ts';
export type { ClientIdentity, Liveness, Program } from './client.ts';
export { cleanAgentName } from './domain/ids.ts';
export { isObject, parseObject } from './domain/json.ts';
export { switchOff, switchOn } from './domain/project.ts';
export { ok, refuse } from './domain/result.ts';
export type { Refusal, Result } from './domain/result.ts';
export { foldSession, lastStay } from './domain/session.ts';
export type { AgentRun, CheckpointEntry, Session, Stay } from './domain/session.ts';
export { shellWord } from './domain/shell-word.ts';
export { cutText, plainLine, plainText } from './domain/text.ts';
export { minuteOf } from './domain/time.ts';
export { findProjectRoot, readHead, stateDirectory, userDirectory } from './project-root.ts';
export type { ProjectRoot } from './project-root.ts';
export { StateError } from './store/store.ts';
export type { StateErrorCode } from './store/store.ts';
export { appendEvent, isOffForProject, openWorkspace, PROJECT, processSurroundings } from './workspace.ts';
export { bashVariables, isOffForProcess, sessionStarted, timeOf } from './workspace.ts';
export type { Surroundings, Workspace } from './workspace.ts';
export {
  hasVanished,
  livenessSeenBy,
  lostRuns,
  readSession,
  readSessionIn,
  trackedRuns,
  wasTold,
} from './sessions.ts';
export type { LivenessOf } from './sessions.ts';
export { batchesWithWork, resolveBatch, unfinishedBatches } from './active-batch.ts';
export { findCleared, inheritWork, leaveCleared } from './cleared-session.ts';
export { driveOn, requireSession } from './drive.ts';
export type { HookOutput } from './hook.ts';
export { parkSession, releaseLeases, takeLeasesOver, unparkSession } from './lease-care.ts';
export { placeOf } from './place.ts';
export { newSessionLine, sessionBrief } from './session-brief.ts';
export * from './user-state-manager.ts';
export { openUserStore, readSettings, USER } from './user-settings.ts';
export { isSetting } from './domain/preferences.ts';
export { settingsFrom } from './domain/settings.ts';
export { capturedCharacters } from './domain/settings.ts';
export * from './batch-state-manager.ts';
export { BATCH, contextOf, ownerOf } from './batches.ts';
export {
  batchStatus,
  countFeatures,
  countRemaining,
  heldBesides,
  heldBy,
  heldByOthers,
  heldHere,
  isDoubtful,
  isUnfinished,
} from './domain/batch-queries.ts';
export type { Batch, Feature, Lease } from './domain/batch.ts';
export { nextFeature } from './domain/claim-feature.ts';
export { completionSummary, formatSummary } from './domain/completion-summary.ts';
export { issueItems } from './domain/create-batch.ts';
export type { Dependency } from './domain/dependencies.ts';
export { parseFeatureList } from './domain/feature-list.ts';
export type { FeatureItem } from './domain/feature-list.ts';
export { isHeld, leaseEnd } from './domain/owners.ts';
export type { Context } from './domain/owners.ts';
export { isLauncher, launcherText } from './domain/launcher.ts';
export { parseAdevCommand } from './domain/adev-command.ts';
export { firstUseLine } from './first-use.ts';
export { looksLikeCredential, redact } from './domain/redact.ts';
export { matchSkill } from './domain/keyword-match.ts';
export { SKILL_KEYWORDS } from './domain/skill-keywords.ts';
export { mayBeParked } from './parked-hint.ts';
export { exportBundle, exportForOriginal } from './export.ts';
export type { Exported, OriginalFile } from './export.ts';
export { importFile } from './import.ts';
export type { ImportedFile, ImportOptions, LegacyFile } from './import.ts';
export { legacyBatchLine } from './legacy-batch-line.ts';
export { hintedBatches, mayHaveBatches, mayHaveLegacyBatch } from './unfinished-hint.ts';
export { createFile, createFolder, isOccupied, publishFile } from './store/transfer.ts';
export { collectGarbage, collectSome } from './retention.ts';
export type { Collected, Gone } from './retention.ts';
export { wasTidiedLately } from './tidied-hint.ts';
export { examine } from './doctor.ts';
export type { DoctorOptions } from './doctor.ts';
export type { Finding, FindingCode, Severity } from './domain/findings.ts';
export { explainEnding } from './why.ts';
export type { EndingOf } from './why.ts';
export { planProjectPurge, planUserPurge } from './purge.ts';
export type { PurgePlan } from './purge.ts';
