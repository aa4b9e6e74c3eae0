export { createFile, createFolder, isOccupied } from './create-file.js';
export { extendLog } from './extend-log.js';
export { publishFile } from './publish-file.js';
