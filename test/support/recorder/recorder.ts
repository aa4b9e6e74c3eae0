// A plugin that writes down every hook event, made anew for a client version; and the reader of what it wrote.

import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { OLDEST_CLIENT } from '../client-install.ts';

/** Every event of the newest client but WorktreeCreate: its hook would have to make the worktree. */
export const RECORDED_EVENTS: readonly string[] = [
  'PreToolUse',
  'PostToolUse',
  'PostToolUseFailure',
  'PostToolBatch',
  'Notification',
  'UserPromptSubmit',
  'UserPromptExpansion',
  'SessionStart',
  'SessionEnd',
  'Stop',
  'StopFailure',
  'SubagentStart',
  'SubagentStop',
  'PreCompact',
  'PostCompact',
  'PreModelSwitch',
  'PostModelSwitch',
  'PermissionRequest',
  'PermissionDenied',
  'Setup',
  'TeammateIdle',
  'TaskCreated',
  'TaskCompleted',
  'Elicitation',
  'ElicitationResult',
  'ConfigChange',
  'WorktreeRemove',
  'InstructionsLoaded',
  'CwdChanged',
  'FileChanged',
  'DirectoryAdded',
  'MessageDisplay',
];

/** The oldest client drops a hooks file whole for one event that it does not know. */
const UNKNOWN_TO_OLDEST: readonly string[] = ['PreModelSwitch', 'PostModelSwitch', 'DirectoryAdded'];

/** What the recorder does at one event besides writing it down; `RECORDER_REPLIES` holds JSON of these by event. */
export type RecorderReply = Readonly<{ stdout?: string; stderr?: string; exit?: number; sleep_ms?: number }>;

export type HookRecord = Readonly<{
  event: string;
  at: string;
  pid: number;
  ppid: number;
  argv: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  stdin: Readonly<Record<string, unknown>> & { hook_event_name: string; session_id: string };
}>;

/** Writes the plugin `recorder`, with one skill `recorder:recite`, into `folder` and returns the folder. */
export async function writeRecorder(folder: string, version: string): Promise<string> {
  const events = RECORDED_EVENTS.filter(
    (event) => version !== OLDEST_CLIENT || !UNKNOWN_TO_OLDEST.includes(event),
  );
  const hooks = Object.fromEntries(events.map((event) => [event, [{ hooks: [recordingHook(event)] }]]));

  await mkdir(path.join(folder, '.claude-plugin'), { recursive: true });
  await mkdir(path.join(folder, 'hooks'), { recursive: true });
  await mkdir(path.join(folder, 'skills/recite'), { recursive: true });
  const manifest = { name: 'recorder', version: '1.0.0', description: 'Records hook events.' };
  await writeFile(path.join(folder, '.claude-plugin/plugin.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'hooks/hooks.json'), JSON.stringify({ hooks }));
  await writeFile(
    path.join(folder, 'skills/recite/SKILL.md'),
    '---\nname: recite\ndescription: Recite the argument.\n---\nRecite: $ARGUMENTS\n',
  );
  await cp(path.join(import.meta.dirname, 'record.cjs'), path.join(folder, 'record.cjs'));
  return folder;
}

/** The events recorded so far in the order of their hooks' start, or those of one name. */
export function readHooks(logFile: string, event?: string): HookRecord[] {
  const records = readJsonLines(logFile) as (HookRecord & { phase: string })[];
  return records.filter(
    (record) => record.phase === 'fired' && (event === undefined || record.event === event),
  );
}

/** The complete lines of a file that is still being written; none while it does not exist. */
export function readJsonLines(file: string): unknown[] {
  if (!existsSync(file)) return [];
  const complete = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return complete.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as unknown);
}

function recordingHook(event: string) {
  return { type: 'command', command: 'node', args: ['${CLAUDE_PLUGIN_ROOT}/record.cjs', event] };
}
