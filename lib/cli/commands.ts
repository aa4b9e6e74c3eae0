// The table of all commands, in the order in which help lists them. A new command is a file and a line here.
import { agentComplete, agentFail, agentStart } from './agent-run.ts';
import { agentStatus } from './agent-status.ts';
import { batchAdopt, batchCancel, batchDrive, batchPause, batchUnpause } from './batch-control.ts';
import { batchAdd, batchCreate } from './batch-create.ts';
import { batchNext } from './batch-next.ts';
import { batchComplete, batchFail, batchRelease, batchRetry, batchSkip } from './batch-report.ts';
import { batchList, batchShow, batchSummary } from './batch-show.ts';
import { checkpointList } from './checkpoint-list.ts';
import { checkpointSave } from './checkpoint-save.ts';
import type { Command } from './command.ts';
import { doctor } from './doctor.ts';
import { exportCommand } from './export.ts';
import { gc } from './gc.ts';
import { history, restore } from './history.ts';
import { importCommand } from './import.ts';
import { link } from './link.ts';
import { prefsGet, prefsList, prefsSet, prefsUnset } from './prefs.ts';
import { projectOff, projectOn } from './project-switch.ts';
import { purge } from './purge.ts';
import { report } from './report.ts';
import { status } from './status.ts';
import { statusline } from './statusline.ts';
import { why } from './why.ts';

export const COMMANDS: readonly Command[] = [
  checkpointSave,
  checkpointList,
  status,
  report,
  agentStart,
  agentComplete,
  agentFail,
  agentStatus,
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
  why,
  history,
  restore,
  doctor,
  projectOn,
  projectOff,
  gc,
  purge,
  link,
  statusline,
  prefsList,
  prefsGet,
  prefsSet,
  prefsUnset,
  importCommand,
  exportCommand,
];
