// Runs a program of the plugin inside this process, as its own process would run it but for the start of Node: that
// takes milliseconds, so that every call can be broken in every way.
import fs, { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { hookFile, PLUGIN } from '../../scripts/demo/plugin.ts';
import type { main as Main } from '../../lib/cli/main.ts';
import { onBrokenDiskAsync, type Fault, type FileCall } from '../support/broken-disk.ts';
import type { Program } from './programs.ts';
import type { Stage } from './stage.ts';

export type Told = Readonly<{
  status: number;
  stdout: string;
  stderr: string;
  calls: readonly FileCall[];
  milliseconds: number;
}>;

const require = createRequire(import.meta.url);

/** One at a time: it stands in for the whole process. */
export async function runInside(
  stage: Stage,
  program: Program,
  fault: Omit<Fault, 'below'> = {},
): Promise<Told> {
  const started = performance.now();
  const [out, err]: [string[], string[]] = [[], []];
  const run = () =>
    program.args === undefined ? runHook(stage, program, out, err) : runAdev(stage, program.args, out, err);
  const { value, calls } = await onBrokenDiskAsync({ ...stage.disk, ...fault, below: stage.folder }, run);
  return {
    status: value,
    stdout: out.join(''),
    stderr: err.join(''),
    calls,
    milliseconds: performance.now() - started,
  };
}

async function runAdev(stage: Stage, args: readonly string[], out: string[], err: string[]): Promise<number> {
  const { main } = load(stage.plugin, 'lib/cli.cjs') as { main: typeof Main };
  return await main(args, {
    env: stage.env,
    cwd: () => stage.root,
    now: Date.now,
    program: () => 'adev',
    screen: () => null,
    stdout: (text) => out.push(text) > 0,
    stderr: (text) => err.push(text),
    stdin: () => Promise.reject(new Error('no command that is tried reads it')),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
}

/** A hook asks the process itself for what the command is given, and ends when its promise does. */
async function runHook(
  stage: Stage,
  program: Extract<Program, { event: string }>,
  out: string[],
  err: string[],
): Promise<number> {
  const stdin = path.join(stage.beside, 'stdin.json');
  writeFileSync(stdin, JSON.stringify(stage.inputOf(program)));
  const base = load(stage.plugin, 'lib/base.cjs') as { runHook: (...args: unknown[]) => Promise<void> };
  const loaded = require.cache[path.join(stage.plugin, 'lib/base.cjs')] as NodeJS.Module;
  let ended: Promise<void> | undefined;
  const kept = {
    process,
    openSync: fs.openSync,
    writeSync: fs.writeSync,
    exports: loaded.exports as unknown,
  };
  try {
    loaded.exports = { ...base, runHook: (...args: unknown[]) => (ended = base.runHook(...args)) };
    const standIn = standInFor(stage.envOf(program));
    globalThis.process = standIn;
    fs.openSync = (file, flags, mode) => kept.openSync(file === '/dev/stdin' ? stdin : file, flags, mode);
    fs.writeSync = ((descriptor: number, data: Buffer, ...rest: never[]) => {
      if (descriptor > 2) return kept.writeSync(descriptor, data, ...rest);
      (descriptor === 1 ? out : err).push(data.toString());
      return data.length;
    }) as typeof fs.writeSync;
    startAnew(path.join(stage.plugin, path.relative(PLUGIN, hookFile(program.event))));
    await ended;
    return Number(standIn.exitCode);
  } finally {
    globalThis.process = kept.process;
    Object.assign(fs, { openSync: kept.openSync, writeSync: kept.writeSync });
    loaded.exports = kept.exports;
  }
}

/** This process, as a child of its own: with another environment, an exit code and listeners of its own. */
function standInFor(env: Readonly<Record<string, string>>): NodeJS.Process {
  const own: Record<string | symbol, unknown> = {
    env,
    ppid: process.pid,
    exitCode: undefined,
    on: () => undefined,
    once: () => undefined,
    exit: (code: number) => {
      throw new Error(`ended itself with ${code}`);
    },
  };
  return new Proxy(process, {
    get: (target, name) => (name in own ? own[name] : Reflect.get(target, name)),
    set: (_, name, value) => {
      own[name] = value;
      return true;
    },
  });
}

function load(plugin: string, file: string): unknown {
  return require(path.join(plugin, file));
}

/** The libraries keep nothing between calls, so that only the file of the hook itself has to run again. */
function startAnew(file: string): void {
  delete require.cache[file];
  require(file);
}
