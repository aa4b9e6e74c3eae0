// THIRD_PARTY_NOTICES.md: the licence of every package of which something is in the plugin.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

type Package = { name: string; version: string; license: string };

/** The notices for the packages among the bundled `inputs`, which are named by their path below `root`. */
export function notices(root: string, inputs: readonly string[]): string {
  const folders = new Set(
    inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input) ?? []),
  );
  const entries = [...folders].map((folder) => entry(path.join(root, folder))).toSorted();
  return `# Third-party notices

This plugin contains code of the following packages.

${entries.join('\n')}`;
}

function entry(folder: string): string {
  const { name, version, license } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  ) as Package;
  const file = readdirSync(folder).find((each) => /^licen[cs]e(?:\.\w+)?$/i.test(each));
  if (file === undefined)
    throw new Error(`${name} ${version} comes without a licence text and cannot be bundled`);
  const text = readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
  return `## ${name} ${version} (${license})

\`\`\`\`text
${text}
\`\`\`\`
`;
}
