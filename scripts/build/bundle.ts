// Bundles the sources into the JavaScript of the installed plugin: one CommonJS file per chunk of lib/, per lazily loaded
// package, per public file and per hook. Refuses every warning, and a name that two files of a chunk export.
import { build, type BuildOptions } from 'esbuild';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { chunkBorders } from './chunk-borders.ts';
import { assignChunks, CHUNKS, PUBLIC_FILES, publicNames } from './chunks.ts';
import { hookEntry } from './entries.ts';
import { lazyModule } from './lazy-module.ts';
import { LAZY_PACKAGES, usedValibot } from './packages.ts';
import { plainExports } from './plain-exports.ts';
import { survey } from './survey.ts';

export type Bundles = Readonly<{
  /** Text by path in the plugin, with forward slashes. */
  files: ReadonlyMap<string, string>;
  /** What went in, sources and package files, by path below the root. */
  inputs: readonly string[];
}>;

/** Bundles `lib/` and `hooks/` below `root`. The same sources give the same text, wherever they are. */
export async function bundle(root: string): Promise<Bundles> {
  const hooks = sourcesBelow(root, 'hooks');
  const sources = [...sourcesBelow(root, 'lib'), ...hooks];
  const found = await survey(root, sources);
  const chunks = assignChunks(found);
  const plugins = [chunkBorders(root, found, chunks, usedValibot(root, sources))];

  const [libBuild, hookBuild, packageBuild] = await Promise.all([
    run(root, {
      plugins,
      outdir: 'lib',
      // ES modules are strict without saying so.
      banner: { js: '"use strict";' },
      entryPoints: CHUNKS.map((chunk) => ({ in: `chunk:${chunk}`, out: chunk })),
    }),
    run(root, {
      plugins,
      outdir: 'hooks',
      entryPoints: hooks,
      // A Node that is too old for the rest has to get past a hook's syntax to reach its guard.
      target: 'node10',
    }),
    run(root, { outdir: 'lib/vendor', entryPoints: LAZY_PACKAGES }),
  ]);

  const files = new Map(packageBuild.texts);
  for (const [name, text] of libBuild.texts) files.set(name, plainExports(name, text));
  for (const [name, text] of hookBuild.texts) files.set(name, hookEntry(name, text));
  for (const file of PUBLIC_FILES) {
    const names = publicNames(file, found).map((each) => ({
      ...each,
      file: `./${chunks.get(each.source) ?? ''}.cjs`,
    }));
    files.set(`lib/${file}.cjs`, lazyModule(names));
  }
  return { files, inputs: [...libBuild.inputs, ...hookBuild.inputs, ...packageBuild.inputs] };
}

function sourcesBelow(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`)
    .toSorted();
}

async function run(root: string, options: BuildOptions) {
  const { warnings, outputFiles, metafile } = await build({
    target: 'node20.19',
    ...options,
    absWorkingDir: root,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    write: false,
    metafile: true,
    format: 'cjs',
    platform: 'node',
    charset: 'utf8',
    tsconfigRaw: {},
    // Where packages are linked from is nothing that the output should tell.
    preserveSymlinks: true,
    logLevel: 'silent',
    logOverride: { 'ambiguous-reexport': 'error' },
  });
  const [warning] = warnings;
  if (warning) throw new Error(`${warning.location?.file ?? 'lib'}: ${warning.text}`);

  const texts = outputFiles.map(
    (file) => [path.relative(root, file.path).replaceAll(path.sep, '/'), file.text] as const,
  );
  const inputs = Object.values(metafile.outputs).flatMap((output) =>
    Object.keys(output.inputs).filter((file) => (output.inputs[file]?.bytesInOutput ?? 0) > 0),
  );
  return { texts, inputs };
}
