// What a session left on the disk, read without the plugin, and what the plugin says is there.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ThrowAwayProject } from './throw-away-project.ts';

/** The state's folders and files, the entries of a session shortened to the first two and the last. */
export function stateTree({ root, state }: ThrowAwayProject): string {
  const lines = [`${path.relative(root, state)}/`];
  for (const folder of readdirSync(state)) {
    for (const name of readdirSync(path.join(state, folder))) {
      lines.push(`  ${folder}/${name}`);
      if (folder !== 'sessions') continue;
      const entries = readdirSync(path.join(state, folder, name)).toSorted();
      const shown = [...entries.slice(0, 2), `… ${entries.length - 3} more …`, ...entries.slice(-1)];
      lines.push(...shown.map((entry) => `    ${entry}`));
    }
  }
  return lines.join('\n');
}

/** The entries of a session as they lie on the disk, oldest first. */
export function entriesOf(state: string, sessionId: string): readonly string[] {
  const folder = path.join(state, 'sessions', sessionId);
  const names = readdirSync(folder).filter((name) => /^e\d+\.json$/.test(name));
  return names.toSorted().map((name) => readFileSync(path.join(folder, name)).toString());
}

/** The messages of the checkpoints among the entries. */
export function checkpointMessages(entries: readonly string[]): readonly string[] {
  const events = entries.map(
    (entry) => (JSON.parse(entry) as { data: { event: string; message: string } }).data,
  );
  return events.filter(({ event }) => event === 'checkpoint').map(({ message }) => message);
}

/** The messages in the answer of `adev checkpoint list --json`. */
export function listedMessages(answer: string): readonly string[] {
  const { checkpoints } = JSON.parse(answer) as { checkpoints: readonly { message: string }[] };
  return checkpoints.map(({ message }) => message);
}
