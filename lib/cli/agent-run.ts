// Telling of an agent run: that it begins, and how it ended.
import {
  openWorkspace,
  readSession,
  saveRunEnd,
  saveRunStart,
  trackedRuns,
  livenessSeenBy,
} from '../index.ts';
import type { RunRequest, SaveOutcome, Surroundings } from '../index.ts';
import { done, refused, skipped, type Answer } from './answer.ts';
import { command, type Command } from './command.ts';

export const agentStart = runCommand('start', {
  summary: 'Say that an agent begins; every start is a new run',
  message: 'what it sets out to do',
  becomes: 'running',
  save: (request, surroundings) => saveRunStart(request, surroundings),
});

export const agentComplete = runCommand('complete', {
  summary: 'Say that an agent has done its work',
  message: 'what came of it',
  becomes: 'completed',
  save: (request, surroundings) => saveRunEnd('completed', request, surroundings),
});

export const agentFail = runCommand('fail', {
  summary: 'Say that an agent has failed, or that a lost one is given up',
  message: 'what went wrong',
  becomes: 'failed',
  save: (request, surroundings) => saveRunEnd('failed', request, surroundings),
});

type Verb = Readonly<{
  summary: string;
  /** What its --message is about. */
  message: string;
  becomes: string;
  save: (request: RunRequest, surroundings: Surroundings) => SaveOutcome;
}>;

function runCommand(verb: string, { summary, message, becomes, save }: Verb): Command {
  return command({
    name: `agent ${verb}`,
    group: 'every day',
    summary,
    arguments: ['NAME'],
    options: {
      message: { value: 'TEXT', required: true, about: `${message}, 10,000 characters at most` },
      tools: { value: 'A,B', multiple: true, about: 'the tools that were used' },
      'agent-id': { value: 'ID', about: 'which run of that name, as adev agent status shows it' },
    },

    run({ arguments: [agentName = ''], options, surroundings }) {
      const agentId = options['agent-id'];
      const request: RunRequest = {
        agentName,
        message: options.message,
        toolsUsed: options.tools.flatMap((names) => names.split(',')),
        ...(agentId === undefined ? {} : { agentId }),
      };
      return answer(save(request, surroundings), request, becomes, surroundings);
    },
  });
}

function answer(
  outcome: SaveOutcome,
  { agentName, agentId }: RunRequest,
  becomes: string,
  surroundings: Surroundings,
): Answer {
  if (!outcome.saved) {
    const { reason, detail } = outcome;
    return reason === 'invalid-input' ? refused({ code: reason, message: detail }) : skipped(outcome);
  }
  const { number, sessionId } = outcome;
  const agent = agentName.trim();
  const status = statusNow(agent, agentId, surroundings) ?? becomes;
  const json = { saved: true, number, session_id: sessionId, agent, status };
  const notes =
    status === becomes
      ? []
      : [
          `adev: that changes nothing: this run was told of as ${status} before.`,
          `For a new one: adev agent start ${agent} --message TEXT`,
        ];
  return done(json, [`Agent ${agent}: ${status}`], notes);
}

/** How the run stands now that it was told of; null where that cannot be read, which does not make it less saved. */
function statusNow(agent: string, agentId: string | undefined, surroundings: Surroundings): string | null {
  try {
    const workspace = openWorkspace(surroundings);
    const session = workspace === null ? null : readSession(workspace.store, workspace.sessionId)?.session;
    if (workspace === null || !session) return null;
    const tracked = trackedRuns(session, livenessSeenBy(workspace.client)).findLast(({ run }) =>
      agentId === undefined
        ? run.agentId === undefined && run.isReported === true && run.agent === agent
        : run.agentId === agentId,
    );
    return tracked?.status ?? null;
  } catch {
    return null;
  }
}
