// Dropping what the limits are against, and saying what went.
import { collectGarbage, type Collected, type Gone } from '../index.ts';
import { done, type Answer } from './answer.ts';
import { alignColumns } from './columns.ts';
import { command } from './command.ts';
import { inProject } from './in-project.ts';
import { styled, type Line, type Span } from './output.ts';

const SHOWN = 20;

export const gc = command({
  name: 'gc',
  group: 'housekeeping',
  summary: 'Drop what is older or more than the limits say',
  options: { 'dry-run': { about: 'only say what would go' } },

  run: (call) =>
    inProject(call, async (workspace) => {
      const isDryRun = call.options['dry-run'];
      return answerFor(await collectGarbage(workspace, { isDryRun }), isDryRun, call.width());
    }),
});

function answerFor(collected: Collected, isDryRun: boolean, width: number): Answer {
  const { sessions, batches, erased, leftovers, putBack, problems, stateBytes } = collected;
  const freed = [...sessions, ...erased].reduce((sum, { bytes }) => sum + bytes, 0);
  const json = {
    dry_run: isDryRun,
    sessions: sessions.map(({ name, why, bytes }) => ({ session_id: name, why, bytes })),
    batches: batches.map(({ name, why, bytes }) => ({ batch_id: name, why, bytes })),
    erased_batches: erased.map(({ name, bytes }) => ({ batch_id: name, bytes })),
    leftovers,
    put_back: putBack,
    problems,
    bytes: freed,
    state_bytes: stateBytes,
  };
  const rows = [
    ...sessions.map((gone) => rowOf('session', gone)),
    ...batches.map((gone) => rowOf('batch', gone)),
    ...erased.map((gone) => rowOf('batch', gone)),
  ];
  const would = isDryRun ? 'Would go' : 'Gone';
  const lines: Line[] = [
    ...alignColumns(rows.slice(0, SHOWN), width),
    ...(rows.length > SHOWN
      ? [`and ${rows.length - SHOWN} more: adev gc${isDryRun ? ' --dry-run' : ''} --json`]
      : []),
    rows.length === 0
      ? `Nothing has to go: the state takes ${sizeOf(stateBytes)}.`
      : `${would}: ${sizeOf(freed)}; the state ${isDryRun ? 'would take' : 'takes'} ${sizeOf(stateBytes)}.`,
    ...(batches.length > 0 ? ['A removed batch is refused by name for 3 days before its files go.'] : []),
    ...putBack.map((name) => `Session ${name} has just been added to, and stays.`),
    ...(rows.length > 0
      ? ['The limits are retention_days, keep_sessions and max_state_mb: adev prefs list']
      : []),
  ];
  return done(json, lines, problems);
}

const WHY: Readonly<Record<Gone['why'], string>> = {
  age: 'older than retention_days',
  count: 'more than keep_sessions are newer',
  bytes: 'over max_state_mb',
  removed: 'removed days ago',
};

function rowOf(kind: string, { name, why, bytes }: Gone): Span[] {
  return [kind, styled('bold', name), sizeOf(bytes), styled('dim', WHY[why])];
}

/** `812 KB`, `3.1 MB` */
export function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
