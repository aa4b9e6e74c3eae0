export { createFile, createFolder, isOccupied } from './create-file.js';
export { sha256Of } from './digest.js';
export { extendLog } from './extend-log.js';
