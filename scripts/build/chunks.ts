// Which file of the installed plugin's lib/ each source goes to, and what these files export. Every file that Node.js
// has to open costs a hook a part of a millisecond, and so does every line it has to read: what a hook needs is in one
// file, the rest in others. Sources are named by their path below the root.
import type { Survey } from './survey.ts';

/**
 * Each chunk with the sources it starts from: it holds them and all that they load, less what a chunk before it holds or
 * another one starts from. `base` is what every hook needs and all that an event takes to be appended; `core` what it
 * takes to change a document, and what is seldom met; `prompts` looks at a person's prompts and the client's questions,
 * `agents` at agent runs; `resume` is what hooks have to do with batches, `batch` what is beyond that; `cli` is the
 * command with what agents run, `commands` all other commands, `care` whatever nobody else starts from.
 */
const STARTS: readonly (readonly [chunk: string, sources: readonly string[]])[] = [
  [
    'base',
    [
      'hook',
      'save-checkpoint',
      'user-settings',
      'first-use',
      'damage-line',
      'unfinished-hint',
      'parked-hint',
      'tidied-hint',
    ],
  ],
  [
    'core',
    [
      'user-state-manager',
      'hook-failure',
      'domain/event',
      'domain/project',
      'store/documents',
      'store/locked-commit',
      'store/quarantine',
      'store/trash',
      'store/turnstile',
      'store/view',
    ],
  ],
  ['prompts', ['domain/adev-command', 'domain/launcher', 'domain/keyword-match', 'domain/skill-keywords']],
  ['agents', ['agent-tracker']],
  ['resume', ['session-brief', 'drive', 'cleared-session', 'lease-care']],
  ['batch', ['batch-state-manager']],
  ['cli', ['cli/main']],
  ['commands', ['cli/commands']],
];

/** The chunk that all others load at once; every other is loaded when something of it is first used. */
export const BASE = 'base';

/** All chunks, in the order in which they may load each other. */
export const CHUNKS = [...STARTS.map(([chunk]) => chunk), 'care'];

/** The files of the plugin's lib/ that others may load by name, whatever chunk holds their code. */
export const PUBLIC_FILES = [
  'index',
  'agent-tracker',
  'batch-state-manager',
  'user-state-manager',
  'project-root',
];

export const INDEX = 'lib/index.ts';

/** The chunk of each source of lib/ but the index, which only says where things are. */
export type Chunks = ReadonlyMap<string, string>;

export function assignChunks(survey: Survey): Chunks {
  const chunks = new Map<string, string>();
  const starts = new Map<string, string>(
    STARTS.flatMap(([chunk, names]) => names.map((name) => [`lib/${name}.ts`, chunk] as const)),
  );
  const visit = (source: string, chunk: string): void => {
    if (chunks.has(source) || !source.startsWith('lib/') || source === INDEX) return;
    // Whoever can read the original's files hardly ever has to.
    if (source.startsWith('lib/domain/legacy/') && chunk !== 'care') return;
    if ((starts.get(source) ?? chunk) !== chunk) return;
    chunks.set(source, chunk);
    for (const next of survey.get(source)?.loads ?? []) visit(next, chunk);
  };
  for (const [source, chunk] of starts) {
    if (!survey.has(source)) throw new Error(`${source}: not there, and yet ${chunk} starts from it`);
    visit(source, chunk);
  }
  for (const source of survey.keys()) visit(source, 'care');
  return chunks;
}

/** Where a name lives: the source that declares it, and its name there. */
export type Origin = Readonly<{ name: string; source: string; inside: string }>;

/** What a public file offers. Refuses an index that declares something itself. */
export function publicNames(file: string, survey: Survey): Origin[] {
  const path = `lib/${file}.ts`;
  const { imports = [], exports = [] } = survey.get(path) ?? {};
  return exports.map(({ name, local }) => {
    const origin = imports.find((each) => each.local === local);
    if (path === INDEX && origin === undefined)
      throw new Error(`${INDEX}: ${name} is to be exported from elsewhere`);
    return { name, source: origin?.from ?? path, inside: origin?.name ?? name };
  });
}

/** The names that a chunk exports, by source: what the public files offer, what others import, and the command. */
export function chunkExports(chunk: string, survey: Survey, chunks: Chunks): Map<string, Set<string>> {
  const wanted = [
    { source: 'lib/cli/main.ts', inside: 'main' },
    ...PUBLIC_FILES.flatMap((file) => publicNames(file, survey)),
    ...[...survey]
      .filter(([source]) => source !== INDEX && chunks.get(source) !== chunk)
      .flatMap(([, { imports }]) => imports.map(({ from, name }) => ({ source: from, inside: name }))),
  ];
  const names = new Map<string, Set<string>>();
  for (const { source, inside } of wanted) {
    if (chunks.get(source) !== chunk) continue;
    const declaring = declaringSource(source, inside, survey, chunks);
    names.set(declaring, (names.get(declaring) ?? new Set()).add(inside));
  }
  return names;
}

/** The source of the same chunk that this one has the name from, however often it was passed on. */
function declaringSource(source: string, name: string, survey: Survey, chunks: Chunks): string {
  const { imports = [], exports = [] } = survey.get(source) ?? {};
  const { local } = exports.find((each) => each.name === name) ?? {};
  const passedOn = imports.find((each) => each.local === local && each.name === name);
  return passedOn === undefined || chunks.get(passedOn.from) !== chunks.get(source)
    ? source
    : declaringSource(passedOn.from, name, survey, chunks);
}
