// The third door to state, for what is taken in from elsewhere or written out for it: nothing that a hook loads.
export { createFile, createFolder, isOccupied } from './create-file.ts';
export { extendLog } from './extend-log.ts';
export { publishFile } from './publish-file.ts';
