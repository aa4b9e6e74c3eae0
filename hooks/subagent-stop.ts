// An agent stops. The event says that it did, not how well it did; its words are not searched for an answer.
import { runHook, workspaceOf } from '../lib/hook.ts';
import {
  appendEvent,
  capturedCharacters,
  cleanAgentName,
  cutText,
  plainText,
  readSettings,
  redact,
  timeOf,
} from '../lib/index.ts';

/** Enough to find a credential that begins within what is kept. */
const MAX_READ = 100_000;

void runHook({ name: 'subagent-stop' }, (input, surroundings) => {
  const { agentType, agentId, lastAssistantMessage = '', agentTranscriptPath } = input;
  const workspace = workspaceOf(input, surroundings);
  if (workspace === null || agentType === undefined) return null;
  const limit = capturedCharacters(readSettings(surroundings));
  appendEvent(workspace, {
    event: 'agent-finished',
    at: timeOf(surroundings),
    agent: cleanAgentName(agentType).agent,
    ...(agentId === undefined ? {} : { agent_id: agentId }),
    status: 'completed',
    message:
      limit === 0 ? '' : cutText(redact(plainText(lastAssistantMessage.slice(0, MAX_READ)).trim()), limit),
    tools_used: [],
    ...(agentTranscriptPath === undefined ? {} : { transcript_path: agentTranscriptPath }),
  });
  return null;
});
