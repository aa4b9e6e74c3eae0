// What the doctor finds in the documents: revisions that are damaged, data that this program cannot use, views of
// nothing, and claims of owners that are gone.
import { basename, join } from 'node:path';
import { contextOf } from '../batches.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Batch } from '../domain/batch.ts';
import { batchStatus, isUnfinished } from '../domain/batch-queries.ts';
import { finding } from '../domain/findings.ts';
import { isHeld, type Context } from '../domain/owners.ts';
import { cutText, plainLine } from '../domain/text.ts';
import {
  batchAges,
  checkRevisions,
  copyDamaged,
  removeSeen,
  type Revisions,
  type Seen,
} from '../store/care.ts';
import { StateError, type Kind, type Store } from '../store/store.ts';
import type { Workspace } from '../workspace.ts';

/** Which document, and the folder of its revisions below the state directory. */
export type DocumentPlace<T> = Readonly<{ kind: Kind<T>; id: string; below: readonly string[] }>;

/** What is wrong with the bytes and the data of one document. Reads all its revisions. */
export function diagnoseDocument<T>(store: Store, place: DocumentPlace<T>): readonly Diagnosis[] {
  const { kind, id, below } = place;
  const path = join(store.stateDir.path, ...below);
  const name =
    id === '' ? `The ${kind.name} document` : `${kind.name[0]?.toUpperCase()}${kind.name.slice(1)} ${id}`;
  const found: Diagnosis[] = [];
  try {
    const revisions = checkRevisions(store.stateDir, kind.name, below);
    if (revisions.damaged.length > 0) found.push(damaged(store, { name, path, below }, revisions));
    store.readNow(kind, id);
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    if (error.code === 'newer-version') {
      found.push({
        finding: finding('newer-version', path, `${name}: ${error.message}.`, 'Update the plugin.'),
      });
      // What is no folder of ours shows by itself.
    } else if (error.code !== 'unsafe-path') {
      found.push({
        finding: finding('unreadable', path, `${name} cannot be used: ${error.message}.`, UNREADABLE),
      });
    }
  }
  return found;
}

const UNREADABLE =
  'Nothing is written over it. A newer version of the plugin may know it; else move the folder away.';

type Place = Readonly<{ name: string; path: string; below: readonly string[] }>;

function damaged(
  { stateDir }: Store,
  { name, path, below }: Place,
  { sound, damaged }: Revisions,
): Diagnosis {
  const [newest] = sound;
  const what = damaged.map(({ number, why }) => `${number} (${why})`).join(', ');
  const uncopied = damaged.filter(({ isCopied }) => !isCopied).map(({ number }) => number);
  const which = `${damaged.length === 1 ? 'revision' : 'revisions'} ${what} of it ${damaged.length === 1 ? 'is' : 'are'} damaged`;
  const copied = 'A copy of the damaged bytes is kept beside it, as corrupt-NUMBER-HASH.';
  const isLost = newest === undefined;
  const isNewest = !isLost && damaged.some(({ number }) => number > newest);
  const serves = isLost
    ? 'none is sound, so everything about it is refused'
    : `${sound.length} sound ${sound.length === 1 ? 'revision is' : 'revisions are'} left, and ${
        isNewest
          ? `revision ${newest} serves: what was changed after it is lost`
          : `the newest, ${newest}, is sound`
      }`;
  const fix = uncopied.length > 0 ? 'Copy the damaged bytes aside; nothing is deleted.' : copied;
  const found = finding(
    isLost ? 'damaged-document' : 'damaged-revision',
    path,
    `${name}: ${which}; ${serves}.`,
    fix,
  );
  return uncopied.length === 0
    ? { finding: found }
    : { finding: found, repair: () => copyDamaged(stateDir, below, uncopied) };
}

/** Views whose batch is gone. The view of a batch that has no folder may be all that is left of it. */
export function diagnoseViews(store: Store, seen: readonly Seen[]): readonly Diagnosis[] {
  const isRemoved = new Map(batchAges(store.stateDir).map((age) => [age.id, age.isRemoved]));
  return seen.flatMap((it): Diagnosis[] => {
    if (it.what !== 'view') return [];
    const id = basename(it.path, '.json');
    const removed = isRemoved.get(id);
    if (removed === false) return [];
    if (removed === true) {
      const meaning = `Batch ${id} was removed, and this copy of it was left.`;
      return [
        {
          finding: finding('leftover-view', it.path, meaning, 'Delete it.'),
          repair: () => void removeSeen(it),
        },
      ];
    }
    const meaning = `There is no batch ${id}: this copy for people may be all that is left of it.`;
    return [
      { finding: finding('leftover-view', it.path, meaning, 'Delete it yourself if you do not need it.') },
    ];
  });
}

/** Features whose owner is gone: they are taken over by whoever claims next. */
export function diagnoseLeases(workspace: Workspace, batches: readonly Batch[]): readonly Diagnosis[] {
  const { store, surroundings } = workspace;
  const context = contextOf(workspace)(surroundings.now());
  return batches
    .filter((batch) => isUnfinished(batchStatus(batch)))
    .flatMap((batch) => staleIn(batch, context).map((meaning) => ({ batch, meaning })))
    .map(({ batch: { batch_id }, meaning }) => ({
      finding: finding(
        'stale-lease',
        join(store.stateDir.path, 'batches', batch_id),
        meaning,
        `It is offered again, as uncertain: adev batch next ${batch_id} --claim, or adev batch adopt ${batch_id}.`,
      ),
    }));
}

function staleIn(batch: Batch, context: Context): readonly string[] {
  return batch.features.flatMap(({ number, status, lease }) => {
    if (status !== 'in_progress' || lease === undefined) return [];
    const isLive: boolean = isHeld(lease, context);
    if (isLive) return [];
    const session = cutText(plainLine(lease.owner.session_id), 80);
    return [
      `Feature ${number} of batch ${batch.batch_id} was claimed by session ${session} at ${plainLine(lease.taken_at)}, ` +
        'and that owner is gone or its time is up.',
    ];
  });
}
