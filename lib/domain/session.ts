// What a session is at any time: a fold over its events. Nothing here is stored.
import { foldRuns, type AgentRun, type RunReading } from './agent-run.ts';
import type { EventOf, SessionEvent } from './event.ts';
import { inOrder } from './event-order.ts';
import { foldStays, type Stay } from './stay.ts';
import { elapsedMs } from './time.ts';

export type { AgentRun } from './agent-run.ts';
export { isSameClient, type Client, type Stay } from './stay.ts';

export type CheckpointEntry = Readonly<{
  at: string;
  agent: string;
  message: string;
  toolsUsed: readonly string[];
  kind: string;
  /** How long what it tells of took, where it said when that began, or its run's start is known. */
  durationMs?: number;
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
  /** In the order in which they began. */
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

/** The session of these events, which come in the order of their numbers. Cost: linear, but for the sorting. */
export function foldSession(events: readonly SessionEvent[]): Session {
  const ordered = inOrder(events);
  const readings = foldRuns(ordered);
  return {
    ...foldFacts(ordered),
    stays: foldStays(ordered),
    runs: readings.map(({ run }) => run),
    checkpoints: checkpointsIn(ordered, readings),
  };
}

/** The stay that began last: the client that the session was last in. */
export function lastStay(session: Session): Stay | undefined {
  return session.stays.at(-1);
}

type Facts = Omit<Session, 'stays' | 'runs' | 'checkpoints'>;

/** What the newest event of its kind tells. */
function foldFacts(events: readonly SessionEvent[]): Facts {
  const told = new Set<string>();
  const facts: { -readonly [Name in keyof Facts]: Facts[Name] } = { told };
  for (const event of events) {
    switch (event.event) {
      case 'session-started':
        if (event.parent !== undefined) facts.parent = event.parent;
        if (event.session_id !== undefined) facts.sessionId = event.session_id;
        break;
      case 'checkpoint':
      case 'issue-linked':
        if (event.github_issue !== undefined) facts.githubIssue = event.github_issue;
        break;
      case 'batch-activated':
        facts.activeBatch = event.batch_id;
        break;
      case 'drive':
        facts.drive = driveOf(event);
        break;
      case 'drive-continued':
        if (facts.drive?.batchId === event.batch_id) {
          facts.drive = { ...facts.drive, continued: { at: event.at, progress: event.progress } };
        }
        break;
      case 'told':
        told.add(event.what);
        break;
      case 'session-ended':
      case 'agent-started':
      case 'agent-finished':
      case 'orphan-dismissed':
      case 'hook-failed':
        break;
    }
  }
  return facts;
}

function driveOf({ batch_id, on, at, until }: EventOf<'drive'>): Drive {
  return { batchId: batch_id, on, since: at, ...(until === undefined ? {} : { until }) };
}

/** An end that another one replaced is not among them. */
function checkpointsIn(
  events: readonly SessionEvent[],
  readings: readonly RunReading[],
): readonly CheckpointEntry[] {
  const runs = new Map(readings.map(({ run, end }) => [end, run]));
  return events.flatMap((event) => {
    if (event.event === 'checkpoint') return [entryOf(event, event.kind, event.agent, event.started_at)];
    if (event.event !== 'agent-finished') return [];
    const run = runs.get(event);
    return run === undefined ? [] : [entryOf(event, event.status, run.agent, run.startedAt)];
  });
}

function entryOf(
  event: EventOf<'checkpoint' | 'agent-finished'>,
  kind: string,
  agent: string,
  startedAt: string | undefined,
): CheckpointEntry {
  const durationMs = elapsedMs(startedAt, event.at);
  return {
    at: event.at,
    agent,
    message: event.message,
    toolsUsed: event.tools_used,
    kind,
    ...(durationMs === null ? {} : { durationMs }),
  };
}
