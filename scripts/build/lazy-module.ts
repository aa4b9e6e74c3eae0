// CommonJS files that load a chunk of the plugin's lib/ only when one of their names is first used.

/** A name that a file offers under another, or the same, name. */
export type LazyName = Readonly<{ name: string; file: string; inside: string }>;

/** The text of a file that offers these names. */
export function lazyModule(names: readonly LazyName[]): string {
  const sorted = names.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return `"use strict";

// Each name is looked up when it is used: loading this file loads nothing else.
${lazyGetters(sorted)}
// For the loader of ES modules, which finds the names by reading, not by running.
0 && (module.exports = {
${sorted.map(({ name }) => `  ${name},\n`).join('')}});
`;
}

/** The statements that make the names those of the module they stand in. */
export function lazyGetters(names: readonly LazyName[]): string {
  const files = [...new Set(names.map(({ file }) => file))].toSorted();
  const calls = files.map((file) => {
    const inFile = names.filter((each) => each.file === file);
    const same = inFile.flatMap(({ name, inside }) => (name === inside ? [`"${name}"`] : []));
    const renamed = inFile.flatMap(({ name, inside }) =>
      name === inside ? [] : [`["${name}", "${inside}"]`],
    );
    return `offer(() => require("${file}"), [${[...same, ...renamed].join(', ')}]);\n`;
  });
  return `function offer(load, names) {
  let file;
  for (const each of names) {
    const [name, inside] = typeof each === "string" ? [each, each] : each;
    Object.defineProperty(exports, name, { enumerable: true, get: () => (file = file || load())[inside] });
  }
}
Object.defineProperties(exports, { __esModule: { value: true } });
${calls.join('')}`;
}
