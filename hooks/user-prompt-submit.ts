// The person says something. What a usage limit set aside is taken up again, and a prompt that is about code with state
// is told of the skill that covers it, once a session. Every other prompt costs one look at one name.
import { runHook, workspaceOf } from '../lib/hook.ts';
import {
  appendEvent,
  matchSkill,
  mayBeParked,
  readSettings,
  SKILL_KEYWORDS,
  timeOf,
  unparkSession,
  wasTold,
  type Workspace,
} from '../lib/index.ts';

// A finished agent's report, a slash command, a note for memory and a shell command come the same way.
const NO_PROMPT = /^\s*(?:<task-notification>|[/#!])/;

void runHook({ name: 'user-prompt-submit' }, async (input, surroundings) => {
  const { prompt = '' } = input;
  const workspace = NO_PROMPT.test(prompt) ? null : workspaceOf(input, surroundings);
  if (workspace === null) return null;
  if (mayBeParked(workspace)) await unparkSession(workspace);
  const match = matchSkill(prompt, SKILL_KEYWORDS);
  if (match === null || readSettings(surroundings).hints === 'off') return null;
  if (!tellOnce(workspace, `skill ${match.skill}`)) return null;
  const additionalContext =
    `autonomous-dev: the skill ${match.skill} covers this (${match.keywords.join(', ')}): ` +
    'load it before you write such code.';
  return { hookSpecificOutput: { hookEventName: 'UserPromptSubmit', additionalContext } };
});

/** Notes that the session is told; false when it has been before. */
function tellOnce(workspace: Workspace, what: string): boolean {
  const { store, sessionId, surroundings } = workspace;
  if (wasTold(store, sessionId, what)) return false;
  appendEvent(workspace, { event: 'told', at: timeOf(surroundings), what });
  return true;
}
