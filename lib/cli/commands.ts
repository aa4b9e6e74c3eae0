// The table of all commands, in the order in which help lists them. A new command is a file and a line here.
import { checkpointList } from './checkpoint-list.ts';
import { checkpointSave } from './checkpoint-save.ts';
import type { Command } from './command.ts';
import { projectOff, projectOn } from './project-switch.ts';
import { status } from './status.ts';

export const COMMANDS: readonly Command[] = [checkpointSave, checkpointList, status, projectOff, projectOn];
