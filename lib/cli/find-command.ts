// Which command the words of an invocation name.
import { COMMON_OPTIONS, type Command, type Options } from './command.ts';
import { nearest } from './nearest.ts';
import { quote } from './quote.ts';

export type Found =
  | Readonly<{ command: Command; rest: readonly string[] }>
  | Readonly<{
      command: null;
      problem: string;
      /** The commands whose names the first word begins. */
      begun: readonly Command[];
    }>;

/** `words` has at least one. */
export function findCommand(words: readonly string[], commands: readonly Command[]): Found {
  for (const count of [2, 1]) {
    const name = words.slice(0, count).join(' ');
    const command = commands.find((candidate) => candidate.name === name);
    if (command !== undefined) return { command, rest: words.slice(count) };
  }
  const [first = '', second] = words;
  const begun = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (begun.length === 0) {
    const firstWords = [...commands.map(({ name }) => name.split(' ')[0] ?? ''), 'help'];
    return { command: null, problem: unknownWord(first, firstWords), begun };
  }
  const secondWords = begun.map(({ name }) => name.slice(first.length + 1));
  const problem =
    second === undefined || second.startsWith('-')
      ? `${first} needs one of: ${secondWords.join(', ')}`
      : `${first}: ${unknownWord(second, secondWords)}`;
  return { command: null, problem, begun };
}

/** The words from the first that is no option; options that every command takes may stand in front. */
export function splitWords(
  argv: readonly string[],
): Readonly<{ front: readonly string[]; words: readonly string[] }> {
  const common: Options = COMMON_OPTIONS;
  let at = 0;
  while (argv[at]?.startsWith('-')) {
    const name = argv[at]?.slice(2) ?? '';
    at += Object.hasOwn(common, name) && common[name]?.value !== undefined ? 2 : 1;
  }
  return { front: argv.slice(0, at), words: argv.slice(at) };
}

function unknownWord(word: string, words: readonly string[]): string {
  const meant = nearest(word, words);
  return `there is no command ${quote(word)}${meant === null ? '' : `; did you mean ${meant}?`}`;
}
