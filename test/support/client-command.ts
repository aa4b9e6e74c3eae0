// Owns how the client is called: its options, its clean environment, and the refusal to run it near a network.

import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { installClient } from './client-install.ts';
import { isLoopbackOnly } from './loopback.ts';
import type { ModelScript } from './model-script.ts';

export type ClientOptions = Readonly<{
  version: string;
  /** Two runs that share home and project share their sessions. */
  home: string;
  project: string;
  /** Where the client starts; the project unless given. */
  cwd?: string;
  script: ModelScript;
  /** A one-shot run. Without it the client reads prompts from its standard input. */
  prompt?: string;
  pluginDirs?: readonly string[];
  args?: readonly string[];
  /** Added to the clean environment; nothing is inherited. */
  env?: Readonly<Record<string, string>>;
  /** The id of an earlier session of this home and project. */
  resume?: string;
  permissionMode?: string;
}>;

/** How long any call of the client may take before it is killed. */
export const TIME_LIMIT_MS = 120_000;

/** Runs one of the client's subcommands, such as `plugin install`, without a model; a killed one has exit code null. */
export async function runClientCommand(
  options: Pick<ClientOptions, 'version' | 'home' | 'project' | 'env'> & { command: readonly string[] },
): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  const binary = await readyClient(options.version);
  const settings = {
    cwd: options.project,
    // Unless it believes to know where its server is, the client asks the network, and waits for that to fail.
    env: clientEnvironment(options.home, { ANTHROPIC_BASE_URL: 'http://127.0.0.1:9', ...options.env }),
    timeout: TIME_LIMIT_MS,
    killSignal: 'SIGKILL' as const,
  };
  return new Promise((resolve) => {
    const child = execFile(binary, options.command, settings, (_error, stdout, stderr) => {
      resolve({ exitCode: child.exitCode, stdout, stderr });
    });
    child.stdin?.end();
  });
}

/** Path of the installed client, refused where anything but loopback could be reached. */
export async function readyClient(version: string): Promise<string> {
  if (isLoopbackOnly()) return installClient(version);
  throw new Error('The client runs only where there is no network but loopback: use `npm run test:e2e`.');
}

export function sessionArguments(options: ClientOptions): string[] {
  const { prompt, resume, pluginDirs = [], permissionMode = 'bypassPermissions', args = [] } = options;
  return [
    '-p',
    ...(prompt === undefined ? ['--input-format', 'stream-json'] : [prompt]),
    '--output-format=stream-json',
    '--verbose',
    `--permission-mode=${permissionMode}`,
    ...pluginDirs.flatMap((folder) => ['--plugin-dir', folder]),
    ...(resume === undefined ? [] : ['--resume', resume]),
    ...args,
  ];
}

/**
 * Built from nothing: the client hands its whole environment on to hooks and commands, so that an inherited one would
 * leak the developer's own session into the test.
 */
export function clientEnvironment(
  home: string,
  added: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const temporary = path.join(home, 'tmp');
  mkdirSync(temporary, { recursive: true });
  return {
    PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`,
    HOME: home,
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    SHELL: '/bin/bash',
    ANTHROPIC_API_KEY: 'none',
    DISABLE_TELEMETRY: '1',
    DISABLE_AUTOUPDATER: '1',
    DISABLE_ERROR_REPORTING: '1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    CLAUDE_CODE_TMPDIR: temporary,
    IS_SANDBOX: '1',
    ...added,
  };
}
