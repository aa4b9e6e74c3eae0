// Makes the installable plugin from the sources; leaves it alone when it is what they give.
import path from 'node:path';
import { differences, readFolder, replaceFolder } from './build/folder.ts';
import { EXECUTABLES, PLUGIN_FOLDER, pluginFiles } from './build/plugin-files.ts';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, PLUGIN_FOLDER);

const files = await pluginFiles(root);
const changes = differences(files, readFolder(folder));
if (changes.length > 0) replaceFolder(folder, files, EXECUTABLES);
console.log(`${PLUGIN_FOLDER}: ${files.size} files, ${changes.length === 0 ? 'as before' : 'rebuilt'}`);
