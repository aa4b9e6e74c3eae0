// Plays Claude Code: a long-lived process that starts hooks and Bash commands as its own children, and that can be
// killed. Told what to start over its IPC channel; answers when that has ended.
import { spawn } from 'node:child_process';
import process from 'node:process';

export type Task = Readonly<{
  program: string;
  arguments: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  input: string;
}>;

export type Ended = Readonly<{ status: number | null; stdout: string; stderr: string }>;

process.on('message', ({ id, task }: { id: number; task: Task }) => {
  const child = spawn(task.program, task.arguments, { cwd: task.cwd, env: task.env });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A hook that is switched off ends without reading.
  child.stdin.on('error', () => undefined).end(task.input);
  child.on('error', ({ message }) => answer({ status: null, stdout, stderr: message }));
  child.on('close', (status) => answer({ status, stdout, stderr }));

  function answer(ended: Ended): void {
    process.send?.({ id, ended });
  }
});

process.on('disconnect', () => process.exit());
