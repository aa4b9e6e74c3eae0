// `.claude/artifacts/<workflow_id>/checkpoint.json`: which agents of a workflow of eight are done, and who is next.
import * as v from 'valibot';
import { cleanAgentName } from '../ids.ts';
import { ok, refuse, type Result } from '../result.ts';
import { checkpointEvent, keyOf, legacySession, startEvent } from './session-events.ts';
import type { ImportedEvent, SessionReading } from './session-events.ts';
import { damaged, keptAside, majorOf, name, others, readAs, text, type Given } from './reading.ts';
import { utcTime } from './times.ts';

const WORKFLOW = [
  'orchestrator',
  'researcher',
  'planner',
  'test-master',
  'implementer',
  'reviewer',
  'security-auditor',
  'doc-master',
];
const MAX_AGENTS = 1000;
const KNOWN_MAJOR = 2;

const checkpointSchema = v.looseObject({
  version: v.union([text, v.number()]),
  workflow_id: name,
  completed_agents: v.array(text),
  current_agent: text,
});

/**
 * The session `legacy-<workflow_id>`: a finished run for each agent that is done, and a checkpoint that says how far
 * the workflow came and who is next. The times of the runs are not known; they are the checkpoint's.
 */
export function readWorkflowCheckpoint(data: unknown, given: Given): Result<SessionReading> {
  const read = readAs(checkpointSchema, data);
  if (!read.ok) return read;
  const { workflow_id, completed_agents: completed, current_agent } = read.value;
  if ((majorOf(read.value.version) ?? 0) > KNOWN_MAJOR) {
    return refuse('newer-version', 'its version is newer than those that are known here');
  }
  if (completed.length > MAX_AGENTS) return damaged(`completed_agents has more than ${MAX_AGENTS} names`);
  const at = utcTime(read.value['created_at']) ?? given.fileTime;
  const from = `workflow-checkpoint ${workflow_id}`;
  const runs = completed.map((agent, position): ImportedEvent => ({
    event: 'agent-finished',
    at,
    ...cleanAgentName(agent),
    agent_id: `legacy-${position + 1}`,
    status: 'completed',
    message: 'Completed.',
    tools_used: [],
    imported_key: keyOf(`${from} done ${position} ${agent}`),
  }));
  const left = WORKFLOW.filter((agent) => !completed.includes(agent));
  const done = WORKFLOW.length - left.length;
  const next = completed.includes(current_agent) ? left[0] : current_agent;
  const percent = Math.floor((100 * done) / WORKFLOW.length);
  const message =
    left.length === 0 || next === undefined
      ? `Workflow finished: ${done} of ${WORKFLOW.length} agents done.`
      : `Workflow at ${percent} %: ${done} of ${WORKFLOW.length} agents done, next is ${cleanAgentName(next).agent}.`;
  const state = checkpointEvent(`${from} at ${completed.length} ${current_agent}`, at, {
    agent: current_agent,
    message,
    kind: left.length === 0 ? 'completed' : 'progress',
    legacy: keptAside(others(read.value, ['workflow_id', 'completed_agents'])),
  });
  return ok(legacySession(workflow_id, [startEvent(from, at, given, {}), ...runs, state]));
}
