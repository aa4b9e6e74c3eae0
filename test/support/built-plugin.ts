// The built plugin, run to its end: its command and its hooks in a project, with the environment of that project alone.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { PLUGIN } from '../../scripts/demo/plugin.ts';
import { SESSION, type TestProject } from './project.ts';

export type Plugin = Readonly<{
  adev: (project: TestProject, ...args: string[]) => PluginRun;
  /** The exit status of a command that goes on beside others. */
  start: (project: TestProject, ...args: string[]) => Promise<number | null>;
  hook: (project: TestProject, event: string, fields?: object) => PluginRun;
}>;

export type PluginRun = Readonly<{ status: number | null; stdout: string; stderr: string; json: unknown }>;

export const THIS_PLUGIN: Plugin = pluginIn(PLUGIN);

/** A plugin that lies in a folder of its own. */
export function pluginIn(folder: string): Plugin {
  const run = (
    { root, env }: TestProject,
    file: string,
    args: readonly string[],
    input: string,
  ): PluginRun => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(folder, file), ...args], {
      cwd: root,
      env: { ...env, CLAUDE_PROJECT_DIR: root },
      input,
      encoding: 'utf8',
    });
    return { status, stdout, stderr, json: stdout.startsWith('{') ? JSON.parse(stdout) : null };
  };
  return {
    adev: (project, ...args) => run(project, 'bin/adev', args, ''),
    async start({ root, env }, ...args) {
      const file = path.join(folder, 'bin/adev');
      const child = spawn(process.execPath, [file, ...args], { cwd: root, env, stdio: 'ignore' });
      const [status] = (await once(child, 'exit')) as [number | null];
      return status;
    },
    hook(project, event, fields = {}) {
      const name = event.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
      const input = { session_id: SESSION, cwd: project.root, hook_event_name: event, ...fields };
      return run(project, `hooks/${name}.cjs`, [], JSON.stringify(input));
    },
  };
}
