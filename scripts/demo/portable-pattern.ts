// The lines that README.md gives to scripts which must work with and without the plugin.

/** The `node - AGENT MESSAGE <<'EOF'` block of the README, for the shell words that stand for agent and message. */
export function portablePattern(readme: string, agent: string, message: string): string {
  const blocks = [...readme.matchAll(/^```sh\nnode - .* (<<'EOF'\n[^]*?\nEOF\n)```$/gm)];
  const [block] = blocks;
  if (block?.[1] === undefined || blocks.length > 1) {
    throw new Error(`README.md must hold one portable pattern, and holds ${blocks.length}`);
  }
  return `node - ${agent} ${message} ${block[1]}`;
}
