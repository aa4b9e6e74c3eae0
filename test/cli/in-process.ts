// The adev command in this process, in surroundings that a test makes up.
import { main } from '../../lib/cli/main.ts';
import type { Terminal } from '../../lib/cli/terminal.ts';
import { ok } from '../../lib/index.ts';
import type { TestProject } from '../support/project.ts';

export type Run = Readonly<{ exit: number; stdout: string; stderr: string }>;

export const NOW = Date.parse('2026-11-22T10:00:00.000Z');

/** Runs it in the project's root, at NOW, with stdout into a pipe, unless told otherwise. */
export async function adev(
  project: Pick<TestProject, 'env' | 'root'>,
  argv: readonly string[],
  terminal: Partial<Terminal> = {},
): Promise<Run> {
  let stdout = '';
  let stderr = '';
  const exit = await main(argv, {
    env: project.env,
    cwd: () => project.root,
    now: () => NOW,
    program: () => '/plugins/autonomous-dev/bin/adev',
    screen: () => null,
    stdout: (text) => {
      stdout += text;
      return true;
    },
    stderr: (text) => {
      stderr += text;
    },
    stdin: () => Promise.resolve(ok('')),
    wait: () => Promise.reject(new Error('nothing was to be waited for')),
    ...terminal,
  });
  return { exit, stdout, stderr };
}

/** The one JSON document that it printed; fails when there is anything else. */
export function jsonOf({ stdout }: Run): unknown {
  if (!stdout.endsWith('\n') || stdout.indexOf('\n') !== stdout.length - 1) {
    throw new Error(`not one line: ${JSON.stringify(stdout)}`);
  }
  return JSON.parse(stdout);
}

/** The project in an environment that names no session. */
export function withoutSession(project: TestProject): TestProject {
  const { CLAUDE_CODE_SESSION_ID: _, ...env } = project.env;
  return { ...project, env };
}
