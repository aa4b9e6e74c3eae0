// Runs a hook of the sources as the client does: a process of its own, one event on stdin.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { scratchFolder } from './project.ts';

export type HookRun = Readonly<{ stdout: string; stderr: string; status: number | null }>;

/** Starts the hook with an event, a complete environment, and options for Node. */
export type Hook = (
  event: object,
  env: Readonly<Record<string, string>>,
  options?: readonly string[],
) => HookRun;

/** The hook of this name, bundled once for all its runs: that spares each the compilation of the sources. */
export function bundledHook(t: Parameters<typeof scratchFolder>[0], name: string): Hook {
  const program = path.join(scratchFolder(t), `${name}.mjs`);
  buildSync({
    entryPoints: [path.resolve(import.meta.dirname, `../../hooks/${name}.ts`)],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
  });
  return (event, env, options = []) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [...options, program], {
      input: JSON.stringify(event),
      env,
      encoding: 'utf8',
    });
    return { stdout, stderr, status };
  };
}
