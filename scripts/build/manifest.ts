// The installed plugin's own manifests. Its version stands in one place, package.json.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const AUTHOR = 'The autonomous-dev authors';
const KEYWORDS = ['checkpoint', 'batch', 'resume', 'state', 'recovery', 'agents'];

type PackageJson = { name: string; version: string; description: string; license: string };

export function pluginJson(root: string): string {
  const { name, version, description, license } = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  ) as PackageJson;
  return json({ name, version, description, author: { name: AUTHOR }, license, keywords: KEYWORDS });
}

/** Without it, files without extension are ES modules wherever a folder above says `"type": "module"`. */
export const PACKAGE_JSON = json({ type: 'commonjs' });

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
