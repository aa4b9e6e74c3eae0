// The second door to state, for what looks after it and saves nothing: retention, the doctor, a purge. What hooks and
// saves need is behind store.ts alone, so that none of this is loaded with it.
export { dropLog, finishDrops, type Dropped } from './drop-log.ts';
export { removeSeen, repairMode, wantedMode } from './clear-up.ts';
export { erase, findErasable, type Erasable } from './erase.ts';
export { inspect, type Seen, type StateOf, type What } from './inspect.ts';
export { batchAges, bytesBelow, freeSpace, isFolderThere, newestBytes, sessionAge } from './measure.ts';
export type { BatchAge, SessionAge } from './measure.ts';
export { probeSave } from './probe.ts';
export { checkRevisions, copyDamaged, type Revisions } from './soundness.ts';
export { emptyTrash, removeFolder } from './trash.ts';
