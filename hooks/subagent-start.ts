// An agent starts. The client's own compaction agent has an empty type, and is no agent of the session's.
import { runHook, workspaceOf } from '../lib/hook.ts';
import { appendEvent, cleanAgentName, cutText, timeOf } from '../lib/index.ts';

void runHook({ name: 'subagent-start' }, (input, surroundings) => {
  const { agentType, agentId } = input;
  const workspace = workspaceOf(input, surroundings);
  if (workspace === null || agentType === undefined) return null;
  const { agent, label } = cleanAgentName(agentType);
  appendEvent(workspace, {
    event: 'agent-started',
    at: timeOf(surroundings),
    agent,
    ...(agentId === undefined ? {} : { agent_id: agentId }),
    ...(label === undefined ? {} : { label: cutText(label, 255) }),
    ...(workspace.client === null ? {} : { client: workspace.client }),
  });
  return null;
});
