import { runHook } from '../lib/hook.ts';
import { recordAgentStop } from '../lib/index.ts';

void runHook((input, surroundings) => {
  recordAgentStop(input, surroundings);
  return null;
});
