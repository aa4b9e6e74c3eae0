// What a report tells, as its JSON document: of all sessions of the project, whichever one asks.
import {
  BATCH,
  batchStatus,
  contextOf,
  explainEnding,
  isUnfinished,
  livenessSeenBy,
  StateError,
  timeOf,
  type Batch,
  type Workspace,
} from '../index.ts';
import { agentsOf, type AgentJson } from './agent-facts.ts';
import { readSessions } from './recorded-sessions.ts';
import { batchReport, goOn, needsOf, type BatchReport, type Step } from './report-batch.ts';
import { noticesOf } from './status-facts.ts';
import { endingJson, type EndingJson } from './why.ts';

export type Report = Readonly<{
  project_root: string;
  state_dir: string;
  written_at: string;
  /** What ended before is told of only where something of it is still to be done. */
  since: string;
  /** The one heard of last, or the one that was named. */
  last_session: EndingJson | null;
  agents: Readonly<{ counts: Readonly<Record<string, number>>; lost: readonly AgentJson[] }>;
  /** Unfinished ones, and those that changed since then, newest change first. */
  batches: readonly BatchReport[];
  /** How many more batches there are, older or too many. */
  more_batches: number;
  needs_person: readonly Step[];
  next: readonly Step[];
}>;

/** From a Friday evening to a Monday morning. */
const RECENT_MS = 72 * 60 * 60 * 1000;
const MAX_BATCHES = 5;
const MAX_LOST = 10;
const MAX_STEPS = 40;
const MAX_NOTICES = 10;

/** Costs a read of every batch, and one small read per event of every session. */
export async function reportOn(workspace: Workspace, isSessionNamed: boolean): Promise<Report> {
  const { project, store, surroundings } = workspace;
  const since = new Date(surroundings.now() - RECENT_MS).toISOString();
  const sessions = readSessions(workspace, 'all');
  const agents = agentsOf(sessions, livenessSeenBy(workspace.client));
  const lost = agents.filter(({ status }) => status === 'lost');
  const ending = await explainEnding(workspace, isSessionNamed);
  const { batches, unreadable } = await readBatches(workspace);
  const told = batches.filter((batch) => isUnfinished(batchStatus(batch)) || batch.updated_at >= since);
  const shown = told.slice(0, MAX_BATCHES);
  const context = contextOf(workspace)(surroundings.now());
  const notices = [...noticesOf(workspace, sessions).map(noticeStep), ...unreadable];
  return {
    project_root: project.root,
    state_dir: store.stateDir.path,
    written_at: timeOf(surroundings),
    since,
    last_session: ending === null ? null : endingJson(ending),
    agents: {
      counts: countByStatus(agents.filter((run) => run.status === 'lost' || lastTimeOf(run) >= since)),
      lost: lost.slice(-MAX_LOST),
    },
    batches: shown.map((batch) => batchReport(batch, context)),
    more_batches: batches.length - shown.length,
    needs_person: [
      ...shown.flatMap((batch) => needsOf(batch, context)),
      ...(lost.length === 0 ? [] : [lostStep(lost.length)]),
      ...notices.slice(0, MAX_NOTICES),
    ].slice(0, MAX_STEPS),
    next: told.flatMap(goOn).slice(0, MAX_STEPS),
  };
}

type Reading = Readonly<{ batches: readonly Batch[]; unreadable: readonly Step[] }>;

/** All batches, the one that changed last first; what cannot be read does not keep the others from being told. */
async function readBatches({ store }: Workspace): Promise<Reading> {
  const batches: Batch[] = [];
  const unreadable: Step[] = [];
  const cannot = (id: string, why: string) =>
    unreadable.push({
      code: 'unreadable-batch',
      message: `Batch ${id} cannot be shown: ${why}`,
      command: 'adev doctor',
    });
  for (const id of await store.list(BATCH)) {
    try {
      const read = await store.read(BATCH, id);
      if (read.ok && read.value !== null) batches.push(read.value.data);
      else if (!read.ok && read.refusal.code !== 'removed') cannot(id, read.refusal.message);
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      cannot(id, error.message);
    }
  }
  return { batches: batches.toSorted(byChange), unreadable };
}

function byChange({ updated_at: one }: Batch, { updated_at: other }: Batch): number {
  return one === other ? 0 : one < other ? 1 : -1;
}

const REMEDIES: Readonly<Record<string, string>> = {
  'off-project': 'adev on',
  'damaged-entries': 'adev doctor',
};

function noticeStep({ code, message }: Readonly<{ code: string; message: string }>): Step {
  const command = REMEDIES[code];
  return { code, message, ...(command === undefined ? {} : { command }) };
}

function lostStep(count: number): Step {
  const message = `${count === 1 ? 'One agent run was' : `${count} agent runs were`} lost: look what is left of the work`;
  return { code: 'lost-runs', message, command: 'adev agent status' };
}

function countByStatus(agents: readonly AgentJson[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of agents) {
    const known = KNOWN_STATUSES.includes(status) ? status : 'other';
    counts[known] = (counts[known] ?? 0) + 1;
  }
  return counts;
}

const KNOWN_STATUSES: readonly string[] = ['completed', 'failed', 'running', 'lost', 'dismissed'];

function lastTimeOf({ started_at = '', finished_at = started_at }: AgentJson): string {
  return finished_at;
}
