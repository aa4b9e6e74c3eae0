// CommonJS files that load a chunk of the plugin's lib/ only when one of their names is first used.

export type LazyName = Readonly<{ name: string; chunk: string; inside: string }>;

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

/** The statement that makes the names those of the module it stands in. */
export function lazyGetters(names: readonly LazyName[]): string {
  const getters = names.map(({ name, chunk, inside }) => {
    return `  ${name}: { enumerable: true, get: () => require("./${chunk}.cjs").${inside} },\n`;
  });
  return `Object.defineProperties(exports, {
  __esModule: { value: true },
${getters.join('')}});
`;
}
