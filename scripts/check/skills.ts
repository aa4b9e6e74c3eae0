// What holds for every skill: a name that is free, a description that fits, what its listing costs each session, a body
// of bounded length, and commands that run without a person being asked.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { parseAdevCommand } from '../../lib/domain/adev-command.ts';
import { CLIENT_COMMANDS } from './client-commands.ts';
import { blocksOf } from './markdown.ts';

/** The client lists each skill with so much of its description. */
const MAX_DESCRIPTION = 1536;
/** For all skills together, in every session. */
const MAX_LISTING_TOKENS = 450;
/** A body is read whole when its skill is called. The patterns are a book, the others are instructions. */
const MAX_LINES = 80;
const MORE_LINES: Readonly<Record<string, number>> = { 'state-management-patterns': 250 };

/**
 * A skill that allows any tool is loaded by the model only after a person was asked; typed by a person it is loaded at
 * once. Who only runs commands that the plugin's own hook allows needs none.
 */
const MAY_ALLOW: readonly string[] = ['run-batch', 'state-management-patterns'];

const frontMatter = v.object({
  name: v.string(),
  description: v.string(),
  when_to_use: v.optional(v.string()),
  'allowed-tools': v.optional(v.array(v.string()), []),
});

export type Skill = Readonly<{
  folder: string;
  head: v.InferOutput<typeof frontMatter>;
  body: string;
  /** Of all its files. */
  bytes: number;
}>;

export function readSkills(root: string): Skill[] {
  const skills = path.join(root, 'skills');
  return readdirSync(skills)
    .toSorted()
    .map((folder) => {
      const text = readFileSync(path.join(skills, folder, 'SKILL.md'), 'utf8');
      const [, yaml = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
      const files = readdirSync(path.join(skills, folder), { recursive: true, withFileTypes: true });
      const bytes = files
        .filter((file) => file.isFile())
        .reduce((sum, { parentPath, name }) => sum + readFileSync(path.join(parentPath, name)).length, 0);
      return { folder, head: v.parse(frontMatter, parse(yaml)), body: body.trim(), bytes };
    });
}

/** One line for each thing that is not as it has to be. */
export function skillProblems(skills: readonly Skill[]): string[] {
  const listing = skills.reduce((sum, skill) => sum + tokensOf(listingOf(skill)), 0);
  return [
    ...skills.flatMap((skill) => problemsOf(skill).map((problem) => `skills/${skill.folder}: ${problem}`)),
    ...(listing > MAX_LISTING_TOKENS
      ? [`skills: their listing takes ${listing} tokens of every session, ${MAX_LISTING_TOKENS} are allowed`]
      : []),
  ];
}

/** What each skill costs, for people. */
export function skillSizes(skills: readonly Skill[]): string[] {
  return skills.map((skill) => {
    const { folder, body, bytes } = skill;
    const [listed, called] = [tokensOf(listingOf(skill)), tokensOf(body)];
    const lines = body.split('\n').length;
    return `skills/${folder}: ${listed} tokens listed, ${called} when called (${lines} lines), ${bytes} bytes in all`;
  });
}

/**
 * Three characters to a token: more than any tokenizer makes of English prose (about four), so that the budget holds
 * whichever model counts.
 */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 3);
}

/** The line that the client lists a skill with. */
export function listingOf({ folder, head }: Skill): string {
  return `- autonomous-dev:${folder}: ${describe(head)}\n`;
}

function describe({ description, when_to_use: when }: Skill['head']): string {
  return when === undefined ? description : `${description} - ${when}`;
}

function problemsOf({ folder, head, body }: Skill): string[] {
  const lines = body.split('\n').length;
  const allowed = MORE_LINES[folder] ?? MAX_LINES;
  const problems: string[] = [];
  if (head.name !== folder) problems.push(`its name is ${head.name}`);
  if (CLIENT_COMMANDS.has(folder)) problems.push('the client has a command of this name');
  if (describe(head).length > MAX_DESCRIPTION) {
    problems.push(`its description has more than ${MAX_DESCRIPTION} characters`);
  }
  if (lines > allowed) problems.push(`its body has ${lines} lines, ${allowed} are allowed`);
  const tools = head['allowed-tools'];
  if (tools.length > 0 && !MAY_ALLOW.includes(folder)) {
    problems.push('a person would be asked before it is loaded, as it allows tools');
  }
  const commands = adevCommands(body);
  for (const tool of tools) {
    const begins = commandOf(tool);
    if (!isNarrow(tool)) problems.push(`allows ${tool}, which is more than reading or one adev command`);
    else if (begins !== undefined && !commands.some((command) => `${command} `.startsWith(`${begins} `)))
      problems.push(`allows ${tool}, of which its body says nothing`);
  }
  for (const command of commands) {
    if (parseAdevCommand(command) === null) problems.push(`a person would be asked about: ${command}`);
  }
  return problems;
}

/** `Bash(adev batch next *)`: one command that agents may run, whatever its options. */
function isNarrow(tool: string): boolean {
  const command = commandOf(tool);
  return tool === 'Read' || (command !== undefined && parseAdevCommand(command) !== null);
}

function commandOf(tool: string): string | undefined {
  return /^Bash\((adev [a-z ]+) \*\)$/.exec(tool)?.[1];
}

/** All commands that a body gives: in blocks, with their heredocs, and between backticks. */
export function adevCommands(body: string): string[] {
  const inBlocks = blocksOf(body)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.match(/^adev .*<<.*\n[^]*?^EOF$|^adev .*$/gm) ?? []);
  const inText = body.replaceAll(/^```[^]*?^```$/gm, '').matchAll(/`(adev [^`]*[^`…])`/g);
  return [...inBlocks, ...[...inText].map(([, command = '']) => command)];
}
