// Runs a node program of the plugin as its own process, with only what it is given.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { environmentIn, type ThrowAwayProject } from '../demo/throw-away-project.ts';

export type Run = Readonly<{
  input?: unknown;
  env?: Readonly<Record<string, string>>;
  /** Another Node.js than this one. */
  node?: string;
}>;

/** Runs `node` with the arguments in the project to its end; refuses any other exit than 0. Answers its stdout. */
export function runNode(
  project: ThrowAwayProject,
  args: readonly string[],
  { input, env, node = process.execPath }: Run = {},
): string {
  const ended = spawnSync(node, args, {
    cwd: project.root,
    env: environmentIn(project, env),
    input: input === undefined ? '' : JSON.stringify(input),
    encoding: 'utf8',
  });
  if (ended.status !== 0)
    throw new Error(`node ${args.join(' ')} ended with ${ended.status}: ${ended.stderr}`);
  return ended.stdout;
}
