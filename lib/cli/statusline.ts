// One line for the client's status bar: how far the unfinished batch is. It never fails, never colours, and waits for
// nobody.
import {
  batchesWithWork,
  contextOf,
  countFeatures,
  heldBy,
  hintedBatches,
  isDoubtful,
  isObject,
  isOffForProcess,
  isOffForProject,
  openWorkspace,
  parseObject,
  placeOf,
  plainLine,
  type Batch,
  type Context,
  type Surroundings,
  type Workspace,
} from '../index.ts';
import { done, type Answer } from './answer.ts';
import { command } from './command.ts';

const STDIN = { bytes: 1024 * 1024, ms: 300, piped: true } as const;
const MAX_CHARACTERS = 80;

/** Among so many it looks for the one that is meant. */
const MAX_BATCHES = 8;

export const statusline = command({
  name: 'statusline',
  group: 'housekeeping',
  summary: "Print a line on the batch for the client's status bar",
  options: {},

  async run(call) {
    const given = await call.terminal.stdin(STDIN);
    const here = given.ok ? surroundingsIn(given.value, call.surroundings) : call.surroundings;
    try {
      const workspace = openWorkspace(here);
      return shown(workspace === null ? '' : lineOf(workspace));
    } catch {
      // Under every prompt of the client is no place for an error: adev status tells it.
      return shown('');
    }
  },

  misused: () => shown(''),
});

function shown(line: string): Answer {
  return done({ line }, line === '' ? [] : [line]);
}

/** What the client says on stdin of its session and folders goes before the environment; options go before both. */
function surroundingsIn(text: string, surroundings: Surroundings): Surroundings {
  const given = parseObject(text) ?? {};
  const folders = isObject(given['workspace']) ? given['workspace'] : {};
  const session = textIn(given['session_id']);
  const project = textIn(folders['project_dir']);
  const cwd = textIn(folders['current_dir']) ?? textIn(given['cwd']);
  return {
    ...surroundings,
    ...(session === undefined ? {} : { sessionId: surroundings.sessionId ?? session }),
    ...(project === undefined ? {} : { env: { ...surroundings.env, CLAUDE_PROJECT_DIR: project } }),
    ...(cwd === undefined ? {} : { cwd: () => cwd }),
  };
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Empty when nothing is unfinished, which the names of the hints tell: no batch is read then. */
function lineOf(workspace: Workspace): string {
  const { store, surroundings, sessionId } = workspace;
  if (isOffForProcess(surroundings.env) || hintedBatches(workspace).length === 0) return '';
  if (isOffForProject(store)) return '';
  const batches = firstBatches(workspace);
  const context = contextOf(workspace)(surroundings.now());
  const { worktree } = placeOf(workspace);
  const meant =
    batches.find((batch) => heldBy(batch, sessionId, context).length > 0) ??
    batches.find(({ origin }) => origin.worktree === worktree) ??
    batches[0];
  return meant === undefined ? '' : tell(meant, context);
}

function firstBatches(workspace: Workspace): Batch[] {
  const batches: Batch[] = [];
  for (const batch of batchesWithWork(workspace)) {
    batches.push(batch);
    if (batches.length === MAX_BATCHES) break;
  }
  return batches;
}

function tell(batch: Batch, context: Context): string {
  const { completed, total, failed } = countFeatures(batch);
  const uncertain = batch.features.filter((feature) => isDoubtful(feature, context)).length;
  const facts = [
    ` ${completed}/${total}`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(uncertain === 0 ? [] : [`${uncertain} uncertain`]),
    ...(batch.paused === undefined ? [] : ['paused']),
  ].join(', ');
  const name = plainLine(batch.batch_id);
  const room = MAX_CHARACTERS - 'adev: '.length - facts.length;
  return `adev: ${name.length > room ? `${name.slice(0, room - 1)}…` : name}${facts}`;
}
