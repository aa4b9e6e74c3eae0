// The adev command: finds the command in the table, runs it and prints what it answers.
import { skippedBy, type Surroundings } from '../index.ts';
import { done, EXIT, skipped, usage, type Answer } from './answer.ts';
import { parseArguments, splitAtDashes, type Arguments } from './arguments.ts';
import type { Call, Command, Options } from './command.ts';
import { COMMANDS } from './commands.ts';
import { findCommand, splitWords } from './find-command.ts';
import { FREQUENT_COMMANDS } from './frequent-commands.ts';
import { helpFor, overview, usageOf } from './help.ts';
import { renderJson, renderScreen, renderText } from './output.ts';
import { pathNote } from './path-note.ts';
import { quote } from './quote.ts';
import { processTerminal, type Terminal } from './terminal.ts';
import { VERSION } from './version.ts';

/** Runs the command that the words name and resolves to its exit status. Never rejects, and changes no global state. */
export async function main(argv: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  const { command, act } = understand(argv, terminal);
  let answer: Answer;
  try {
    answer = await act();
  } catch (error) {
    answer = skipped(skippedBy(error));
  }
  try {
    const notes = renderText(answer.notes, false);
    const text = wantsJson(argv) ? renderJson(answer.json) : renderText(answer.lines, isColoured(terminal));
    if (notes !== '') terminal.stderr(notes);
    terminal.stdout(text);
    for (const line of pathNote(notes + text, terminal)) terminal.stderr(renderText([line], false));
    return answer.exit;
  } catch (error) {
    terminal.stderr(renderText([`adev: stdout cannot be written: ${skippedBy(error).detail}`], false));
    const isForgiving = command?.misused !== undefined;
    return answer.exit === EXIT.done && !isForgiving ? EXIT.skipped : answer.exit;
  }
}

type Understood = Readonly<{ command?: Command; act: () => Answer | Promise<Answer> }>;

function understand(argv: readonly string[], terminal: Terminal): Understood {
  const { front, words } = splitWords(argv);
  if (words.length === 0) return { act: () => withoutWords(front) };
  if (words[0] === 'help') return { act: () => helpOn(words.slice(1)) };
  const often = findCommand(words, FREQUENT_COMMANDS);
  const found = often.command === null ? findCommand(words, COMMANDS) : often;
  if (found.command === null)
    return { act: () => (wantsHelp(argv) ? helpOn(words) : unknown(found.problem)) };
  const { command, rest } = found;
  const args = parseArguments(command, [...front, ...rest]);
  if (args.options['help'] === true) return { act: () => helpFor([command]) };
  if (args.problem !== null) return { command, act: () => misuse(command, args, args.problem ?? '') };
  return { command, act: () => command.run(callOf(args, terminal)) };
}

function withoutWords(options: readonly string[]): Answer {
  const given = options.filter((option) => option !== '--json');
  if (given.includes('--version')) return done({ version: VERSION }, [`adev ${VERSION}`]);
  const unknownOption = given.find((option) => option !== '--help' && option !== '-h');
  return unknownOption === undefined ? overview(COMMANDS) : unknown(`unknown option ${quote(unknownOption)}`);
}

function helpOn(topic: readonly string[]): Answer {
  const words = topic.filter((word) => !word.startsWith('-'));
  if (words.length === 0) return overview(COMMANDS);
  const found = findCommand(words, COMMANDS);
  if (found.command !== null) return helpFor([found.command]);
  return found.begun.length > 0 ? helpFor(found.begun) : unknown(found.problem);
}

function unknown(problem: string): Answer {
  return usage(problem, ['All commands: adev help']);
}

function misuse(command: Command, { options }: Arguments, problem: string): Answer {
  if (command.misused !== undefined) return command.misused(problem, options);
  return usage(`${command.name}: ${problem}`, [
    `Usage: ${usageOf(command)}`,
    `More: adev help ${command.name}`,
  ]);
}

function callOf({ options, positionals }: Arguments, terminal: Terminal): Call<Options> {
  const { root, session } = options;
  const { env, cwd, now } = terminal;
  const surroundings: Surroundings = {
    env,
    cwd,
    now,
    ...(typeof root === 'string' && root !== '' ? { start: root } : {}),
    ...(typeof session === 'string' && session !== '' ? { sessionId: session } : {}),
  };
  return {
    // Checked against the command's own table of options, which its run is typed by.
    options: options as Call<Options>['options'],
    arguments: positionals,
    surroundings,
    terminal,
    width: () => terminal.screen()?.columns ?? Infinity,
    redraw: (lines) => terminal.stdout(renderScreen(lines, isColoured(terminal))),
  };
}

function isColoured({ env, screen }: Terminal): boolean {
  return !env['NO_COLOR'] && env['TERM'] !== 'dumb' && screen() !== null;
}

function wantsJson(argv: readonly string[]): boolean {
  return splitAtDashes(argv).before.includes('--json');
}

function wantsHelp(argv: readonly string[]): boolean {
  return splitAtDashes(argv).before.some((word) => word === '--help' || word === '-h');
}
