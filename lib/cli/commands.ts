// The table of all commands, in the order in which help lists them. A new command is a file and a line here.
import { batchAdopt, batchCancel, batchDrive, batchPause, batchUnpause } from './batch-control.ts';
import { batchAdd, batchCreate } from './batch-create.ts';
import { batchNext } from './batch-next.ts';
import { batchComplete, batchFail, batchRelease, batchRetry, batchSkip } from './batch-report.ts';
import { batchList, batchShow, batchSummary } from './batch-show.ts';
import { checkpointList } from './checkpoint-list.ts';
import { checkpointSave } from './checkpoint-save.ts';
import type { Command } from './command.ts';
import { link } from './link.ts';
import { projectOff, projectOn } from './project-switch.ts';
import { status } from './status.ts';

export const COMMANDS: readonly Command[] = [
  checkpointSave,
  checkpointList,
  status,
  batchCreate,
  batchAdd,
  batchNext,
  batchComplete,
  batchFail,
  batchSkip,
  batchRetry,
  batchRelease,
  batchList,
  batchShow,
  batchSummary,
  batchPause,
  batchUnpause,
  batchDrive,
  batchCancel,
  batchAdopt,
  projectOn,
  projectOff,
  link,
];
