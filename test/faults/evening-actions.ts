// What happens in an evening, chosen at random: commands and hooks, some of them killed, and all that is done to the machine.
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startWriter, libraryOf, type Library } from './library.ts';
import type { Ended, Running } from '../support/plugin-process.ts';
import { SESSIONS, type Evening } from './evening.ts';
import type { Random } from './random.ts';

type Actor = Readonly<{ evening: Evening; random: Random; library: Library; nameOf: () => string }>;

type Action = Readonly<{ name: string; weight: number; act: (actor: Actor) => Promise<void> }>;

const MINUTE_MS = 60_000;

const ACTIONS: readonly Action[] = [
  { name: 'checkpoint', weight: 20, act: saveCheckpoint },
  { name: 'checkpoint by the library', weight: 20, act: saveByLibrary },
  { name: 'burst', weight: 4, act: burst },
  { name: 'feature', weight: 10, act: workOnFeature },
  { name: 'add', weight: 8, act: addFeature },
  { name: 'hook', weight: 25, act: fireHook },
  { name: 'look', weight: 4, act: look },
  { name: 'gc', weight: 3, act: collect },
  { name: 'clock', weight: 4, act: jumpClock },
  { name: 'client', weight: 2, act: replaceClient },
  { name: 'worktree', weight: 4, act: changeWorktrees },
  { name: 'plugin', weight: 3, act: replacePlugin },
];

/** Acts until it is told to end; begins with a burst, so that even the shortest evening has one. */
export async function liveOn(
  evening: Evening,
  plugin: string,
  random: Random,
  isOver: () => boolean,
): Promise<void> {
  const library = libraryOf(plugin);
  let made = 0;
  const nameOf = () => {
    made += 1;
    return `${random.seed}-${made}`;
  };
  const lots = ACTIONS.flatMap((action) => Array.from({ length: action.weight }, () => action));
  let action: Pick<Action, 'name' | 'act'> = { name: 'burst', act: burst };
  while (!isOver()) {
    const { name, act } = action;
    evening.counts.set(name, (evening.counts.get(name) ?? 0) + 1);
    await act({ evening, random, library, nameOf });
    action = random.pick(lots);
  }
}

async function saveCheckpoint(actor: Actor): Promise<void> {
  const { evening, nameOf } = actor;
  const session = actor.random.pick(SESSIONS);
  const message = nameOf();
  const words = ['checkpoint', 'save', '--agent', 'worker', '--message', message, '--json'];
  const { stdout } = await finish(actor, start(actor, session, words));
  if (stdout.includes('"saved":true')) evening.ledger.checkpoints.push({ session, message });
}

async function saveByLibrary({ evening, random, library, nameOf }: Actor): Promise<void> {
  const session = random.pick(SESSIONS);
  const message = nameOf();
  const { surroundings } = evening.project;
  const outcome = library.saveCheckpoint(
    { agentName: 'worker', message },
    { ...surroundings, sessionId: session, now: evening.now },
  );
  if (outcome.saved) evening.ledger.checkpoints.push({ session, message });
}

/** Several writers at one session at the same moment. */
async function burst({ evening, random, nameOf }: Actor): Promise<void> {
  const session = random.pick(SESSIONS);
  const { project, ledger, pluginInUse } = evening;
  const go = path.join(project.folder, `go-${nameOf()}`);
  const env = { ...project.env, CLAUDE_CODE_SESSION_ID: session };
  const writers = [0, 1, 2, 3].map(() => {
    const tokens = [0, 1, 2, 3].map(nameOf);
    const work = { plugin: pluginInUse, update: 'checkpoint', tokens, go } as const;
    return startWriter({ ...project, env }, work, ({ token, answer }) => {
      if (answer === 'saved') ledger.checkpoints.push({ session, message: token });
    });
  });
  setTimeout(() => writeFileSync(go, ''), 150);
  await Promise.all(writers.map(({ ended }) => ended));
}

async function workOnFeature(actor: Actor): Promise<void> {
  const { evening, random, nameOf } = actor;
  const session = random.pick(SESSIONS);
  const claimed = await finish(actor, start(actor, session, ['batch', 'next', 'b1', '--claim', '--json']));
  const { feature, lease } = answerOf<{ feature?: { number: number }; lease?: { token: number } }>(claimed);
  if (!feature || !lease) return;
  evening.ledger.tokens.push(lease.token);
  const note = nameOf();
  const report = random.pick(['complete', 'complete', 'complete', 'fail', 'leave'] as const);
  if (report === 'leave') return;
  const words = ['batch', report, String(feature.number), '--batch', 'b1', '--token', String(lease.token)];
  const evidence = report === 'complete' ? ['--note', note] : ['--error', 'timeout'];
  const reported = await finish(actor, start(actor, session, [...words, ...evidence, '--json']));
  if (report === 'complete' && answerOf<{ feature?: unknown }>(reported).feature)
    evening.ledger.outcomes.push({ number: feature.number, note });
}

async function addFeature(actor: Actor): Promise<void> {
  const text = actor.nameOf();
  const words = ['batch', 'add', 'b1', '--feature', text, '--json'];
  const ended = await finish(actor, start(actor, actor.random.pick(SESSIONS), words));
  if (answerOf<{ batch_id?: string }>(ended).batch_id === 'b1') actor.evening.ledger.features.push(text);
}

const HOOKS: readonly (readonly [event: string, fields: object])[] = [
  ['SessionStart', { source: 'startup' }],
  ['SessionStart', { source: 'resume' }],
  ['SessionStart', { source: 'compact' }],
  ['UserPromptSubmit', { prompt: 'go on, save the state to a JSON file on disk' }],
  ['SubagentStart', { agent_type: 'tester', agent_id: 'a1' }],
  ['SubagentStop', { agent_type: 'tester', agent_id: 'a1', last_assistant_message: 'done' }],
  ['PreCompact', { trigger: 'auto' }],
  ['Stop', { stop_hook_active: false, background_tasks: [] }],
  ['StopFailure', { error: 'rate_limit' }],
  ['SessionEnd', { reason: 'other' }],
  ['SessionEnd', { reason: 'clear' }],
];

async function fireHook(actor: Actor): Promise<void> {
  const [event, fields] = actor.random.pick(HOOKS);
  await finish(actor, start(actor, actor.random.pick(SESSIONS), [event], fields));
}

async function look(actor: Actor): Promise<void> {
  const words = actor.random.pick([
    ['status'],
    ['doctor'],
    ['why'],
    ['batch', 'show', 'b1'],
    ['history', 'batch/b1'],
  ]);
  await finish(actor, start(actor, actor.random.pick(SESSIONS), [...words, '--json']));
}

async function collect(actor: Actor): Promise<void> {
  const words = actor.random.pick([['gc'], ['doctor', '--fix']]);
  await finish(actor, start(actor, actor.random.pick(SESSIONS), [...words, '--json']));
}

async function jumpClock({ evening, random }: Actor): Promise<void> {
  evening.jumpClock((random.whole(240) - 120) * MINUTE_MS);
}

async function replaceClient({ evening, random }: Actor): Promise<void> {
  await evening.replaceClient(random.pick(SESSIONS));
}

async function changeWorktrees({ evening, random }: Actor): Promise<void> {
  if (random.whole(2) === 0 && evening.folders().length < 4) evening.addWorktree();
  else evening.removeWorktree();
}

async function replacePlugin({ evening }: Actor): Promise<void> {
  evening.replacePlugin();
}

function start({ evening, random }: Actor, session: string, words: readonly string[], fields?: object) {
  return evening.start(session, random.pick(evening.folders()), words, fields);
}

const SLOWEST_MS = 30_000;

/** Waits for its end; one in seven is killed before. Whatever is wrong with how it ended is a problem. */
async function finish({ evening, random }: Actor, running: Running): Promise<Ended> {
  const isKilled = random.whole(7) === 0;
  const patience = isKilled ? random.whole(200) : SLOWEST_MS;
  const timer = setTimeout(() => running.process.kill('SIGKILL'), patience);
  const ended = await running.ended;
  clearTimeout(timer);
  const { status, signal, stderr } = ended;
  const words = running.process.spawnargs.slice(1).join(' ');
  if (signal !== null && !isKilled) evening.problems.push(`${words} did not end`);
  // While the plugin is replaced Node may not find what it was told to start.
  const isGone = stderr.includes('MODULE_NOT_FOUND') || !existsSync(running.process.spawnargs[1] ?? '');
  if (signal === null && ![0, 3, 4, 75].includes(status ?? -1) && !isGone)
    evening.problems.push(`${words} ended with ${status}: ${stderr}`);
  return ended;
}

/** What it printed; nothing for one that was killed before. */
function answerOf<T extends object>({ stdout }: Ended): Partial<T> {
  try {
    return JSON.parse(stdout) as T;
  } catch {
    return {};
  }
}
