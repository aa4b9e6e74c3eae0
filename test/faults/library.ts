// The library of the plugin, in this process and in writers of their own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { PLUGIN } from '../../scripts/demo/plugin.ts';
import type * as PublicSurface from '../../lib/index.ts';
import type { Running } from '../support/plugin-process.ts';
import type { TestProject } from '../support/project.ts';

export type Library = typeof PublicSurface;

export type Update = 'checkpoint' | 'feature';

/** What a writer was told of one update: `saved`, or why not. */
export type Told = Readonly<{ token: string; answer: string }>;

/** The library as it is bundled, by default the shipped one. */
export function libraryOf(plugin = PLUGIN): Library {
  return createRequire(import.meta.url)(path.join(plugin, 'lib/index.cjs')) as Library;
}

type Work = Readonly<{
  plugin: string;
  update: Update;
  tokens: readonly string[];
  /** A file that has to be there before it begins. */
  go: string;
}>;

/** A process that adds the tokens one by one: as checkpoints of the session, or as features of batch b1. */
export function startWriter({ root, env }: TestProject, work: Work, hear: (told: Told) => void): Running {
  const program = path.join(import.meta.dirname, 'writer.cjs');
  const { plugin, ...task } = work;
  const child = spawn(process.execPath, [program, path.join(plugin, 'lib/index.cjs'), JSON.stringify(task)], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let heard = '';
  child.stdout.on('data', (bytes: Buffer) => {
    const lines = (heard + bytes.toString()).split('\n');
    heard = lines.pop() ?? '';
    for (const line of lines) hear(JSON.parse(line) as Told);
  });
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const ended = Promise.all([closed, text(child.stderr)]).then(([[status, signal], stderr]) => ({
    status,
    signal,
    stdout: '',
    stderr,
  }));
  return { process: child, ended };
}

/** The tokens that the library finds: messages of the session's checkpoints, or texts of the features of b1. */
export async function tokensIn(
  library: Library,
  { surroundings }: TestProject,
  update: Update,
): Promise<string[]> {
  if (update === 'feature') {
    const loaded = await library.loadBatchState('b1', surroundings);
    if (loaded.ok) return loaded.value.batch.features.map((feature) => feature.text);
    throw new Error(JSON.stringify(loaded));
  }
  const workspace = library.openWorkspace(surroundings);
  const log = workspace?.store.log(workspace.sessionId);
  if (log?.damaged.length) throw new Error(`damaged entries: ${log.damaged.join(', ')}`);
  return (log?.entries ?? []).flatMap(({ data }) => (data as { message?: string }).message ?? []);
}
