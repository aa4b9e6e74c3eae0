// What the doctor sees without opening anything: whose the files are, who may read them, and what lies there that should
// not.
import { dirname, relative } from 'node:path';
import type { Diagnosis } from './diagnosis.ts';
import { finding } from '../domain/findings.ts';
import { emptyTrash, finishDrops, removeSeen, repairMode, wantedMode, type Seen } from '../store/care.ts';
import type { Store } from '../store/store.ts';

/** Permissions come first, because what may not be opened cannot be looked at. */
export function diagnosePermissions(seen: readonly Seen[]): readonly Diagnosis[] {
  if (process.platform === 'win32') return [];
  return seen.filter(isWrong).map((it) => {
    const [is, wanted] = [it.mode, wantedMode(it.isFolder)].map((mode) => `0${mode.toString(8)}`);
    const meaning =
      (it.mode & 0o077) === 0
        ? `Its permissions are ${is}, so that this program cannot work with it.`
        : `Its permissions are ${is}: other users of this machine may come at it.`;
    return {
      finding: finding('permissions', it.path, meaning, `Set them to ${wanted}.`),
      repair: () => repairMode(it),
    };
  });
}

function isWrong({ what, mode, isFolder, uid }: Seen): boolean {
  const isOurs = !['foreign', 'link', 'obstacle', 'trash', 'lock'].includes(what);
  return isOurs && uid === ownUid(uid) && mode !== wantedMode(isFolder);
}

/** Whose files these have to be; where there are no users, whose they are. */
function ownUid(uid: number): number {
  return process.geteuid?.() ?? uid;
}

export function diagnoseFiles(store: Store, seen: readonly Seen[]): readonly Diagnosis[] {
  return seen.flatMap((it): Diagnosis[] => {
    if (it.uid !== ownUid(it.uid)) return [foreignOwner(it)];
    switch (it.what) {
      case 'link':
        return [symbolicLink(it)];
      case 'obstacle':
        return [obstacle(it)];
      case 'foreign':
        return [foreignFile(it)];
      case 'temp':
        return it.isLeft ? [leftoverTemp(it)] : [];
      case 'lock':
        return it.isLeft ? [leftoverLock(it)] : [];
      case 'trash':
        return it.isLeft ? [leftoverTrash(store, it)] : [];
      case 'folder':
      case 'revision':
      case 'entry':
      case 'copy':
      case 'view':
      case 'hint':
        return [];
    }
  });
}

function foreignOwner({ path, uid, isFolder }: Seen): Diagnosis {
  const me = process.geteuid?.();
  const meaning = `It belongs to user ${uid}, not to user ${me}: ${isFolder ? 'saving here is refused' : 'it is not read'}.`;
  return {
    finding: finding('foreign-owner', path, meaning, `Hand it over, as its owner: chown -R ${me} the path.`),
  };
}

function symbolicLink({ path }: Seen): Diagnosis {
  const meaning =
    'It is a symbolic link: state is never read or written through one, so what it stands for is missing.';
  return { finding: finding('symbolic-link', path, meaning, 'Look where it leads, then delete the link.') };
}

function obstacle({ path, isFolder }: Seen): Diagnosis {
  const meaning = `A ${isFolder ? 'folder' : 'file'} stands where something else is kept: saving here is refused, or this part is missing.`;
  return { finding: finding('obstacle', path, meaning, 'Look what it is, and move it away.') };
}

function foreignFile({ path }: Seen): Diagnosis {
  const meaning = 'It is none of the files that are kept here. It does no harm, and is left alone.';
  return { finding: finding('foreign-file', path, meaning, 'Move it away if you do not know it.') };
}

function leftoverTemp(it: Seen): Diagnosis {
  const meaning =
    'It was left by a save that was killed before it was acknowledged, or by a publishing of a view.';
  return {
    finding: finding('leftover-temp', it.path, meaning, 'Delete it.'),
    repair: () => void removeSeen(it),
  };
}

function leftoverLock(it: Seen): Diagnosis {
  const meaning =
    'A writer was killed while it held this lock; the next one has to wait until it counts as stale.';
  return {
    finding: finding('leftover-lock', it.path, meaning, 'Delete it.'),
    repair: () => void removeSeen(it),
  };
}

function leftoverTrash(store: Store, { path }: Seen): Diagnosis {
  const meaning = 'It was removed by a command that was killed before it had deleted all of it.';
  const isSession = relative(store.stateDir.path, dirname(path)) === 'sessions';
  return {
    finding: finding(
      'leftover-trash',
      path,
      meaning,
      'Delete the rest; what was added to a session meanwhile is put back.',
    ),
    repair() {
      if (isSession) finishDrops(store.stateDir, { now: store.now, deadline: { at: Infinity } });
      else emptyTrash(dirname(path));
    },
  };
}
