// A client at work: it tells its hooks and its Bash commands what the real one tells them.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { Ended, Task } from './client.ts';
import { BIN, hookFile, PLUGIN } from './plugin.ts';
import { environmentIn, type ThrowAwayProject } from './throw-away-project.ts';

export type RunningClient = Readonly<{
  pid: number;
  /** Fires a hook and answers what it tells the model; null when it printed nothing. */
  fire: (event: string, fields: object) => Promise<string | null>;
  /** Runs a command as the Bash tool does; `env` comes on top of what that gives it. */
  bash: (command: string, env?: Readonly<Record<string, string>>) => Promise<Ended>;
  /** SIGKILL, to the client and to everything that it has started. */
  killAll: () => Promise<void>;
}>;

export async function startClient(project: ThrowAwayProject, sessionId: string): Promise<RunningClient> {
  const child = fork(path.join(import.meta.dirname, 'client.ts'), {
    // A process group of its own, so that it can be killed with all its children and nothing else.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exit = once(child, 'exit');
  await once(child, 'spawn');
  const pid = child.pid ?? Number.NaN;
  const waiting = new Map<number, (ended: Ended) => void>();
  child.on('message', ({ id, ended }: { id: number; ended: Ended }) => waiting.get(id)?.(ended));

  const environmentFile = path.join(project.home, `.claude/session-env/${sessionId}/sessionstart-hook-0.sh`);
  mkdirSync(path.dirname(environmentFile), { recursive: true });
  writeFileSync(environmentFile, '');
  const ofSession = { CLAUDE_CODE_SESSION_ID: sessionId, CLAUDE_PID: String(pid) };

  function run(task: Omit<Task, 'cwd'>): Promise<Ended> {
    const id = waiting.size + 1;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      child.send({ id, task: { cwd: project.root, ...task } });
    });
  }

  return {
    pid,

    async fire(event, fields) {
      const input = JSON.stringify({
        session_id: sessionId,
        cwd: project.root,
        hook_event_name: event,
        ...fields,
      });
      const env = environmentIn(project, {
        ...ofSession,
        CLAUDE_PROJECT_DIR: project.root,
        CLAUDE_PLUGIN_ROOT: PLUGIN,
        ...(event === 'SessionStart' ? { CLAUDE_ENV_FILE: environmentFile } : {}),
      });
      const hook = { program: process.execPath, arguments: [hookFile(event)], env, input };
      const { status, stdout, stderr } = await run(hook);
      if (status !== 0 || stderr !== '') throw new Error(`${event} ended with ${status}: ${stderr}`);
      if (stdout === '') return null;
      const said = JSON.parse(stdout) as { hookSpecificOutput?: { additionalContext: string } };
      return said.hookSpecificOutput?.additionalContext ?? null;
    },

    bash(command, more = {}) {
      const env = environmentIn(project, {
        ...ofSession,
        CLAUDECODE: '1',
        ENV_FILE: environmentFile,
        ...more,
      });
      return run({
        program: 'sh',
        arguments: ['-c', `. "$ENV_FILE"\n${command}`],
        env: { ...env, PATH: `${env['PATH'] ?? ''}${path.delimiter}${BIN}` },
        input: '',
      });
    },

    async killAll() {
      if (child.exitCode === null && child.signalCode === null) process.kill(-pid, 'SIGKILL');
      await exit;
    },
  };
}
