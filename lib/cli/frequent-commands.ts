// The commands that agents run all the time. They are found without loading any other.
import { agentComplete, agentFail, agentStart } from './agent-run.ts';
import { batchNext } from './batch-next.ts';
import { batchComplete, batchFail, batchRelease, batchRetry, batchSkip } from './batch-report.ts';
import { checkpointSave } from './checkpoint-save.ts';
import type { Command } from './command.ts';

export const FREQUENT_COMMANDS: readonly Command[] = [
  checkpointSave,
  agentStart,
  agentComplete,
  agentFail,
  batchNext,
  batchComplete,
  batchFail,
  batchSkip,
  batchRetry,
  batchRelease,
];
