// A client enters a session: it is recorded, the Bash tool is told where things are, and the model what was going on.
import { runHook, exportToBash } from '../lib/hook.ts';
import { startSession } from '../lib/index.ts';

void runHook((input, surroundings) => {
  const { exported, brief } = startSession(input, surroundings);
  exportToBash(surroundings.env, exported);
  if (brief === null) return null;
  return { hookSpecificOutput: { hookEventName: 'SessionStart', additionalContext: brief } };
});
