// What is kept of old work, and for how long: the limits are the person's settings. Sessions go whole, batches when they
// are finished; what still goes on is never touched.
import { join } from 'node:path';
import { BATCH } from './batches.ts';
import type { Batch } from './domain/batch.ts';
import { batchStatus, isUnfinished } from './domain/batch-queries.ts';
import { chooseGoing, REMOVED_STAYS_MS } from './domain/retention.ts';
import type { Going, Limits, Stored, WhyItGoes } from './domain/retention.ts';
import { tidyHints } from './hint-care.ts';
import { mustStay } from './kept-sessions.ts';
import { skippedBy } from './save-event.ts';
import { surveyState, type StateSurvey } from './state-survey.ts';
import { dropLog, emptyTrash, finishDrops, removeFolder } from './store/care.ts';
import { deadlineIn, isOver, msLeft, SAVE_DEADLINE_MS, type Deadline, type Store } from './store/store.ts';
import { batchHint } from './unfinished-hint.ts';
import { readSettings } from './user-settings.ts';
import { tidiedHint, wasTidiedLately } from './tidied-hint.ts';
import type { Workspace } from './workspace.ts';

/** What a run did; of a dry run, what it would have done. */
export type Collected = Readonly<{
  /** Sessions dropped, by the names of their folders, oldest first. */
  sessions: readonly Gone[];
  /** Finished batches removed: they are refused by name from now on, and go from the disk days later. */
  batches: readonly Gone[];
  /** Batches that were removed days ago, and have gone from the disk. */
  erased: readonly Gone[];
  /** How many drops were finished that earlier runs had left when they were cut short. */
  leftovers: number;
  /** Sessions that somebody added to just then: what they added is in its place. */
  putBack: readonly string[];
  /** Why something that had to go is still there. */
  problems: readonly string[];
  /** How many bytes are there afterwards. */
  stateBytes: number;
  /** All was looked at, and everything that had to go has gone. */
  isComplete: boolean;
}>;

export type Gone = Readonly<{ name: string; why: WhyItGoes | 'removed'; bytes: number }>;

/**
 * Drops what the limits are against. Costs what a survey costs, and of what may have to go a small read for each entry.
 * When the time is up the rest stays for the next run; until all is known only what is too old goes.
 */
export async function collectGarbage(
  workspace: Workspace,
  { isDryRun = false, deadline = NEVER }: Readonly<{ isDryRun?: boolean; deadline?: Deadline }> = {},
): Promise<Collected> {
  const { store } = workspace;
  if (!store.exists()) return NOTHING;
  const left = isDryRun ? NOTHING_LEFT : finishDrops(store.stateDir, { now: store.now, deadline });
  const leftovers = left.finished + (isDryRun ? 0 : emptyTrash(join(store.stateDir.path, 'batches')));
  // Half of the time is for measuring: where files are too many for it, the limits of age and number hold all the same.
  const survey = surveyState(store, deadline, deadlineIn(msLeft(deadline) / 2));

  const [sessions, batches, putBack]: [Gone[], Gone[], string[]] = [[], [], [...left.putBack]];
  const problems = [...left.problems];
  for (const going of goingIn(workspace, survey, deadline)) {
    const { name, kind, bytes } = going.what;
    const result = isDryRun ? 'dropped' : await drop(workspace, going.what, survey, deadline);
    if (typeof result !== 'string') problems.push(result.problem);
    if (result === 'put-back') putBack.push(name);
    if (result === 'dropped') (kind === 'session' ? sessions : batches).push({ name, why: going.why, bytes });
  }
  const erased = eraseRemoved(workspace, survey, isDryRun, deadline);

  const isComplete = left.isDone && survey.isComplete && !isOver(deadline);
  if (!isDryRun && isComplete) tidyHints(store, tidiedHint(workspace));
  const before = sum(survey.stored) + sum(survey.removed) + survey.otherBytes;
  return {
    sessions,
    batches,
    erased,
    leftovers,
    putBack,
    problems,
    stateBytes: before - sum(sessions) - sum(erased),
    isComplete,
  };
}

/** How long a hook may take for this, and how much of its own time it leaves. */
const PIECE_MS = 100;
const RESERVE_MS = 300;

/**
 * A piece of collectGarbage for a hook: at most about 100 ms, and a single look where all was done within the hour. Never throws:
 * a session's end is no place to hear of it.
 */
export async function collectSome(workspace: Workspace): Promise<void> {
  try {
    if (wasTidiedLately(workspace)) return;
    const latest = (workspace.surroundings.deadline?.at ?? Infinity) - RESERVE_MS;
    const deadline = { at: Math.min(deadlineIn(PIECE_MS).at, latest) };
    if (!isOver(deadline)) await collectGarbage(workspace, { deadline });
  } catch {
    // What cannot be looked at now is not lost, and adev gc says why.
  }
}

const NEVER: Deadline = { at: Infinity };
const NOTHING_LEFT = { putBack: [], problems: [], finished: 0, isDone: true } as const;
const NOTHING: Collected = {
  sessions: [],
  batches: [],
  erased: [],
  leftovers: 0,
  putBack: [],
  problems: [],
  stateBytes: 0,
  isComplete: true,
};

function goingIn(workspace: Workspace, survey: StateSurvey, deadline: Deadline): Generator<Going> {
  const { store, surroundings } = workspace;
  const { retention_days, keep_sessions, max_state_mb } = readSettings(surroundings);
  const limits: Limits = survey.isComplete
    ? { days: retention_days, sessions: keep_sessions, bytes: max_state_mb * 1_000_000 }
    : { days: retention_days, sessions: Infinity, bytes: Infinity };
  const stays = mustStay(workspace);
  // What has been removed is on its way out, and nothing else goes for the room it still takes.
  return chooseGoing(survey.stored, limits, store.now(), survey.otherBytes, ({ kind, name }) => {
    if (isOver(deadline)) return false;
    const session = survey.sessions.get(name);
    try {
      return kind === 'batch' ? isFinished(store, name) : session !== undefined && !stays(session);
    } catch {
      // What cannot be read is not known to be over.
      return false;
    }
  });
}

type DropResult = 'dropped' | 'put-back' | 'unfinished' | Readonly<{ problem: string }>;

/** A session goes only as it was when it was looked at, a batch only if it is still finished at that moment. */
async function drop(
  { store }: Workspace,
  { kind, name }: Stored,
  { sessions }: StateSurvey,
  deadline: Deadline,
): Promise<DropResult> {
  try {
    if (kind === 'session')
      return dropLog(store.stateDir, name, sessions.get(name)?.numbers ?? [], { now: store.now, deadline });
    const bounded = deadlineIn(Math.min(msLeft(deadline), SAVE_DEADLINE_MS));
    const isRemoved = await store.remove(BATCH, name, bounded, ({ data }) => !hasWorkLeft(data));
    if (isRemoved) store.unmarkOpen(batchHint(name));
    return isRemoved ? 'dropped' : 'put-back';
  } catch (error) {
    // One that resists must not keep the others.
    return { problem: `${kind} ${name}: ${skippedBy(error).detail}` };
  }
}

function eraseRemoved(
  { store }: Workspace,
  { removed }: StateSurvey,
  isDryRun: boolean,
  deadline: Deadline,
): Gone[] {
  return removed
    .filter(({ writtenMs }) => store.now() - writtenMs > REMOVED_STAYS_MS)
    .flatMap(({ id, bytes }, index) => {
      // One at least: where looking takes all the time, it has to come to an end, too.
      if (index > 0 && isOver(deadline)) return [];
      if (!isDryRun) removeFolder(join(store.stateDir.path, 'batches', id));
      return { name: id, why: 'removed', bytes };
    });
}

function isFinished(store: Store, batchId: string): boolean {
  const read = store.readNow(BATCH, batchId);
  return read.ok && read.value !== null && !hasWorkLeft(read.value.data);
}

function hasWorkLeft(batch: Batch): boolean {
  return isUnfinished(batchStatus(batch));
}

function sum(parts: readonly Readonly<{ bytes: number }>[]): number {
  return parts.reduce((all, { bytes }) => all + bytes, 0);
}
