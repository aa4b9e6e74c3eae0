// CommonJS that loads a chunk of the plugin's lib/ only when one of its names is first used.

/** A name that a file offers under another, or the same, name. */
export type LazyName = Readonly<{ name: string; file: string; inside: string }>;

/** The text of a file that offers these names: a table, since a getter for each of so many would take longer to compile. */
export function lazyModule(names: readonly LazyName[]): string {
  const sorted = names.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const files = [...new Set(names.map(({ file }) => file))].toSorted();
  const offers = files.map((file) => {
    const pairs = sorted.flatMap((each) =>
      each.file === file ? [each.name === each.inside ? [each.name] : [each.name, each.inside]] : [],
    );
    return `offer(() => require("${file}"), ${JSON.stringify(pairs)});\n`;
  });
  return `"use strict";

// Each name is looked up when it is used: loading this file loads nothing else.
function offer(load, names) {
  for (const [name, inside = name] of names) {
    Object.defineProperty(exports, name, { enumerable: true, get: () => load()[inside] });
  }
}
Object.defineProperties(exports, { __esModule: { value: true } });
${offers.join('')}
// For the loader of ES modules, which finds the names by reading, not by running.
0 && (module.exports = {
${sorted.map(({ name }) => `  ${name},\n`).join('')}});
`;
}

/** The statement that makes a few names those of the module it stands in. */
export function lazyGetters(names: readonly LazyName[]): string {
  const getters = names.map(({ name, file, inside }) => {
    return `  ${name}: { enumerable: true, get: () => require("${file}").${inside} },\n`;
  });
  return `Object.defineProperties(exports, {
  __esModule: { value: true },
${getters.join('')}});
`;
}
