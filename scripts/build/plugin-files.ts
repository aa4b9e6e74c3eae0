// All files of the installable plugin, made in memory from the sources.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { bundle } from './bundle.ts';
import { declarations } from './declarations.ts';
import { ADEV_CMD, adevEntry } from './entries.ts';
import { readFolder, type Folder } from './folder.ts';
import { PACKAGE_JSON, pluginJson } from './manifest.ts';
import { notices } from './notices.ts';

/** Where the plugin is, below the root. */
export const PLUGIN_FOLDER = 'plugins/autonomous-dev';

/** The files that are started by their name. */
export const EXECUTABLES = ['bin/adev'];

/** The plugin of the sources below `root`, sorted by path. The same sources give the same bytes. */
export async function pluginFiles(root: string): Promise<Folder> {
  const { files: bundles, inputs } = await bundle(root);
  const skills = [...readFolder(path.join(root, 'skills'))].map(
    ([name, bytes]) => [`skills/${name}`, bytes] as const,
  );
  const files: (readonly [string, string | Buffer])[] = [
    ...bundles,
    ...declarations(root),
    ...skills,
    ['bin/adev', adevEntry()],
    ['bin/adev.cmd', ADEV_CMD],
    ['.claude-plugin/plugin.json', pluginJson(root)],
    ['package.json', PACKAGE_JSON],
    ['hooks/hooks.json', readFileSync(path.join(root, 'hooks/hooks.json'))],
    ['README.md', readFileSync(path.join(import.meta.dirname, 'plugin-readme.md'))],
    ['LICENSE', readFileSync(path.join(root, 'LICENSE'))],
    ['THIRD_PARTY_NOTICES.md', notices(root, inputs)],
  ];
  return new Map(
    files.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, content]) => [name, Buffer.from(content)]),
  );
}
