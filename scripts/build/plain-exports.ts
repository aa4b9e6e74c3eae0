// What a chunk offers, as one object at its end. The bundler's way, a getter for each name and another that calls it,
// costs half a millisecond per chunk in a process that has just begun.

/** The chunk's text with plain exports. Refuses one whose exports it cannot find. */
export function plainExports(file: string, text: string): string {
  if (!text.includes('\nmodule.exports = ')) return text;
  const [statement = '', , list = ''] =
    /^var (\w+) = \{\};\n__export\(\1, \{\n(.*?)^\}\);\nmodule\.exports = __toCommonJS\(\1\);\n/ms.exec(
      text,
    ) ?? [];
  const [annotation = ''] = /^\/\/ Annotate the CommonJS export names .*?^\}\);\n/ms.exec(text) ?? [];
  const offers = [...list.matchAll(/^ {2}(\w+): \(\) => (\w+),?$/gm)];
  if (offers.length === 0 || offers.length !== list.trim().split('\n').length)
    throw new Error(`${file}: its exports are not where the bundler puts them`);
  const names = offers.map(([, name, inside]) =>
    name === inside ? `  ${name},\n` : `  ${name}: ${inside},\n`,
  );
  return `${text.replace(statement, '').replace(annotation, '')}module.exports = {\n${names.join('')}};\n`;
}
