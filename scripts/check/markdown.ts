// Markdown as far as it can be wrong: fenced blocks, headings, and links that lead nowhere.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export type Block = Readonly<{
  language: string;
  text: string;
  /** Of its first line, from 1. */ line: number;
}>;

/** The Markdown that people and agents read, by path below the root. */
export function documents(root: string): string[] {
  const inSkills = readdirSync(path.join(root, 'skills'), { recursive: true, encoding: 'utf8' })
    .map((name) => `skills/${name.replaceAll(path.sep, '/')}`)
    .filter((name) => name.endsWith('.md'));
  const inGithub = readdirSync(path.join(root, '.github'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `.github/${name}`);
  return ['README.md', 'lib/README.md', ...inGithub.toSorted(), ...inSkills.toSorted()];
}

export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(
    ({ 1: language = '', 2: text = '', index }) => ({
      language,
      text,
      line: markdown.slice(0, index).split('\n').length + 1,
    }),
  );
}

/**
 * One line for each link that leads to no file, out of what is installed together, or to no heading; and for each `[1]`
 * without its note at the end, or note that nothing points to.
 */
export function brokenLinks(root: string, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const text = withoutBlocks(readFileSync(path.join(root, name), 'utf8'));
    const targets = [...text.matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)].map(([, target = '']) => target);
    return [
      ...targets
        .filter((target) => !leadsSomewhere(root, name, target))
        .map((target) => `${name}: links to ${target}, which is not there`),
      ...looseNotes(text).map((note) => `${name}: ${note} does not stand both in the text and under it`),
    ];
  });
}

function looseNotes(text: string): string[] {
  const under = new Set([...text.matchAll(/^\[\d+\]/gm)].map(([note]) => note));
  const within = new Set([...text.matchAll(/(?<=[ (|])\[\d+\](?![(:])/gm)].map(([note]) => note));
  return [...new Set([...under, ...within])].filter((note) => !under.has(note) || !within.has(note));
}

function leadsSomewhere(root: string, from: string, target: string): boolean {
  const [file = '', anchor] = target.split('#');
  const to = file === '' ? from : path.posix.join(path.posix.dirname(from), file);
  const skill = /^skills\/[^/]+\//.exec(from)?.[0] ?? '';
  if (!to.startsWith(skill) || !existsSync(path.join(root, to))) return false;
  return anchor === undefined || anchorsOf(readFileSync(path.join(root, to), 'utf8')).includes(anchor);
}

/** As GitHub makes them. */
function anchorsOf(markdown: string): string[] {
  return [...withoutBlocks(markdown).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function withoutBlocks(markdown: string): string {
  return markdown.replaceAll(/^```[^]*?^```$/gm, '');
}
