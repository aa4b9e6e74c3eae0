// Which starts and ends of agents belong together: a run is the n-th start of an agent id, and without an id the n-th
// start of a name. Runs of one name that go on at the same time are told apart by their ids alone.
import type { EventOf, SessionEvent } from './event.ts';
import { LONGEST_WRITE_MS } from './event-order.ts';
import { isSameClient, type Client } from './stay.ts';
import { elapsedMs } from './time.ts';

/** One execution of an agent. Without a start it was seen only at its end; without an end it may be running or lost. */
export type AgentRun = Readonly<{
  agent: string;
  agentId?: string;
  label?: string;
  /** An agent or a person told of it; otherwise a hook saw it. */
  isReported?: true;
  startedAt?: string;
  /** The client that it was started in, where that was recorded. */
  client?: Client;
  /** It has not finished and no longer can: its client left the session, or its agent was started anew. */
  isCutOff?: true;
  /** What it set out to do, and with which tools. */
  message?: string;
  toolsUsed?: readonly string[];
  /** The last checkpoint saved under its id; or under its name, while it was the newest of that name to run. */
  lastNote?: Readonly<{ at: string; message: string }>;
  /** When somebody said that it is lost and need not be offered again. */
  dismissedAt?: string;
  finished?: Readonly<{ at: string; status: string; message: string; toolsUsed: readonly string[] }>;
}>;

/** A run, and how it stands: `running`, `lost`, `dismissed`, or how it finished, which may be any text. */
export type TrackedRun = Readonly<{ run: AgentRun; status: string }>;

export function runStatus({ finished, dismissedAt }: AgentRun, isLost: boolean): string {
  if (finished !== undefined) return finished.status;
  if (dismissedAt !== undefined) return 'dismissed';
  return isLost ? 'lost' : 'running';
}

/** How long a finished run took; null where its start is not known, and while it has not finished. */
export function runDurationMs({ startedAt, finished }: AgentRun): number | null {
  return elapsedMs(startedAt, finished?.at);
}

/** The name without the plugin that an agent comes from: `planner` for `autonomous-dev:planner`. */
export function shortAgentName(agent: string): string {
  return agent.slice(agent.lastIndexOf(':') + 1);
}

export type RunReading = Readonly<{ run: AgentRun; end?: SessionEvent }>;

/**
 * The runs in the order in which they began, each with the event that ended it. `events` come in the order in which
 * they happened. What is reported of a run's end is final; what a hook sees gives way to a report and to what a hook
 * sees later.
 */
export function foldRuns(events: readonly SessionEvent[]): readonly RunReading[] {
  const runs: Runs = { all: [], byKey: new Map(), openByName: new Map() };
  for (const event of events) {
    if (event.event === 'agent-started') start(runs, event);
    else if (event.event === 'agent-finished') finish(runs, event);
    else if (event.event === 'checkpoint') note(runs, event);
    else if (event.event === 'orphan-dismissed') dismiss(runs, event);
    else if (event.event === 'session-ended') cutOff(runs, event.client);
  }
  return runs.all.map((draft) => ({ run: runOf(draft), ...(draft.end && { end: draft.end }) }));
}

/** A run, as the events that it is made of. */
type Draft = {
  start?: EventOf<'agent-started'>;
  end?: EventOf<'agent-finished'>;
  note?: EventOf<'checkpoint'>;
  dismissedAt?: string;
  isCutOff?: true;
};

type Runs = Readonly<{ all: Draft[]; byKey: Map<string, Draft[]>; openByName: Map<string, Draft[]> }>;

type RunEvent = EventOf<'agent-started' | 'agent-finished' | 'orphan-dismissed' | 'checkpoint'>;

function start(runs: Runs, event: EventOf<'agent-started'>): void {
  const same = listAt(runs.byKey, keyOf(event));
  const last = same.at(-1);
  if (last !== undefined && isStartOf(event, last)) {
    last.start = event;
    return;
  }
  // One id does one thing at a time: what went on under it is over.
  if (last !== undefined && event.agent_id !== undefined) last.isCutOff = true;
  const draft: Draft = { start: event };
  runs.all.push(draft);
  same.push(draft);
  listAt(runs.openByName, shortAgentName(event.agent)).push(draft);
}

/** Whether this start was overtaken by its own end: the hooks of a short run may be done in any order. */
function isStartOf(event: EventOf<'agent-started'>, { start, end }: Draft): boolean {
  if (start !== undefined || end === undefined || end.reported || event.reported) return false;
  return Math.abs(Date.parse(event.at) - Date.parse(end.at)) <= LONGEST_WRITE_MS;
}

/** An end concerns the newest run of its id or name, and never an older one: that would tell of lost work as done. */
function finish(runs: Runs, event: EventOf<'agent-finished'>): void {
  const same = listAt(runs.byKey, keyOf(event));
  const last = same.at(-1);
  if (last !== undefined) {
    if (last.end?.reported !== true) last.end = event;
    return;
  }
  const draft: Draft = { end: event };
  runs.all.push(draft);
  same.push(draft);
}

function note(runs: Runs, event: EventOf<'checkpoint'>): void {
  if (event.agent_id !== undefined) {
    const run = runs.byKey.get(keyOf(event))?.at(-1);
    if (run !== undefined) run.note = event;
    return;
  }
  const open = runs.openByName.get(shortAgentName(event.agent)) ?? [];
  while (open.at(-1)?.end !== undefined) open.pop();
  const newest = open.at(-1);
  if (newest !== undefined) newest.note = event;
}

function dismiss(runs: Runs, event: EventOf<'orphan-dismissed'>): void {
  for (const draft of runs.byKey.get(keyOf(event)) ?? []) {
    if (draft.start?.at === event.started_at) draft.dismissedAt = event.at;
  }
}

function cutOff(runs: Runs, client: Client): void {
  if (client.pid === undefined) return;
  for (const draft of runs.all) {
    const startedIn = draft.start?.client;
    if (startedIn !== undefined && isSameClient(startedIn, client)) draft.isCutOff = true;
  }
}

/** Without an id, what is reported and what hooks see are two stories. */
function keyOf({ agent, agent_id, reported }: RunEvent): string {
  if (agent_id !== undefined) return `id ${agent_id}`;
  return `${reported === true ? 'reported' : 'seen'} ${agent}`;
}

function listAt(lists: Map<string, Draft[]>, key: string): Draft[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

function runOf({ start, end, note, dismissedAt, isCutOff }: Draft): AgentRun {
  const { agent = '', agent_id, reported } = start ?? end ?? {};
  const startedAt = end?.started_at ?? start?.at;
  return {
    agent,
    ...(agent_id === undefined ? {} : { agentId: agent_id }),
    ...(start?.label === undefined ? {} : { label: start.label }),
    ...(reported === true ? { isReported: true } : {}),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(start?.client === undefined ? {} : { client: start.client }),
    ...(isCutOff === true && end === undefined ? { isCutOff } : {}),
    ...(start?.message === undefined ? {} : { message: start.message }),
    ...(start?.tools_used === undefined ? {} : { toolsUsed: start.tools_used }),
    ...(note === undefined ? {} : { lastNote: { at: note.at, message: note.message } }),
    ...(dismissedAt === undefined ? {} : { dismissedAt }),
    ...(end === undefined
      ? {}
      : {
          finished: { at: end.at, status: end.status, message: end.message, toolsUsed: end.tools_used },
        }),
  };
}
