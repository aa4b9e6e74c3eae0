// The frame of a Claude Code hook: one event on stdin, at most one line of JSON on stdout, and an end in time with exit
// status 0, whatever happens. Needs nothing but Node.js. Copy it, change it; SPDX-License-Identifier: MIT-0
import { Console } from 'node:console';
import { writeSync } from 'node:fs';

/** What every event has; each kind brings fields of its own. */
export type HookEvent = Readonly<
  { hook_event_name: string; session_id: string; cwd?: string } & Record<string, unknown>
>;

/** Null says nothing, which is what a hook mostly has to say. */
export type HookAnswer = Readonly<Record<string, unknown>> | null;

const MAX_INPUT_BYTES = 16 * 1024 * 1024;

/**
 * Call it once, as the last thing a hook's file does. `limitMs` has to be less than the timeout in hooks.json: a hook
 * that the client ends may be in the middle of a write. A handler that computes without a pause is not interrupted.
 */
export function runHook(
  handle: (event: HookEvent) => HookAnswer | Promise<HookAnswer>,
  limitMs = 2000,
): void {
  // stdout is a protocol: one stray line of a package breaks it.
  globalThis.console = new Console(process.stderr);
  for (const failure of ['uncaughtException', 'unhandledRejection']) process.on(failure, giveUp);
  setTimeout(() => giveUp(`no answer within ${limitMs} ms`), limitMs);
  respond(handle).then(() => process.exit(0), giveUp);
}

async function respond(handle: (event: HookEvent) => HookAnswer | Promise<HookAnswer>): Promise<void> {
  const event = eventIn(await readStdin());
  const answer = event === null ? null : await handle(event);
  if (answer !== null) writeAll(1, `${JSON.stringify(answer)}\n`);
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    size += (chunk as Buffer).length;
    if (size > MAX_INPUT_BYTES) throw new Error(`more than ${MAX_INPUT_BYTES} bytes on stdin`);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Null for what is no event: the hook then does nothing. */
function eventIn(text: string): HookEvent | null {
  try {
    const event = JSON.parse(text) as Partial<HookEvent> | null;
    const isEvent = typeof event?.hook_event_name === 'string' && typeof event.session_id === 'string';
    return isEvent ? (event as HookEvent) : null;
  } catch {
    return null;
  }
}

/** On stderr, which the client shows in its debug log; a status other than 0 would be an answer too. */
function giveUp(reason: unknown): void {
  try {
    writeAll(2, `hook: ${reason instanceof Error ? reason.message : String(reason)}\n`);
  } catch {
    // Nobody listens.
  }
  process.exit(0);
}

/** A pipe takes as much as it has room for. */
function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}
