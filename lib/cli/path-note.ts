// A hint is of no use to a person whose shell cannot find the command that it names. Claude Code puts `adev` only on the
// PATH of its own Bash tool.
import { plainText, programsOnPath, shellWord } from '../index.ts';
import type { Terminal } from './terminal.ts';

/** What to add below texts that name the command, for a person at a terminal that has none of it. */
export function pathNote(text: string, { env, cwd, screen, program }: Terminal): readonly string[] {
  const isForPerson = screen() !== null && !env['CLAUDECODE'];
  if (!isForPerson || !/\badev [a-z]/.test(text)) return [];
  if (programsOnPath('adev', cwd(), env).length > 0) return [];
  return [`Your shell does not find adev. To make it a command: ${wordFor(program())} link`];
}

function wordFor(text: string): string {
  const plain = plainText(text);
  return /^[\w./-]+$/.test(plain) ? plain : shellWord(plain);
}
