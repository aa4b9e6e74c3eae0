// What a session that drives a batch has to decide on, at the end of a turn.
import { contextOf, ownerOf, BATCH } from './batches.ts';
import { decideDrive, type DriveDecision } from './domain/drive.ts';
import { isObject } from './domain/json.ts';
import { readSession } from './sessions.ts';
import type { Workspace } from './workspace.ts';

export type Driven = Readonly<{
  decision: DriveDecision;
  batchId: string;
  since: string;
  told: ReadonlySet<string>;
}>;

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
  return { decision, batchId: drive.batchId, since: drive.since, told: session.told };
}

/** Background tasks are shells too; those do not keep a turn from being over. */
function isRunningAgent(task: unknown): boolean {
  if (!isObject(task) || task['type'] === 'shell') return false;
  return typeof task['agent_type'] === 'string' || String(task['type']).includes('agent');
}
