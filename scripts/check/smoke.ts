// Starts everything that the plugin starts, from a copy in an unfriendly place: a path with spaces, below a folder of ES
// modules, without any of our packages, in an environment that holds next to nothing.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { writeFolder, type Folder } from '../build/folder.ts';
import { declaredHooks } from './manifests.ts';

export type Run = Readonly<{ status: number | null; stdout: string; stderr: string }>;

export type Installed = Readonly<{
  /** The plugin's folder. */
  plugin: string;
  /** A project under git, without state. */
  project: string;
  /** Runs `node` with these arguments in the project, at most 10 s. */
  node: (args: readonly string[], input?: string) => Promise<Run>;
}>;

/** Copies the plugin, hands the copy to `use`, and removes it. */
export async function withInstalled<T>(
  files: Folder,
  executables: readonly string[],
  use: (installed: Installed) => Promise<T>,
): Promise<T> {
  const above = mkdtempSync(path.join(tmpdir(), 'installed-'));
  try {
    const [plugin, project, home] = [
      path.join(above, 'an installed plugin', 'autonomous dev'),
      path.join(above, 'a project'),
      path.join(above, 'home'),
    ];
    writeFolder(plugin, files, executables);
    writeFileSync(path.join(above, 'package.json'), '{"type":"module"}');
    // With state, since some hooks load nothing where there is none.
    mkdirSync(path.join(project, '.git', 'autonomous-dev'), { recursive: true, mode: 0o700 });
    writeFileSync(path.join(project, '.git', 'HEAD'), 'ref: refs/heads/main\n');
    mkdirSync(home);
    const env = { PATH: process.env['PATH'], HOME: home, USERPROFILE: home, CLAUDE_PROJECT_DIR: project };
    return await use({ plugin, project, node: (args, input) => run(args, input ?? '', project, env) });
  } finally {
    rmSync(above, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** One line for each hook or command that does not run as it has to. */
export async function smokeProblems(files: Folder, executables: readonly string[]): Promise<string[]> {
  return withInstalled(files, executables, async (installed) => {
    const problems: string[] = [];
    for (const { event, script } of declaredHooks(files)) {
      const result = await runHook(installed, event, script);
      if (result.status !== 0) problems.push(`${script}: exits ${result.status}: ${result.stderr}`);
      else if (result.stderr !== '') problems.push(`${script}: complains: ${result.stderr}`);
      else if (!isOneDocument(result.stdout))
        problems.push(`${script}: prints ${JSON.stringify(result.stdout)}`);
    }
    const adev = (option: string): Promise<Run> =>
      installed.node([path.join(installed.plugin, 'bin/adev'), option]);
    const help = await adev('--help');
    if (help.status !== 0 || help.stdout === '')
      problems.push(`bin/adev --help: exits ${help.status}: ${help.stderr}`);
    const { version } = JSON.parse(String(files.get('.claude-plugin/plugin.json'))) as { version: string };
    const { stdout } = await adev('--version');
    if (!stdout.includes(version)) {
      problems.push(`bin/adev --version: prints ${JSON.stringify(stdout)}, the plugin is ${version}`);
    }
    return problems;
  });
}

/** Runs a hook with the fields that the client sends with every event. */
export function runHook(installed: Installed, event: string, script: string): Promise<Run> {
  const payload = {
    session_id: '5b0c6f4e-0000-4000-8000-000000000001',
    transcript_path: path.join(installed.project, 'transcript.jsonl'),
    cwd: installed.project,
    hook_event_name: event,
  };
  return installed.node([path.join(installed.plugin, script)], JSON.stringify(payload));
}

/** Whether it is nothing or one JSON object on one line: the client takes anything else for text to show the model. */
export function isOneDocument(stdout: string): boolean {
  if (stdout === '') return true;
  if (!/^\{.*\}\n$/.test(stdout)) return false;
  try {
    JSON.parse(stdout);
    return true;
  } catch {
    return false;
  }
}

async function run(
  args: readonly string[],
  input: string,
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Run> {
  const child = spawn(process.execPath, args, { cwd, env, timeout: 10_000 });
  child.stdin.on('error', () => {
    // It may end without having read everything.
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve, reject) =>
    child.on('close', resolve).on('error', reject),
  );
  const [status, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { status, stdout, stderr };
}
