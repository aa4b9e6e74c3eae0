// Agents that save from the Bash tool, and what they were answered. The saving process itself writes its answer into
// a file, so that no kill can hide an acknowledgement.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { portablePattern } from './portable-pattern.ts';
import type { ThrowAwayProject } from './throw-away-project.ts';

/** What one save was answered; null when its process was killed before it could answer. */
export type Answer = Readonly<{ message: string; answer: string | null }>;

/** A saving function, `save AGENT MESSAGE` in shell: by the command. */
export const BY_ADEV = 'save() { adev checkpoint save --agent "$1" --message "$2"; }\n';

/** By the lines that the README gives to scripts. */
export function byPortablePattern(): string {
  const readme = readFileSync(path.resolve(import.meta.dirname, '../../README.md'), 'utf8');
  return `save() {\n${portablePattern(readme, '"$1"', '"$2"')}}\n`;
}

/** A command by which an agent saves one step after the other; each message is unlike all others. */
export function savingCommand(agent: string, saveFunction: string, from: number, to: number): string {
  return `${saveFunction}step=${from}
while [ $step -le ${to} ]; do
  printf '%s\\t' "${agent}: step $step is done"
  save ${agent} "${agent}: step $step is done"
  step=$((step + 1))
done >> "$ANSWERS/${agent}.txt"`;
}

/** Where the saving processes write their answers; their environment names it `ANSWERS`. */
export function answersFolder(project: ThrowAwayProject): string {
  const folder = path.join(project.folder, 'answers');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** All answers so far, or those that one agent got. */
export function readAnswers(folder: string, agent?: string): readonly Answer[] {
  const files = agent === undefined ? readdirSync(folder) : [`${agent}.txt`];
  return files.flatMap((name) => parseAnswers(readFileSync(path.join(folder, name), 'utf8')));
}

export function isSaved({ answer }: Answer): boolean {
  return answer === 'Checkpoint: saved';
}

function parseAnswers(text: string): Answer[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [message = '', answer = ''] = line.split('\t');
    return { message, answer: answer === '' ? null : answer };
  });
}
