// Which `adev` commands an agent runs by itself. They touch the project's run state and nothing else; whatever is not
// listed here needs a person.
import { parsePlainCommand } from './plain-command.ts';

export type AdevCommand = Readonly<{
  /** The words behind `adev`. */
  args: readonly string[];
  /** Those that may name a file to read: relative, without `..`. Where links lead is still to be looked at. */
  files: readonly string[];
  stdin?: string;
}>;

// The options of each; one that takes a value ends in `=`.
const RUN = 'message= tools= agent-id=';
const OUTCOME = 'batch= token= error= reason= category= commit= pr= note=';
const AGENT_COMMANDS: Readonly<Record<string, string | Readonly<Record<string, string>>>> = {
  checkpoint: {
    save: 'agent= message= tools= issue= kind= strict',
    list: 'all agent= limit=',
  },
  agent: { start: RUN, complete: RUN, fail: RUN, status: 'dismiss expect=' },
  batch: {
    create: 'feature= issues= title= id= depends= max-attempts= drive',
    add: 'batch= feature=',
    next: 'batch= claim ttl= agent= wait=',
    complete: OUTCOME,
    fail: OUTCOME,
    skip: OUTCOME,
    retry: OUTCOME,
    release: OUTCOME,
    list: '',
    show: 'batch=',
    summary: 'batch=',
    pause: 'batch= reason=',
    unpause: 'batch=',
    adopt: 'batch= drive',
    cancel: 'batch=',
    drive: 'batch= until=',
  },
  status: '',
  why: '',
  history: '',
  restore: '',
  doctor: '',
  prefs: { get: '', list: '' },
};

const EVERYWHERE = 'json session= help';

/** The command, if it is plainly one of those; null for everything else. */
export function parseAdevCommand(command: string): AdevCommand | null {
  if (!/^ *adev /.test(command)) return null;
  const plain = parsePlainCommand(command);
  if (plain === null) return null;
  const args = plain.words.slice(1);
  const found = findCommand(args);
  if (found === null || args.some((word) => /^--root(?:=|$)/.test(word))) return null;
  const places = positionals(found.rest, optionsOf(found.options));
  if (places === null) return null;
  const files = found.readsFiles ? places.filter((place) => place !== '-') : [];
  if (!files.every(isBelow)) return null;
  return { args, files, ...(plain.stdin === undefined ? {} : { stdin: plain.stdin }) };
}

/** Each agent-facing command by its full name, with its options and whether each takes a value. */
export function agentCommands(): ReadonlyMap<string, ReadonlyMap<string, boolean>> {
  const commands = Object.entries(AGENT_COMMANDS).flatMap(([first, entry]) =>
    typeof entry === 'string'
      ? [[first, optionsOf(entry)] as const]
      : Object.entries(entry).map(([second, options]) => [`${first} ${second}`, optionsOf(options)] as const),
  );
  return new Map(commands);
}

type Found = Readonly<{ options: string; rest: readonly string[]; readsFiles: boolean }>;

function findCommand([first = '', ...behind]: readonly string[]): Found | null {
  const entry = valueOf(AGENT_COMMANDS, first);
  if (entry === undefined) return null;
  if (typeof entry === 'string') return { options: entry, rest: behind, readsFiles: false };
  const [second = '', ...rest] = behind;
  const options = valueOf(entry, second);
  const readsFiles = first === 'batch' && (second === 'create' || second === 'add');
  return options === undefined ? null : { options, rest, readsFiles };
}

function valueOf<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function optionsOf(options: string): ReadonlyMap<string, boolean> {
  const names = `${options} ${EVERYWHERE}`.trim().split(' ');
  return new Map(names.map((name) => [name.replace('=', ''), name.endsWith('=')]));
}

/** What is neither an option nor an option's value, as `adev` itself tells them apart; null with an unknown option. */
function positionals(
  words: readonly string[],
  options: ReadonlyMap<string, boolean>,
): readonly string[] | null {
  const places: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '-' || !word.startsWith('-')) {
      places.push(word);
      continue;
    }
    const [, name = '', value] = /^--([a-z-]+)(=.*)?$/su.exec(word) ?? [];
    const takesValue = options.get(name);
    if (takesValue === undefined || (!takesValue && value !== undefined)) return null;
    if (!takesValue || value !== undefined) continue;
    const next = words[at + 1];
    if (next === undefined || (next.startsWith('--') && options.has(next.slice(2)))) return null;
    at += 1;
  }
  return places;
}

/** Whether a path is relative and never goes up, on any system. */
function isBelow(file: string): boolean {
  return file !== '' && !/^(?:[\\/~]|[A-Za-z]:)/.test(file) && !file.split(/[\\/]/).includes('..');
}
