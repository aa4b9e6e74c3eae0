// `docs/sessions/*-pipeline.json`: the agents of a session. Two other writers use the same names for files without
// agents: one of runs and their steps, one of a single step.
import * as v from 'valibot';
import { ok, refuse, type Result } from '../result.ts';
import { agentEntryRun, agentEntrySchema, type AgentEntry } from './agent-entry.ts';
import { addedSince, exportedSession } from './exported-session.ts';
import { checkpointEvent, entryOf, keyOf, legacySession, startEvent } from './session-events.ts';
import type { ImportedEvent, SessionReading } from './session-events.ts';
import { damaged, keptAside, majorOf, name, others, readAs, type Given } from './reading.ts';
import { localTime, stampTime } from './times.ts';

const MAX_AGENTS = 5000;
const KNOWN_MAJOR = 2;

const loose = v.nullish(v.unknown());

const sessionSchema = v.looseObject({
  session_id: v.nullish(name),
  run_id: v.nullish(name),
  claude_session_id: v.nullish(name),
  started: loose,
  github_issue: loose,
  agents: v.nullish(v.array(agentEntrySchema)),
});

type PipelineSession = v.InferOutput<typeof sessionSchema>;

/**
 * The session `legacy-<stamp>` with two events for each agent that has finished; one that has not yet leaves a
 * checkpoint with what it said. A file that was exported from here becomes the session that it was, with what the
 * original has added since. Times without a zone are local; one that is missing or unreadable becomes the one before
 * it. Keys of other writers lie in `legacy` of the first event. Refused `newer-version`, and `damaged` without an id.
 */
export function readPipelineSession(
  data: Readonly<Record<string, unknown>>,
  fileName: string,
  given: Given,
): Result<SessionReading> {
  const read = readAs(sessionSchema, data);
  if (!read.ok) return read;
  const session = read.value;
  const { agents } = session;
  if ((majorOf(session['schema_version']) ?? 0) > KNOWN_MAJOR) {
    return refuse('newer-version', 'its schema version is newer than those that are known here');
  }
  const stamp = session.session_id ?? session.run_id ?? stampOf(fileName);
  if (stamp === null) return damaged('session_id is missing');
  const entries = agents ?? [];
  if (entries.length > MAX_AGENTS) return damaged(`agents has more than ${MAX_AGENTS} entries`);
  const started = localTime(session.started, given) ?? stampTime(stamp, given) ?? given.fileTime;
  // Two sessions that were started in one second have one stamp; the time in the file is finer.
  const from = `pipeline-session ${stamp} ${typeof session.started === 'string' ? session.started : ''}`;

  const exported = exportedSession(session['autonomous_dev']);
  if (exported !== null) {
    const added = entries.flatMap((entry, at) => addedSince(exported, entry, at, eventsOf(entry, at)));
    return ok({ ...exported, entries: [...exported.entries, ...added.map(entryOf)], notes: [] });
  }
  return ok(
    legacySession(stamp, [
      startEvent(from, started, given, startFacts(session)),
      ...issueEvent(session.github_issue, from, started),
      ...entries.flatMap(eventsOf),
    ]),
  );

  function eventsOf(entry: AgentEntry, at: number): ImportedEvent[] {
    return eventsOfEntry(entry, { from: `${from} ${at}`, agentId: `legacy-${at + 1}`, started, given });
  }
}

function eventsOfEntry(
  entry: AgentEntry,
  {
    from,
    agentId,
    started,
    given,
  }: Readonly<{ from: string; agentId: string; started: string; given: Given }>,
): ImportedEvent[] {
  const { start, end, said, tools } = agentEntryRun(entry, (time) => localTime(time, given), started);
  const begun = { ...start, agent_id: agentId, imported_key: keyOf(`${from} start`) };
  if (end !== null) return [begun, { ...end, agent_id: agentId, imported_key: keyOf(`${from} end`) }];
  if (said === '') return [begun];
  const what = { agent: entry.agent, agentId, message: said, tools };
  return [begun, checkpointEvent(`${from} said`, start.at, what)];
}

function startFacts(session: PipelineSession): Record<string, unknown> {
  const { claude_session_id } = session;
  const rest = others(session, [
    'session_id',
    'claude_session_id',
    'started',
    'github_issue',
    'agents',
    'autonomous_dev',
  ]);
  const legacy = Object.keys(rest).length === 0 ? undefined : keptAside(rest);
  return {
    ...(claude_session_id ? { claude_session_id } : {}),
    ...(legacy === undefined ? {} : { legacy }),
  };
}

function issueEvent(issue: unknown, from: string, at: string): ImportedEvent[] {
  if (typeof issue !== 'number' || !Number.isSafeInteger(issue) || issue < 0) return [];
  return [{ event: 'issue-linked', at, github_issue: issue, imported_key: keyOf(`${from} issue ${issue}`) }];
}

function stampOf(fileName: string): string | null {
  return /^(.{1,255})-pipeline\.json/.exec(fileName)?.[1] ?? null;
}
