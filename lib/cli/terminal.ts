// The world around the command line: the streams, the environment, the clock. The only code that reads stdin or
// writes stdout and stderr. process.stdout is left alone unless it is a terminal: it costs 3 ms to make.
import { fstatSync, writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ok, processSurroundings, refuse, skippedBy, type Result, type Surroundings } from '../index.ts';

export type Terminal = Pick<Surroundings, 'env' | 'cwd' | 'now'> &
  Readonly<{
    /** The path by which this program was started. */
    program: () => string;
    /** How wide the terminal is that stdout is; null when it is none. */
    screen: () => Readonly<{ columns: number }> | null;
    /** False when nobody reads any more. Throws when it cannot be written. */
    stdout: (text: string) => boolean;
    stderr: (text: string) => void;
    /**
     * All of stdin; refused when it is too long, unreadable or, unless it is a terminal, does not end in time. With
     * `line` only what a person types on a line; refused `no-terminal` where stdin is none. With `piped` never what a
     * person types: refused `terminal` where stdin is one.
     */
    stdin: (limits: StdinLimits) => Promise<Result<string>>;
    wait: (ms: number) => Promise<void>;
  }>;

export type StdinLimits = Readonly<{ bytes: number; ms: number; line?: true; piped?: true }>;

export function processTerminal(): Terminal {
  const { env, cwd, now } = processSurroundings();
  return {
    env,
    cwd,
    now,
    program: () => process.argv[1] ?? 'adev',
    screen,
    stdout: (text) => writeAll(1, text),
    stderr: (text) => {
      try {
        writeAll(2, text);
      } catch {
        // There is no other place to say it.
      }
    },
    stdin: readStdin,
    wait: async (ms) => await delay(ms),
  };
}

function screen(): Readonly<{ columns: number }> | null {
  try {
    if (!fstatSync(1).isCharacterDevice() || !process.stdout.isTTY) return null;
    return { columns: process.stdout.columns || 80 };
  } catch {
    return null;
  }
}

function writeAll(descriptor: number, text: string): boolean {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return false;
      if (code !== 'EAGAIN') throw error;
      // Whoever made the pipe made it non-blocking, and it is full.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
  return true;
}

async function readStdin({ bytes, ms, line, piped }: StdinLimits): Promise<Result<string>> {
  const { stdin } = process;
  if (line === true && !stdin.isTTY)
    return refuse('no-terminal', 'stdin is no terminal: nobody can be asked');
  if (piped === true && stdin.isTTY) return refuse('terminal', 'stdin is a terminal: nothing is piped in');
  const chunks: Buffer[] = [];
  let size = 0;
  let isLate = false;
  const endLate = () => {
    isLate = true;
    stdin.destroy();
  };
  const timer = stdin.isTTY ? undefined : setTimeout(endLate, ms);
  try {
    for await (const chunk of stdin as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > bytes)
        return refuse('invalid-input', `stdin holds more than ${bytes} bytes; shorten the text`);
      if (line === true && chunk.includes(0x0a)) break;
    }
  } catch (error) {
    if (!isLate) return refuse('unreadable', `stdin cannot be read: ${skippedBy(error).detail}`);
  } finally {
    clearTimeout(timer);
    stdin.destroy();
  }
  if (isLate)
    return refuse('timeout', `stdin did not end within ${ms} ms; close it, or give the text itself`);
  return ok(Buffer.concat(chunks).toString('utf8'));
}
