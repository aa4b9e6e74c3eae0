// The layers of the sources: which module may name which, types included, and a checker that reads it off their text,
// so that nothing escapes which a compiler would leave out.
import { builtinModules } from 'node:module';
import path from 'node:path';

/** Text by path below the root. */
export type Sources = ReadonlyMap<string, string>;

type Layer = Readonly<{ files: readonly string[]; may: readonly string[] }>;

/** The files that touch a person's own files or streams; the state directory is the store's alone. */
const CLI_WITH_FILES = [
  'lib/cli/terminal.ts',
  'lib/cli/list-file.ts',
  'lib/cli/link.ts',
  'lib/cli/legacy-files.ts',
];

/** What looks after the state, and saves nothing: it has a door of its own, so that no hook loads what is behind it. */
const STATE_CARE = [
  'lib/hint-care.ts',
  'lib/kept-sessions.ts',
  'lib/purge.ts',
  'lib/retention.ts',
  'lib/state-survey.ts',
  'lib/why.ts',
];

/** A file belongs to the first layer that names it. `x/**` is all below x, `x/*` its files; a lone name is itself. */
const LAYERS: readonly Layer[] = [
  { files: ['lib/domain/**'], may: ['lib/domain/**', 'valibot'] },
  { files: ['lib/store/packages.ts'], may: ['node:module', 'proper-lockfile', 'write-file-atomic'] },
  {
    files: ['lib/store/**'],
    may: [
      'lib/store/**',
      'lib/domain/**',
      'node:buffer',
      'node:crypto',
      'node:fs',
      'node:os',
      'node:path',
      'node:zlib',
    ],
  },
  { files: ['lib/brief.ts'], may: ['lib/domain/**'] },
  {
    files: ['lib/client.ts', 'lib/project-root.ts'],
    may: ['lib/domain/**', 'node:crypto', 'node:fs', 'node:os', 'node:path'],
  },
  {
    files: ['lib/index.ts'],
    may: ['lib/*', 'lib/hook.ts', 'lib/domain/**', 'lib/store/store.ts', 'lib/store/transfer.ts'],
  },
  { files: ['lib/hook.ts'], may: ['lib/*', 'lib/domain/**', 'lib/store/store.ts', 'node:fs', 'node:path'] },
  {
    files: STATE_CARE,
    may: ['lib/*', 'lib/domain/**', 'lib/store/store.ts', 'lib/store/care.ts', 'node:os', 'node:path'],
  },
  {
    files: ['lib/doctor.ts', 'lib/doctor/*'],
    may: ['lib/*', 'lib/doctor/*', 'lib/domain/**', 'lib/store/store.ts', 'lib/store/care.ts', 'node:path'],
  },
  {
    files: ['lib/import.ts', 'lib/import-changes.ts'],
    may: ['lib/*', 'lib/domain/**', 'lib/store/store.ts', 'lib/store/transfer.ts', 'node:os', 'node:path'],
  },
  { files: ['lib/*'], may: ['lib/*', 'lib/domain/**', 'lib/store/store.ts', 'node:os', 'node:path'] },
  {
    files: CLI_WITH_FILES,
    may: ['lib/cli/**', 'lib/index.ts', 'node:fs', 'node:path', 'node:timers/promises'],
  },
  { files: ['lib/cli/**'], may: ['lib/cli/**', 'lib/index.ts', 'lib/hook.ts', 'node:path'] },
  { files: ['hooks/*'], may: ['lib/index.ts', 'lib/hook.ts'] },
];

// No pattern lets these in, only their own name: what is below the edges gets handed what it needs.
const EDGES = ['lib/index.ts', 'lib/hook.ts'];

// On a slow machine each costs as much as a whole save, so it is taken with getBuiltinModule where it is needed.
const SLOW = ['node:crypto', 'node:zlib'];

/** One line for each import that the layers do not allow. */
export function layerViolations(sources: Sources): string[] {
  return [...sources].flatMap(([file, text]) => {
    const layer = LAYERS.find(({ files }) => files.some((pattern) => matches(file, pattern)));
    if (layer === undefined) return [`${file}: is in no layer`];
    return modulesNamedIn(file, text).flatMap(({ to, lazy }) => {
      const isEdge = EDGES.includes(to) && !layer.may.includes(to);
      if (isEdge || !layer.may.some((pattern) => matches(to, pattern)))
        return [`${file}: may not load ${to}`];
      return SLOW.includes(to) && !lazy ? [`${file}: may load ${to} only when it is needed`] : [];
    });
  });
}

type Named = Readonly<{ to: string; lazy: boolean }>;

/** The modules that a source names, by path below the root; a computed name is `(computed)`, which nobody may load. */
export function modulesNamedIn(file: string, text: string): Named[] {
  const code = text.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, '');
  const loaders = [...code.matchAll(/\b(\w+)\s*=\s*createRequire\(/g)].map(([, name]) => name);
  const call = new RegExp(
    String.raw`\b(?:require|import|getBuiltinModule|createRequire\([^)]*\)${loaders.map((name) => `|${name}`).join('')})\(\s*([^)]*?)\s*\)`,
    'g',
  );
  const resolve = (name: string): string => {
    if (name.startsWith('.')) return path.posix.join(path.posix.dirname(file), name);
    return builtinModules.includes(name) ? `node:${name}` : name;
  };
  return [
    ...[...code.matchAll(/^(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*['"]([^'"]+)['"]/gm)].map(
      ([, name = '']) => {
        return { to: resolve(name), lazy: false };
      },
    ),
    ...[...code.matchAll(call)].map(([, argument = '']) => {
      const [, name] = /^['"]([^'"]+)['"]$/.exec(argument) ?? [];
      return { to: name === undefined ? '(computed)' : resolve(name), lazy: true };
    }),
  ];
}

function matches(file: string, pattern: string): boolean {
  if (pattern.endsWith('/**')) return file.startsWith(pattern.slice(0, -2));
  if (pattern.endsWith('/*'))
    return file.startsWith(pattern.slice(0, -1)) && !file.slice(pattern.length - 1).includes('/');
  return file === pattern;
}
