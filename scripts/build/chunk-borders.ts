// The esbuild plugin that keeps chunks apart: an import that leaves its chunk becomes a require of the other's file, and
// that one is loaded when something of it is first used, unless it is the base.
import type { OnLoadResult, OnResolveResult, Plugin } from 'esbuild';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BASE, chunkExports, INDEX, publicNames, type Chunks } from './chunks.ts';
import { lazyGetters, type LazyName } from './lazy-module.ts';
import { LAZY_PACKAGES } from './packages.ts';
import type { Survey } from './survey.ts';

/**
 * Makes `chunk:NAME` an entry that exports what is wanted of the chunk's sources, and cuts what crosses its border.
 * `core` holds valibot for all chunks, as far as `valibotNames` go, and hands it on under that name. What a hook takes
 * from the index comes from the chunks that hold it.
 */
export function chunkBorders(
  root: string,
  survey: Survey,
  chunks: Chunks,
  valibotNames: readonly string[],
): Plugin {
  const pathOf = (file: string): string => path.relative(root, file).replaceAll(path.sep, '/');
  const names = valibotNames.join(', ');

  const entry = (chunk: string): OnLoadResult => {
    const wanted = [...chunkExports(chunk, survey, chunks)].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const lines = wanted.map(
      ([source, exports]) => `export { ${[...exports].toSorted().join(', ')} } from './${source}';`,
    );
    if (chunk === 'core') lines.push("export * as valibot from 'used:valibot';");
    return { contents: lines.join('\n'), resolveDir: root };
  };

  const cut = (importer: string, to: string): OnResolveResult | undefined => {
    const [from, source] = [pathOf(importer), pathOf(to)];
    const [own, chunk] = [chunks.get(from), source === INDEX ? 'index' : chunks.get(source)];
    if (chunk === 'index' && own === undefined) return { path: from, namespace: 'public' };
    if (chunk === undefined || chunk === own) return undefined;
    return chunk === BASE || chunk === 'index'
      ? { path: fileFrom(from, chunk), external: true }
      : { path: source, namespace: 'lazy' };
  };

  const lazy = (source: string): OnLoadResult => {
    const file = `./${chunks.get(source) ?? ''}.cjs`;
    const exports = survey.get(source)?.exports ?? [];
    return { contents: lazyGetters(exports.map(({ name }) => ({ name, file, inside: name }))) };
  };

  /** What a hook takes from the index, each name with the file that has it. */
  const takenBy = (hook: string, isSoon: boolean): LazyName[] => {
    const imports = survey.get(hook)?.imports ?? [];
    const used = new Set(imports.flatMap(({ from, name }) => (from === INDEX ? [name] : [])));
    return publicNames('index', survey).flatMap(({ name, inside, source }) => {
      const chunk = chunks.get(source) ?? '';
      const isWanted = used.has(name) && (chunk === BASE) === isSoon;
      return isWanted ? [{ name, inside, file: fileFrom(hook, chunk) }] : [];
    });
  };

  const ofIndex = (hook: string): OnLoadResult => {
    // One statement each, because the bundler makes a require of every one.
    const soon = takenBy(hook, true).map(({ name, inside }) => `${inside} as ${name}`);
    const later = takenBy(hook, false).map(({ name }) => name);
    return {
      contents: [
        ...(soon.length === 0 ? [] : [`export { ${soon.join(', ')} } from '${fileFrom(hook, BASE)}';`]),
        ...(later.length === 0 ? [] : [`export { ${later.join(', ')} } from 'later:${hook}';`]),
      ].join('\n'),
    };
  };

  const takePackage = (importer: string, name: string, kind: string): OnResolveResult | undefined => {
    if (!/^(?:lib|hooks)\//.test(pathOf(importer)) || name.startsWith('node:')) return undefined;
    if (name === 'valibot') {
      const chunk = chunks.get(pathOf(importer));
      const text = `${pathOf(importer)} is loaded by every hook, and does without valibot`;
      if (chunk === BASE) return { errors: [{ text }] };
      return chunk === 'core' ? undefined : { path: name, namespace: 'shared' };
    }
    if (LAZY_PACKAGES.includes(name) && kind === 'require-call') {
      return { path: `./vendor/${name}.cjs`, external: true };
    }
    return { errors: [{ text: `The build does not know how to ship ${name}, loaded by ${kind}` }] };
  };

  return {
    name: 'chunk-borders',
    setup(build) {
      build.onResolve({ filter: /^chunk:/ }, ({ path: id }) => ({ path: id.slice(6), namespace: 'chunk' }));
      build.onLoad({ filter: /^/, namespace: 'chunk' }, ({ path: chunk }) => entry(chunk));

      build.onLoad({ filter: /^/, namespace: 'lazy' }, ({ path: source }) => lazy(source));
      build.onLoad({ filter: /^/, namespace: 'public' }, ({ path: hook }) => ofIndex(hook));
      build.onResolve({ filter: /^later:/ }, ({ path: id }) => ({ path: id.slice(6), namespace: 'later' }));
      build.onLoad({ filter: /^/, namespace: 'later' }, ({ path: hook }) => ({
        contents: lazyGetters(takenBy(hook, false)),
      }));
      for (const namespace of ['lazy', 'public', 'later']) {
        build.onResolve({ filter: /^\./, namespace }, ({ path: id }) => ({ path: id, external: true }));
      }

      build.onResolve({ filter: /^used:/ }, ({ path: id }) => ({ path: id.slice(5), namespace: 'used' }));
      build.onLoad({ filter: /^/, namespace: 'used' }, ({ path: name }) => ({
        contents: `export { ${names} } from '${name}';`,
        resolveDir: root,
      }));
      build.onResolve({ filter: /^\.\/core\.cjs$/, namespace: 'shared' }, ({ path: id }) => ({
        path: id,
        external: true,
      }));
      build.onLoad({ filter: /^/, namespace: 'shared' }, ({ path: name }) => ({
        contents: `import { ${name} } from './core.cjs';\nexport const { ${names} } = ${name};`,
      }));

      build.onResolve({ filter: /^\.\.?\//, namespace: 'file' }, ({ path: id, importer, resolveDir }) =>
        cut(importer, path.resolve(resolveDir, id)),
      );
      build.onResolve({ filter: /^[a-z@]/, namespace: 'file' }, ({ path: id, importer, kind }) =>
        takePackage(importer, id, kind),
      );
      build.onLoad({ filter: /[\\/]store[\\/]packages\.ts$/ }, ({ path: file }) => ({
        contents: withRequire(readFileSync(file, 'utf8')),
        loader: 'ts',
      }));
    },
  };
}

/** The file of a chunk, as the bundle of a source names it. */
function fileFrom(source: string, chunk: string): string {
  return `${source.startsWith('lib/') ? '.' : '../lib'}/${chunk}.cjs`;
}

// The sources are ES modules and make themselves a `require`; a bundle has one, which the bundler can follow.
function withRequire(text: string): string {
  const [declaration = '', name = ''] =
    /^const (\w+) = createRequire\(import\.meta\.url\);\n/m.exec(text) ?? [];
  if (declaration === '')
    throw new Error('lib/store/packages.ts: no "const … = createRequire(import.meta.url);"');
  return text.replace(declaration, '').replaceAll(new RegExp(`\\b${name}\\(`, 'g'), 'require(');
}
