import { runHook } from '../lib/hook.ts';
import { recordAgentStart } from '../lib/index.ts';

void runHook((input, surroundings) => {
  recordAgentStart(input, surroundings);
  return null;
});
