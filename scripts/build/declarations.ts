// The type declarations of the plugin's public files, for a project that has none of our packages: schemas and what
// takes them are left out, and a type that was inferred from one is written out. Refuses what would still need a package to be understood.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PUBLIC_FILES } from './chunks.ts';

const { resolve } = createRequire(import.meta.url);
const PACKAGES = path.dirname(path.dirname(resolve('typescript/package.json')));

/** Declarations of the public files below `root` and of what they refer to, by path in the plugin. */
export function declarations(root: string): Map<string, string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'declarations-'));
  try {
    emit(folder, {
      files: PUBLIC_FILES.map((name) => path.join(root, 'lib', `${name}.ts`)),
      compilerOptions: { rootDir: path.join(root, 'lib'), outDir: path.join(folder, 'lib') },
    });
    return publish(folder, reachable(path.join(folder, 'lib')));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Statement = { file: string; name: string; text: string };

const FOREIGN = /\bv\.\w+|from '(?!\.|node:)[^']+'/;

function publish(folder: string, sources: ReadonlyMap<string, string>): Map<string, string> {
  const statements = [...sources].flatMap(([file, text]) =>
    statementsOf(text).map((statement) => ({ file, ...statement })),
  );
  const isInternal = ({ file, text }: Statement): boolean =>
    /^(?:export )?declare const /m.test(text) || !PUBLIC_FILES.includes(file);
  const schemas = statements.filter(
    (each) =>
      /^(?:export )?declare (?:const|function) /m.test(each.text) &&
      FOREIGN.test(each.text) &&
      isInternal(each),
  );
  const isInferred = ({ file, text }: Statement): boolean =>
    FOREIGN.test(text) ||
    schemas.some((schema) => schema.file === file && text.includes(`typeof ${schema.name}`));
  const inferred = statements.filter(
    (statement) => /^(?:export )?type \w+ = /m.test(statement.text) && isInferred(statement),
  );
  const writtenOut = writeOut(folder, inferred);

  const published = new Map<string, string>();
  for (const statement of statements) {
    if (schemas.includes(statement) || statement.text.endsWith("from 'valibot';\n")) continue;
    const text = writtenOut.get(statement) ?? statement.text;
    const foreign = FOREIGN.exec(text)?.[0];
    if (foreign !== undefined) {
      throw new Error(
        `lib/${statement.file}.ts: without its packages nobody can read ${foreign} in ${statement.name}`,
      );
    }
    const name = `lib/${statement.file}.d.ts`;
    published.set(name, (published.get(name) ?? '') + text.replace(/(?<=from '\..*)\.ts';$/m, ".js';"));
  }
  // TypeScript looks for the types of x.cjs in x.d.cts only.
  for (const name of PUBLIC_FILES) published.set(`lib/${name}.d.cts`, `export * from './${name}.js';\n`);
  return published;
}

// The compiler writes a type out in full where it has to infer one that is made anew from the old.
function writeOut(folder: string, inferred: readonly Statement[]): Map<Statement, string> {
  const lines = [
    'type Plain<T> = T extends (...args: never) => unknown ? T : T extends object ? { [K in keyof T]: Plain<T[K]> } : T;',
    'declare function plain<T>(): Plain<T>;',
    ...inferred.flatMap(({ file, name }, index) => [
      `import type { ${name} as T${index} } from './lib/${file}.ts';`,
      `export const t${index} = plain<T${index}>();`,
    ]),
  ];
  writeFileSync(path.join(folder, 'plain.ts'), lines.join('\n'));
  emit(folder, {
    files: [path.join(folder, 'plain.ts')],
    compilerOptions: {
      outDir: path.join(folder, 'out'),
      paths: { valibot: [path.join(PACKAGES, 'valibot')] },
    },
  });
  const types = new Map(
    statementsOf(readFileSync(path.join(folder, 'out', 'plain.d.ts'), 'utf8')).map(({ name, text }) => [
      name,
      text.replace(/^export declare const \w+: /, ''),
    ]),
  );
  return new Map(
    inferred.map((statement, index) => [
      statement,
      statement.text.replace(/(?<=^(?:export )?type \w+ = )[\s\S]*$/m, types.get(`t${index}`) ?? ''),
    ]),
  );
}

function emit(folder: string, settings: { files: string[]; compilerOptions: object }): void {
  const config = path.join(folder, 'tsconfig.json');
  const base = {
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    declaration: true,
    emitDeclarationOnly: true,
    noCheck: true,
    noErrorTruncation: true,
    newLine: 'lf',
    types: ['node'],
    typeRoots: [path.join(PACKAGES, '@types')],
  };
  const { files, compilerOptions } = settings;
  writeFileSync(config, JSON.stringify({ files, compilerOptions: { ...base, ...compilerOptions } }));
  execFileSync(process.execPath, [path.join(PACKAGES, 'typescript', 'bin', 'tsc'), '-p', config], {
    stdio: 'pipe',
  });
}

function reachable(lib: string): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    const text = readFileSync(path.join(lib, `${file}.d.ts`), 'utf8');
    found.set(file, text);
    for (const [, to = ''] of text.matchAll(/(?:from |import\()'(\.[^']+)\.ts'/g)) {
      visit(path.posix.join(path.posix.dirname(file), to));
    }
  };
  for (const name of PUBLIC_FILES) visit(name);
  return found;
}

// A declaration file has one statement after the other, each from the first column on, with its comment before it.
function statementsOf(text: string): { name: string; text: string }[] {
  return text
    .split(/^(?=\/\*\*)|(?<!\*\/\n)^(?=(?:export|import|declare|type|interface)\b)/m)
    .map((statement) => ({
      name:
        /^(?:export )?(?:declare )?(?:abstract )?(?:const|type|function|interface|class) (\w+)/m.exec(
          statement,
        )?.[1] ?? '',
      text: statement,
    }));
}
