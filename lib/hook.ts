// The edge of every hook: stdin to one handler to one JSON line. The only code that writes a hook's stdout, and
// the only code that appends to the client's environment file. A hook exits 0 whatever happens.
import { appendFileSync, constants, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { skippedBy } from './save-event.ts';
import { environmentFiles } from './environment-file.ts';
import { noteFailure } from './hook-failure.ts';
import { parseHookInput, type HookInput } from './domain/hook-input.ts';
import { shellWord } from './domain/shell-word.ts';
import { deadlineIn, isOver, msLeft, type Deadline } from './store/store.ts';
import { isOffForProcess, isOffForProject, openWorkspace, processSurroundings } from './workspace.ts';
import type { Surroundings, Workspace } from './workspace.ts';

export { forkOf } from './environment-file.ts';
export type { HookInput } from './domain/hook-input.ts';

/** What a hook tells the client; null says nothing. */
export type HookOutput = Readonly<Record<string, unknown>> | null;

export type HookHandler = (input: HookInput, surroundings: Surroundings) => HookOutput | Promise<HookOutput>;

/** Input beyond this is not read: 16 MB. A hook that gets more does nothing. */
const MAX_INPUT_BYTES = 16 * 1024 * 1024;

export type HookOptions = Readonly<{
  /** The file's name, for the record of failures. */
  name: string;
  /** How long it takes at most, from its own first step on: 2,000 ms unless told otherwise. */
  limitMs?: number;
  /** When the person is told of a failure: `once` a session at most, which a hook that runs `each-session` need not check. */
  onFailure?: 'silent' | 'once' | 'each-session';
}>;

/** Reads the event from stdin, runs the handler, prints what it answers, and ends within `limitMs` either way. */
export async function runHook(options: HookOptions, handler: HookHandler): Promise<void> {
  const deadline = deadlineIn(options.limitMs ?? 2000);
  process.exitCode = 0;
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.once(event, (error: unknown) => endAfter(error));
  }
  try {
    if (isOffForProcess(process.env)) return;
    const input = parseHookInput(readStdin(deadline));
    if (input === null) return;
    const output = await outputOf(options, handler, input, deadline);
    if (output !== null) writeAll(1, `${JSON.stringify(output)}\n`, deadline);
  } catch (error) {
    report(error);
  }
}

async function outputOf(
  { name, onFailure = 'once' }: HookOptions,
  handler: HookHandler,
  input: HookInput,
  deadline: Deadline,
): Promise<HookOutput> {
  const surroundings = hookSurroundings(input, deadline);
  try {
    const answer = handler(input, surroundings);
    return answer instanceof Promise ? await inTime(answer, deadline) : answer;
  } catch (error) {
    report(error);
    if (onFailure === 'silent') return null;
    const workspace = input.sessionId === undefined ? null : openWorkspace(surroundings);
    const say = noteFailure(error, name, workspace, onFailure === 'each-session');
    return say === null ? null : { systemMessage: say };
  }
}

/** Ends the process when the answer does not come in time; the client must not wait for it. */
async function inTime(answer: Promise<HookOutput>, deadline: Deadline): Promise<HookOutput> {
  const timer = setTimeout(() => process.exit(0), msLeft(deadline));
  try {
    return await answer;
  } finally {
    clearTimeout(timer);
  }
}

/** Where the event happened; null without a session id, a project, or where the plugin is off: then it is nobody's. */
export function workspaceOf({ sessionId }: HookInput, surroundings: Surroundings): Workspace | null {
  if (sessionId === undefined) return null;
  const workspace = openWorkspace(surroundings);
  return workspace === null || isOffForProject(workspace.store) ? null : workspace;
}

/**
 * Exports variables to the Bash tool of the session. Where that is not possible, commands find the project by the folder
 * they run in.
 */
export function exportToBash(
  { sessionId, surroundings }: Workspace,
  variables: Readonly<Record<string, string>>,
): void {
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${shellWord(value)}\n`);
  try {
    for (const file of environmentFiles(surroundings.env, sessionId)) {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      appendFileSync(file, lines.join(''), { mode: 0o600 });
    }
  } catch {
    // A file of the client's must not keep the session from being recorded.
  }
}

function hookSurroundings(input: HookInput, deadline: Deadline): Surroundings {
  const { env, now } = processSurroundings();
  return {
    env,
    now,
    cwd: () => input.cwd ?? process.cwd(),
    parentPid: process.ppid,
    deadline,
    ...(env['CLAUDE_PROJECT_DIR'] || input.cwd === undefined ? {} : { start: input.cwd }),
    ...(input.sessionId === undefined ? {} : { sessionId: input.sessionId }),
  };
}

/** Everything on stdin as text, or nothing when it is too much or does not come to an end in time. */
function readStdin(deadline: Deadline): string {
  const descriptor = openStdin();
  const chunks: Buffer[] = [];
  let size = 0;
  const chunk = Buffer.allocUnsafe(65_536);
  while (size <= MAX_INPUT_BYTES) {
    const count = readSome(descriptor, chunk);
    if (count === 0) return Buffer.concat(chunks).toString('utf8');
    if (count < 0) {
      if (isOver(deadline)) return '';
      sleep(2);
      continue;
    }
    size += count;
    chunks.push(Buffer.from(chunk.subarray(0, count)));
  }
  return '';
}

/** A pipe is opened anew so that reading does not block for ever on a client that never closes it. */
function openStdin(): number {
  try {
    return openSync('/dev/stdin', constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    // A socket cannot be opened by name, and some systems have no such name.
    return 0;
  }
}

function readSome(descriptor: number, chunk: Buffer): number {
  try {
    return readSync(descriptor, chunk, 0, chunk.length, null);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EAGAIN') return -1;
    if (code === 'EOF') return 0;
    throw error;
  }
}

function writeAll(descriptor: number, text: string, deadline: Deadline): void {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length && !isOver(deadline)) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      sleep(2);
    }
  }
}

function endAfter(error: unknown): void {
  report(error);
  process.exit(0);
}

/** One line on stderr, which the client shows only in its debug log as long as the exit status is 0. */
function report(error: unknown): void {
  try {
    writeSync(2, `autonomous-dev: ${skippedBy(error).detail}\n`);
  } catch {
    // Nobody is listening.
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
