// Runs the real Claude Code client against a scripted model, in a namespace that has nothing but loopback.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {
  TIME_LIMIT_MS,
  clientEnvironment,
  readyClient,
  sessionArguments,
  type ClientOptions,
} from './client-command.ts';
import { answers, sessionIdOf, transcriptFolder, viewRun, type ClientView } from './client-view.ts';
import { startModelServer } from './model-server.ts';
import { waitUntil } from './wait-until.ts';

export type RunningClient = ClientView &
  Readonly<{
    pid: number;
    /** Resolves when the condition holds. Rejects when the client ends before, or after `limitMs` (60 s). */
    waitFor: (condition: (view: ClientView) => boolean, limitMs?: number) => Promise<void>;
    /** Signals the client alone: what it started is not part of it. */
    kill: (signal: NodeJS.Signals) => void;
    /** Sends a prompt, where none was given at the start. One that comes while a turn runs joins that turn. */
    feed: (prompt: string) => void;
    /** Sends a prompt and resolves when it is answered. */
    ask: (prompt: string) => Promise<void>;
    closeStdin: () => void;
    /** Rejects when the client had to be killed after 120 s, or the script or the server failed. */
    done: Promise<FinishedClient>;
  }>;

export type FinishedClient = ClientView &
  Readonly<{
    exitCode: number | null;
    signal: NodeJS.Signals | null;
    /** The first session id on standard output; empty when there was none. */
    sessionId: string;
    /** The answer to the last prompt. */
    result: string;
    stderr: string;
    /** The folder of the session's transcript, once it has one. */
    transcriptDir: string | undefined;
    elapsedMs: number;
  }>;

/**
 * Runs the client to its end, with one prompt or with several that each wait for the answer to the one before.
 * With `until`, the client is killed by SIGKILL in the moment that holds.
 */
export async function runClient(
  options: ClientOptions & { prompts?: readonly string[]; until?: (view: ClientView) => boolean },
): Promise<FinishedClient> {
  const client = await startClient(options);
  const asked = askAll(client, options.prompts ?? []);
  if (options.until === undefined) {
    await asked;
  } else {
    asked.catch(() => undefined);
    await client.waitFor(options.until);
    client.kill('SIGKILL');
  }
  return client.done;
}

/** Starts the client and leaves it running; without a `prompt` it waits for some on its standard input. */
export async function startClient(options: ClientOptions): Promise<RunningClient> {
  const binary = await readyClient(options.version);

  const logs = newLogFolder(options.home);
  const server = await startModelServer(options.script, path.join(logs, 'requests.jsonl'));
  const view = viewRun(logs, options.home, server);
  const errors = () => readFileSync(path.join(logs, 'stderr.txt'), 'utf8');

  const startedAt = performance.now();
  const stdout = openSync(path.join(logs, 'stdout.jsonl'), 'a');
  const stderr = openSync(path.join(logs, 'stderr.txt'), 'a');
  const child = spawn(binary, sessionArguments(options), {
    cwd: options.cwd ?? options.project,
    env: clientEnvironment(options.home, {
      ANTHROPIC_BASE_URL: server.url,
      RECORDER_LOG: path.join(logs, 'hooks.jsonl'),
      ...options.env,
    }),
    stdio: [options.prompt === undefined ? 'pipe' : 'ignore', stdout, stderr],
    detached: true,
  });
  closeSync(stdout);
  closeSync(stderr);
  const pid = await spawned(child).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  const { stdin } = child;
  // A prompt that the client no longer reads shows in what it did, not here.
  stdin?.on('error', () => undefined);

  let ended = false;
  let overdue = false;
  const limit = setTimeout(() => {
    overdue = true;
    process.kill(-pid, 'SIGKILL');
  }, TIME_LIMIT_MS);
  const done = once(child, 'exit').then(async ([exitCode, signal]) => {
    ended = true;
    clearTimeout(limit);
    const elapsedMs = performance.now() - startedAt;
    await server.close();
    const [failure] = server.failures();
    if (failure !== undefined) throw failure;
    if (overdue) throw new Error(`The client had not ended after ${TIME_LIMIT_MS} ms.\n${errors()}`);
    return { ...view, ...summary(view, options.home), exitCode, signal, stderr: errors(), elapsedMs };
  });
  // Whoever awaits `done` gets the rejection; nobody does in a test that has failed already.
  done.catch(() => undefined);

  function waitFor(condition: (view: ClientView) => boolean, limitMs?: number): Promise<void> {
    return waitUntil(() => {
      const over = ended;
      if (condition(view)) return true;
      if (over) throw new Error(`The client ended before this held: ${condition.toString()}\n${errors()}`);
      return false;
    }, limitMs);
  }

  function feed(prompt: string): void {
    stdin?.write(`${JSON.stringify({ type: 'user', message: { role: 'user', content: prompt } })}\n`);
  }

  return {
    ...view,
    pid,
    waitFor,
    feed,
    ask(prompt) {
      const before = answers(view).length;
      feed(prompt);
      return waitFor(() => answers(view).length > before);
    },
    kill: (signal) => void child.kill(signal),
    closeStdin: () => stdin?.end(),
    done,
  };
}

async function askAll(client: RunningClient, prompts: readonly string[]): Promise<void> {
  for (const prompt of prompts) await client.ask(prompt);
  client.closeStdin();
}

async function spawned(child: ChildProcess): Promise<number> {
  await once(child, 'spawn');
  if (child.pid === undefined) throw new Error('The client started without a process id.');
  return child.pid;
}

/** A folder of its own for each run: the logs of a resumed run stand beside those of the first. */
function newLogFolder(home: string): string {
  const logs = path.join(home, 'runs');
  mkdirSync(logs, { recursive: true });
  return mkdtempSync(path.join(logs, 'run-'));
}

function summary(view: ClientView, home: string) {
  const sessionId = sessionIdOf(view);
  const result = answers(view).at(-1)?.['result'];
  return {
    sessionId,
    result: typeof result === 'string' ? result : '',
    transcriptDir: transcriptFolder(home, sessionId),
  };
}
