// What a session that drives a batch has to decide on, at the end of a turn.
import { contextOf, ownerOf, BATCH } from './batches.ts';
import { decideDrive, type DriveDecision } from './domain/drive.ts';
import { isObject } from './domain/json.ts';
import { ok, refuse, type Result } from './domain/result.ts';
import { readSession } from './sessions.ts';
import type { Workspace } from './workspace.ts';

export type Driven = Readonly<{
  decision: DriveDecision;
  batchId: string;
  /** When the session last went on, or began to drive: what has been told since then is not told again. */
  since: string;
  told: ReadonlySet<string>;
}>;

/** Refused `no-session` for the day's default: nothing asks that one to go on. */
export function requireSession({ sessionId, sessionIsDefault }: Workspace): Result<string> {
  if (!sessionIsDefault) return ok(sessionId);
  return refuse(
    'no-session',
    'Only a Claude Code session can drive a batch: run this in one, or name it with --session.',
  );
}

/** Null unless this session drives a batch that is there. */
export function driveOn(workspace: Workspace, backgroundTasks: readonly unknown[]): Driven | null {
  const { store, sessionId, surroundings } = workspace;
  const session = readSession(store, sessionId)?.session;
  const drive = session?.drive;
  if (session === undefined || drive?.on !== true) return null;
  const read = store.readNow(BATCH, drive.batchId);
  if (!read.ok || read.value === null) return null;
  const decision = decideDrive({
    drive,
    batch: read.value.data,
    owner: ownerOf(workspace),
    hasRunningAgents: backgroundTasks.some(isRunningAgent),
    context: contextOf(workspace)(surroundings.now()),
    clock: (time) => new Date(time).toTimeString().slice(0, 5),
  });
  return {
    decision,
    batchId: drive.batchId,
    since: drive.continued?.at ?? drive.since,
    told: session.told,
  };
}

/** Background tasks are shells and monitors too; those do not keep a turn from being over. */
function isRunningAgent(task: unknown): boolean {
  return isObject(task) && /agent|workflow/.test(String(task['type']));
}
