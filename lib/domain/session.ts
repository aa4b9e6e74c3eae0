// What a session is at any time: a fold over its events. Nothing here is stored.
import type { EventOf, SessionEvent } from './event.ts';

export type NumberedEvent = Readonly<{ number: number; event: SessionEvent }>;

export type Client = EventOf<'session-started'>['client'];

/** One client's stay in the session, from a session-started to the session-ended of the same client. */
export type Stay = Readonly<{
  client: Client;
  source: string;
  since: string;
  cwd: string;
  worktree?: string;
  head?: string;
  ended?: Readonly<{ at: string; reason: string }>;
}>;

/** One execution of an agent. Without a start it was seen only at its end; without an end it may be running or lost. */
export type AgentRun = Readonly<{
  agent: string;
  agentId?: string;
  label?: string;
  startedAt?: string;
  finished?: Readonly<{ at: string; status: string; message: string; toolsUsed: readonly string[] }>;
}>;

export type CheckpointEntry = Readonly<{
  at: string;
  agent: string;
  message: string;
  toolsUsed: readonly string[];
  kind: string;
}>;

/** Whether the session works a batch off by itself, and how far it was when it last went on. */
export type Drive = Readonly<{
  batchId: string;
  on: boolean;
  since: string;
  until?: string;
  continued?: Readonly<{ at: string; progress: number }>;
}>;

export type Session = Readonly<{
  stays: readonly Stay[];
  runs: readonly AgentRun[];
  /** Checkpoints and the results of finished runs, oldest first. */
  checkpoints: readonly CheckpointEntry[];
  /** What the person or the model has been told once. */
  told: ReadonlySet<string>;
  /** The batch that the session created, claimed from or adopted last. */
  activeBatch?: string;
  drive?: Drive;
  githubIssue?: number;
  parent?: string;
  sessionId?: string;
}>;

type Mutable = {
  stays: Stay[];
  runs: AgentRun[];
  saved: CheckpointEntry[];
  told: Set<string>;
  activeBatch?: string;
  drive?: Drive;
  githubIssue?: number;
  parent?: string;
  sessionId?: string;
};

export function foldSession(events: readonly SessionEvent[]): Session {
  const session: Mutable = { stays: [], runs: [], saved: [], told: new Set() };
  for (const event of events) apply(session, event);
  const { saved, ...rest } = session;
  const results = session.runs.flatMap(resultOf);
  return {
    ...rest,
    checkpoints: [...saved, ...results].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
  };
}

/** The stay that began last: the client that the session was last in. */
export function lastStay(session: Session): Stay | undefined {
  return session.stays.at(-1);
}

export function isSameClient(one: Client, other: Client): boolean {
  if (one.pid === undefined || other.pid === undefined) return one.pid === other.pid;
  return one.pid === other.pid && one.pid_started === other.pid_started && one.boot_id === other.boot_id;
}

function apply(session: Mutable, event: SessionEvent): void {
  switch (event.event) {
    case 'session-started':
      startStay(session, event);
      return;
    case 'session-ended':
      endStay(session, event);
      return;
    case 'agent-started':
      session.runs.push({ ...whoOf(event), startedAt: event.at });
      return;
    case 'agent-finished':
      finishRun(session.runs, event);
      return;
    case 'checkpoint':
      session.saved.push(entryOf(event, event.kind));
      if (event.github_issue !== undefined) session.githubIssue = event.github_issue;
      return;
    case 'issue-linked':
      session.githubIssue = event.github_issue;
      return;
    case 'batch-activated':
      session.activeBatch = event.batch_id;
      return;
    case 'drive':
      session.drive = driveOf(event);
      return;
    case 'drive-continued':
      if (session.drive?.batchId === event.batch_id) {
        session.drive = { ...session.drive, continued: { at: event.at, progress: event.progress } };
      }
      return;
    case 'told':
      session.told.add(event.what);
      return;
    case 'orphan-dismissed':
    case 'hook-failed':
      return;
  }
}

function driveOf({ batch_id, on, at, until }: EventOf<'drive'>): Drive {
  return { batchId: batch_id, on, since: at, ...(until === undefined ? {} : { until }) };
}

function startStay(session: Mutable, event: EventOf<'session-started'>): void {
  if (event.parent !== undefined) session.parent = event.parent;
  if (event.session_id !== undefined) session.sessionId = event.session_id;
  const stay: Stay = {
    client: event.client,
    source: event.source,
    since: event.at,
    cwd: event.cwd,
    ...(event.worktree === undefined ? {} : { worktree: event.worktree }),
    ...(event.head === undefined ? {} : { head: event.head }),
  };
  // A client that compacts or resumes its own session goes on with its stay: what it began still runs.
  const open = session.stays.findLastIndex(
    ({ client, ended }) => ended === undefined && isSameClient(client, event.client),
  );
  const known = event.client.pid === undefined ? undefined : session.stays[open];
  if (known !== undefined) session.stays.splice(open, 1);
  session.stays.push({ ...stay, since: known?.since ?? stay.since });
}

function endStay(session: Mutable, event: EventOf<'session-ended'>): void {
  const index = session.stays.findLastIndex(
    ({ client, ended }) => ended === undefined && isSameClient(client, event.client),
  );
  const stay = session.stays[index];
  if (stay !== undefined) session.stays[index] = { ...stay, ended: { at: event.at, reason: event.reason } };
}

/** A stop closes the newest open run of its agent; repeated without a new start it replaces that run's result. */
function finishRun(runs: AgentRun[], event: EventOf<'agent-finished'>): void {
  const finished = {
    at: event.at,
    status: event.status,
    message: event.message,
    toolsUsed: event.tools_used,
  };
  const isTheirs = (run: AgentRun) =>
    event.agent_id === undefined
      ? run.agentId === undefined && run.agent === event.agent
      : run.agentId === event.agent_id;
  const open = runs.findLastIndex((run) => isTheirs(run) && run.finished === undefined);
  const index = open >= 0 ? open : runs.findLastIndex(isTheirs);
  const run = runs[index];
  if (run === undefined) runs.push({ ...whoOf(event), finished });
  else runs[index] = { ...run, finished };
}

function whoOf(
  event: EventOf<'agent-started'> | EventOf<'agent-finished'>,
): Pick<AgentRun, 'agent' | 'agentId' | 'label'> {
  return {
    agent: event.agent,
    ...(event.agent_id === undefined ? {} : { agentId: event.agent_id }),
    ...(event.event === 'agent-started' && event.label !== undefined ? { label: event.label } : {}),
  };
}

function resultOf({ agent, finished }: AgentRun): CheckpointEntry[] {
  if (finished === undefined) return [];
  return [
    {
      at: finished.at,
      agent,
      message: finished.message,
      toolsUsed: finished.toolsUsed,
      kind: finished.status,
    },
  ];
}

function entryOf(event: EventOf<'checkpoint'>, kind: string): CheckpointEntry {
  return { at: event.at, agent: event.agent, message: event.message, toolsUsed: event.tools_used, kind };
}
