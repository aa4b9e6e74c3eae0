// The client waits for this one at its own end, so it is shorter than the others.
import { runHook } from '../lib/hook.ts';
import { endSession } from '../lib/index.ts';

void runHook((input, surroundings) => {
  endSession(input, surroundings);
  return null;
}, 900);
