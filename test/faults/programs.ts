// What is broken: every command that changes much, and every hook, each with the project that it finds.
import type { Stage } from './stage.ts';

export type Program = Readonly<{
  name: string;
  /** Runs after the project was made, before anything is broken. */
  prepare?: (stage: Stage) => Promise<unknown>;
  /** It takes from several files what may be in one document. */
  hasSources?: true;
  /** What it goes on with it finds by a hint, which may be missing. */
  isHinted?: true;
}> &
  (
    | Readonly<{ args: readonly string[]; event?: never }>
    | Readonly<{ event: string; fields: object; session?: string; args?: never }>
  );

const clear = (stage: Stage) => stage.play({ name: '', event: 'SessionEnd', fields: { reason: 'clear' } });

const limit: Program = { name: 'StopFailure', event: 'StopFailure', fields: { error: 'rate_limit' } };

const SAVE = ['checkpoint', 'save', '--agent', 'tester', '--message', 'new', '--json'];

export const COMMANDS: readonly Program[] = [
  { name: 'checkpoint save', args: SAVE },
  { name: 'checkpoint save, the first', args: [...SAVE, '--session', 'session-9'] },
  { name: 'batch next --claim', args: ['batch', 'next', 'b1', '--claim', '--json'] },
  { name: 'batch complete', args: ['batch', 'complete', '5', '--batch', 'b1', '--note', 'done', '--json'] },
  { name: 'import', args: ['import', '--json'], hasSources: true },
  { name: 'gc', args: ['gc', '--json'] },
  { name: 'restore', args: ['restore', 'batch/b2', '3', '--json'] },
];

export const HOOKS: readonly Program[] = [
  { name: 'SessionStart', event: 'SessionStart', fields: { source: 'resume' } },
  {
    name: 'SessionStart after a clear',
    prepare: clear,
    isHinted: true,
    event: 'SessionStart',
    fields: { source: 'clear' },
    session: 'session-2',
  },
  {
    name: 'UserPromptSubmit',
    prepare: (stage) => stage.play(limit),
    event: 'UserPromptSubmit',
    fields: { prompt: 'save the state to a JSON file on disk and checkpoint the progress' },
  },
  {
    name: 'PermissionRequest',
    event: 'PermissionRequest',
    fields: { tool_name: 'Bash', tool_input: { command: 'adev status' } },
  },
  {
    name: 'SubagentStart',
    event: 'SubagentStart',
    fields: { agent_type: 'tester', agent_id: 'agent-2' },
  },
  {
    name: 'SubagentStop',
    event: 'SubagentStop',
    fields: { agent_type: 'tester', agent_id: 'agent-1', last_assistant_message: 'new' },
  },
  { name: 'PreCompact', event: 'PreCompact', fields: { trigger: 'auto' } },
  {
    name: 'Stop',
    event: 'Stop',
    fields: { stop_hook_active: false, background_tasks: [] },
  },
  limit,
  { name: 'SessionEnd', event: 'SessionEnd', fields: { reason: 'other' } },
];

export const PROGRAMS: readonly Program[] = [...COMMANDS, ...HOOKS];
