// What each source imports from others and exports, types left out, as the bundler reads it.
import { build } from 'esbuild';
import path from 'node:path';

export type Binding = Readonly<{ name: string; local: string }>;
export type Import = Binding & Readonly<{ from: string }>;

export type Source = Readonly<{
  /** The sources, packages and built-in modules that it loads. */
  loads: readonly string[];
  /** What it takes from other sources. */
  imports: readonly Import[];
  exports: readonly Binding[];
}>;

/** By source; sources are named by their path below `root`, with forward slashes. */
export type Survey = ReadonlyMap<string, Source>;

/**
 * Reads the named sources. Refuses an import of a name that the other source does not export, and default and
 * namespace imports of another source: they hide which names are used.
 */
export async function survey(root: string, sources: readonly string[]): Promise<Survey> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [...sources],
    outdir: '.',
    outbase: '.',
    outExtension: { '.js': '.ts' },
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    tsconfigRaw: {},
    logLevel: 'silent',
    plugins: [
      {
        name: 'imports-stay',
        setup(each) {
          each.onResolve({ filter: /^\./ }, ({ kind, path: id, resolveDir }) => {
            if (kind === 'entry-point') return undefined;
            if (kind !== 'import-statement')
              return { errors: [{ text: `${id}: a source loads others by import only` }] };
            return { path: slashed(path.relative(root, path.resolve(resolveDir, id))), external: true };
          });
          each.onResolve({ filter: /^[^.]/ }, ({ kind, path: id }) =>
            kind === 'entry-point' ? undefined : { path: id, external: true },
          );
        },
      },
    ],
  });
  const texts = new Map(outputFiles.map((file) => [slashed(path.relative(root, file.path)), file.text]));
  const found = new Map(
    [...texts].map(([source, text]) => {
      const loads = metafile.outputs[source]?.imports.map(({ path: to }) => to) ?? [];
      const starred = starredIn(text, texts);
      const imports = [...importsIn(source, text), ...starred];
      return [source, { loads, imports, exports: [...exportsIn(text), ...starred] }] as const;
    }),
  );
  for (const [source, { imports }] of found) {
    for (const { from, name } of imports) {
      const target = found.get(from);
      if (target === undefined) throw new Error(`${source}: there is no ${from}`);
      if (!target.exports.some((each) => each.name === name))
        throw new Error(`${source}: ${from} exports no ${name}`);
    }
  }
  return found;
}

// The bundler prints every statement in one form, whatever the source looks like.
function importsIn(source: string, text: string): Import[] {
  return [...text.matchAll(/^import ([^";]*) from "((?:lib|hooks)\/[^"]+)";$/gm)].flatMap(
    ([, list = '', from = '']) => {
      if (!list.startsWith('{')) throw new Error(`${source}: import names from ${from}, not "${list}"`);
      return bindings(list, 'name').map((binding) => ({ ...binding, from }));
    },
  );
}

function exportsIn(text: string): Binding[] {
  return [...text.matchAll(/^export (\{[^}]*\});$/gm)].flatMap(([, list = '']) => bindings(list, 'local'));
}

/** What `export *` passes on, from wherever it is defined. */
function starredIn(text: string, texts: ReadonlyMap<string, string>): (Import & Binding)[] {
  const targets = [...text.matchAll(/^export \* from "([^"]+)";$/gm)].flatMap(([, from]) => from ?? []);
  return targets.flatMap((from) => {
    const target = texts.get(from) ?? '';
    const own = exportsIn(target).map(({ name }) => ({ from, name, local: `${from} ${name}` }));
    return [...own, ...starredIn(target, texts)];
  });
}

function bindings(list: string, first: keyof Binding): Binding[] {
  const items = list.slice(1, -1).split(',');
  return items.map((item) => {
    const [before = '', after = before] = item.trim().split(' as ');
    return first === 'name' ? { name: before, local: after } : { name: after, local: before };
  });
}

function slashed(file: string): string {
  return file.replaceAll(path.sep, '/');
}
