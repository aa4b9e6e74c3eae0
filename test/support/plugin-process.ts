// The programs of the shipped plugin as processes of their own, and a process that stands for a client: it runs hooks
// and commands as its children, as the real one does.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import path from 'node:path';
import { ADEV, hookFile, PLUGIN } from '../../scripts/demo/plugin.ts';
import { FAULT_PRELOAD, type Fault } from './broken-disk.ts';
import type { TestProject } from './project.ts';

export type Ended = Readonly<{
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}>;

export type Running = Readonly<{ process: ChildProcess; ended: Promise<Ended> }>;

type Where = Pick<TestProject, 'root' | 'env'>;

export type Options = Readonly<{
  env?: Readonly<Record<string, string>>;
  fault?: Fault;
  /** Programs and arguments to start it through. */
  through?: readonly string[];
  /** The folder of another plugin than the shipped one. */
  plugin?: string;
  /** Another Node.js than the one that runs the tests. */
  node?: string;
}>;

export function startAdev(where: Where, args: readonly string[], options: Options = {}): Running {
  return start(where, [inPlugin(ADEV, options), ...args], '', options);
}

/** The hook of this event, with what the event has besides the fields of all. The client is this process. */
export function startHook(where: Where, event: string, fields: object, options: Options = {}): Running {
  const session_id = options.env?.['CLAUDE_CODE_SESSION_ID'] ?? where.env['CLAUDE_CODE_SESSION_ID'];
  const input = { session_id, cwd: where.root, hook_event_name: event, ...fields };
  const env = { CLAUDE_PROJECT_DIR: where.root, CLAUDE_PLUGIN_ROOT: inPlugin(PLUGIN, options) };
  return start(where, [inPlugin(hookFile(event), options)], JSON.stringify(input), {
    ...options,
    env: { ...env, ...options.env },
  });
}

export function runHook(where: Where, event: string, fields: object, options: Options = {}): Promise<Ended> {
  return startHook(where, event, fields, options).ended;
}

function inPlugin(file: string, { plugin = PLUGIN }: Options): string {
  return path.join(plugin, path.relative(PLUGIN, file));
}

function start(where: Where, args: readonly string[], input: string, options: Options): Running {
  const { env = {}, fault, through = [], node } = options;
  const preload = fault === undefined ? [] : ['--require', FAULT_PRELOAD];
  const [program, words] = commandOf(through, [...preload, ...args], node);
  const child = spawn(program, words, {
    cwd: where.root,
    env: { ...where.env, ...env, ...(fault === undefined ? {} : { FAULT_PRELOAD: JSON.stringify(fault) }) },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // One that is killed may not have read it.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const ended = Promise.all([closed, text(child.stdout), text(child.stderr)]).then(
    ([[status, signal], stdout, stderr]) => ({ status, signal, stdout, stderr }),
  );
  return { process: child, ended };
}

export function runAdev(where: Where, args: readonly string[], options: Options = {}): Promise<Ended> {
  return startAdev(where, args, options).ended;
}

export type FakeClient = Readonly<{
  pid: number;
  /** Its Bash tool runs `adev` with these arguments. */
  adev: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ended>;
  /** It fires a hook, with what this event has besides the fields of all. */
  hook: (event: string, fields?: object, env?: Readonly<Record<string, string>>) => Promise<Ended>;
  kill: () => Promise<void>;
}>;

type Starter = Readonly<{
  session: string;
  env?: Readonly<Record<string, string>>;
  through?: readonly string[];
  /** Whether its children are told its pid, as the newer clients do. */
  tellsPid?: boolean;
  /** More words for its command line. */
  words?: readonly string[];
}>;

/** A client in a session of the project; it ends with the test at the latest. */
export async function startFakeClient(t: TestContext, where: Where, starter: Starter): Promise<FakeClient> {
  const { session, env = {}, through = [], tellsPid = true, words = [] } = starter;
  const [program, args] = commandOf(through, ['-e', CLIENT, '--', ...words]);
  const child = spawn(program, args, {
    cwd: where.root,
    env: { ...where.env, ...env, CLAUDE_CODE_SESSION_ID: session },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const hello = await lines.next();
  const pid = Number(hello.value);
  const told = tellsPid ? { CLAUDE_PID: String(pid) } : {};
  const ask = async (args: readonly string[], more: object): Promise<Ended> => {
    child.stdin.write(`${JSON.stringify({ args, ...more })}\n`);
    return JSON.parse(String((await lines.next()).value)) as Ended;
  };
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  };
  t.after(kill);
  return {
    pid,
    kill,
    adev: (args, more = {}) => ask([ADEV, ...args], { env: { ...told, ...more } }),
    hook(event, fields = {}, more = {}) {
      const input = JSON.stringify({
        session_id: session,
        cwd: where.root,
        hook_event_name: event,
        ...fields,
      });
      return ask([hookFile(event)], { input, env: { ...told, CLAUDE_PROJECT_DIR: where.root, ...more } });
    },
  };
}

function commandOf(
  through: readonly string[],
  args: readonly string[],
  node = process.execPath,
): [string, string[]] {
  const [program = node, ...words] = through;
  return [program, through.length === 0 ? [...args] : [...words, node, ...args]];
}

/** Runs what it is told, one after the other. */
const CLIENT = `
  const { spawnSync } = require('node:child_process');
  console.log(process.pid);
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const { args, input = '', env } = JSON.parse(line);
    const ended = spawnSync(process.execPath, args, { input, env: { ...process.env, ...env }, encoding: 'utf8' });
    const { status, signal, stdout, stderr } = ended;
    console.log(JSON.stringify({ status, signal, stdout, stderr }));
  });
`;
