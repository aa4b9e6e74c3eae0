// One simple shell command with at most one heredoc. Whatever a POSIX shell, bash or zsh might read otherwise than
// word for word is refused, so that the words found here are all that runs.

export type PlainCommand = Readonly<{
  words: readonly string[];
  /** What the heredoc holds. */
  stdin?: string;
}>;

/** No command of an agent is longer: a million characters. */
const MAX_CHARACTERS = 1024 * 1024;

const CONTROL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;
const CONTROL_IN_BODY = /[^\P{Cc}\t\n]|[\p{Cs}\p{Zl}\p{Zp}]/u;

const HEREDOC = / <<(['"])([A-Za-z_][A-Za-z0-9_]*)\1 *$/;

// Text in quotes that nothing expands, the name of an option up to its `=` (which zsh expands at the start of a word),
// text that needs no quotes, and what is between words.
const TOKEN = /'([^']*)'|"([^"$`\\!]*)"|(--[a-z][a-z-]*=)|([A-Za-z0-9_./:,@+-]+)| +/gy;

/** Null for everything that is not plainly one command. */
export function parsePlainCommand(command: string): PlainCommand | null {
  if (command.length > MAX_CHARACTERS) return null;
  const end = command.indexOf('\n');
  if (end < 0) return withWords(command);

  const line = command.slice(0, end);
  const [opener, , delimiter] = HEREDOC.exec(line) ?? [];
  if (opener === undefined || delimiter === undefined) return null;
  const stdin = heredocBody(command.slice(end + 1), delimiter);
  return stdin === null ? null : withWords(line.slice(0, -opener.length), stdin);
}

function withWords(line: string, stdin?: string): PlainCommand | null {
  const words = CONTROL.test(line) ? null : splitWords(line);
  if (words === null) return null;
  return { words, ...(stdin === undefined ? {} : { stdin }) };
}

function splitWords(line: string): readonly string[] | null {
  const words: string[] = [];
  let word: string | undefined;
  let read = 0;
  for (const [token, single, double, option, bare] of line.matchAll(TOKEN)) {
    read += token.length;
    const text = single ?? double ?? option ?? bare;
    if (text !== undefined) {
      word = (word ?? '') + text;
    } else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  if (read !== line.length) return null;
  return word === undefined ? words : [...words, word];
}

/** The lines before the delimiter, which has to be the last line. */
function heredocBody(text: string, delimiter: string): string | null {
  const lines = text.split('\n');
  const end = lines.indexOf(delimiter);
  const after = lines.slice(end + 1).join('\n');
  if (end < 0 || after !== '' || CONTROL_IN_BODY.test(text)) return null;
  return lines
    .slice(0, end)
    .map((line) => `${line}\n`)
    .join('');
}
