// Looks after a project's state: finds what is wrong with it and with what works on it, and repairs what a program can
// repair without deleting the only copy of anything.
import { BATCH } from './batches.ts';
import { settleFindings, type Diagnosis } from './doctor/diagnosis.ts';
import { diagnoseClient } from './doctor/client.ts';
import { diagnoseDisk } from './doctor/disk.ts';
import { diagnoseDocument, diagnoseLeases, diagnoseViews } from './doctor/documents.ts';
import { diagnoseFiles, diagnosePermissions } from './doctor/files.ts';
import { diagnoseHints } from './doctor/hints.ts';
import { diagnoseHooks } from './doctor/hooks.ts';
import { readAllSessions, type SeenSession } from './doctor/sessions.ts';
import { finding, worstFirst, type Finding } from './domain/findings.ts';
import { livenessSeenBy } from './sessions.ts';
import { readableBatches } from './state-survey.ts';
import { batchAges, inspect, type Seen, type StateOf } from './store/care.ts';
import { StateError, type Store } from './store/store.ts';
import { openUserStore, USER } from './user-settings.ts';
import { PROJECT, type Workspace } from './workspace.ts';

export type DoctorOptions = Readonly<{
  /** Repair what can be repaired. */
  isFixing: boolean;
  /** Of the Node.js that runs this. */
  nodeVersion: string;
}>;

/**
 * Everything that is found, the worst first. Reads all of the state, and makes and deletes one small file to see whether
 * a save would work. Throws a StateError where the state cannot be looked at.
 */
export async function examine(workspace: Workspace, options: DoctorOptions): Promise<readonly Finding[]> {
  const { isFixing, nodeVersion } = options;
  const { store, surroundings } = workspace;
  const user = openUserStore(surroundings);
  const files = [
    ...(await examineFiles(store, 'project', isFixing)),
    ...(await examineFiles(user, 'user', isFixing)),
  ];
  const settle = (diagnoses: readonly Diagnosis[]) => settleFindings(diagnoses, isFixing);
  const ofUser = isUsable(user) ? diagnoseDocument(user, { kind: USER, id: '', below: ['user'] }) : [];
  const { sessions, diagnoses } = isUsable(store)
    ? readAllSessions(store)
    : { sessions: [], diagnoses: noState(store) };
  return worstFirst([
    ...files,
    ...(await settle([...ofUser, ...diagnoses])),
    ...(await settle(isUsable(store) ? diagnoseState(workspace, sessions) : [])),
    ...(await settle([
      ...diagnoseDisk(workspace),
      ...diagnoseClient(workspace, nodeVersion),
      ...diagnoseHooks(workspace, sessions),
    ])),
  ]);
}

function diagnoseState(workspace: Workspace, sessions: readonly SeenSession[]): readonly Diagnosis[] {
  const { store, client } = workspace;
  const batches = readableBatches(store);
  return [
    ...batchAges(store.stateDir).flatMap(({ id }) =>
      diagnoseDocument(store, { kind: BATCH, id, below: ['batches', id] }),
    ),
    ...diagnoseDocument(store, { kind: PROJECT, id: '', below: ['project'] }),
    ...diagnoseLeases(workspace, batches),
    ...diagnoseHints(store, {
      batches,
      sessions: new Map(sessions.map(({ folder, session }) => [folder, session])),
      livenessOf: livenessSeenBy(client),
    }),
  ];
}

/** No folder is deeper below the state directory. */
const DEPTH = 4;

/** Permissions are repaired from above: they may have hidden what is below. */
async function examineFiles(store: Store, of: StateOf, isFixing: boolean): Promise<readonly Finding[]> {
  const permissions = new Map<string | null, Finding>();
  let seen: readonly Seen[] = [];
  for (let level = 0; level <= DEPTH; level += 1) {
    seen = inspect(store.stateDir.path, of, store.now());
    const settled = await settleFindings(diagnosePermissions(seen), isFixing);
    for (const each of settled) permissions.set(each.path, each);
    if (!settled.some(({ fixed }) => fixed)) break;
  }
  const views = of === 'project' && isUsable(store) ? diagnoseViews(store, seen) : [];
  return [
    ...permissions.values(),
    ...(await settleFindings([...diagnoseFiles(store, seen), ...views], isFixing)),
  ];
}

/** Whether there is a state directory of ours; what else is in its place has been found among the files. */
function isUsable(store: Store): boolean {
  try {
    return store.exists();
  } catch (error) {
    if (error instanceof StateError && error.code === 'unsafe-path') return false;
    throw error;
  }
}

function noState({ stateDir }: Store): readonly Diagnosis[] {
  const meaning = 'Nothing is recorded here: the first checkpoint starts it.';
  return [{ finding: finding('no-state', stateDir.path, meaning) }];
}
