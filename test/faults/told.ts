// What a program may say when the disk fails: that it has saved, or why not, in its own form and without a stack trace.
import type { Program } from './programs.ts';

/** What a run left of its process: the status, and what was on its two streams. */
export type Ended = Readonly<{ status: number | null; stdout: string; stderr: string }>;

/** `silent`: a hook that says nothing, which promises nothing either. */
export type Answer = Readonly<{ said: 'saved' | 'silent' } | { said: 'skipped'; reason: string }>;

export const REASONS = [
  'disabled',
  'invalid-input',
  'no-project',
  'unreadable',
  'newer-version',
  'conflict',
  'disk-full',
  'read-only',
  'unsafe-path',
  'timeout',
  'unknown',
];

export function judgeForm(program: Program, { status, stdout, stderr }: Ended): string[] {
  const problems: string[] = [];
  const isHook = program.event !== undefined;
  if (/^\s+at |^node:|Error: /m.test(stderr)) problems.push(`stack trace: ${stderr}`);
  if (isHook ? status !== 0 : status !== 0 && status !== 75)
    problems.push(`exit ${status}: ${stdout}${stderr}`);
  if (program.name.startsWith('checkpoint save') && status !== 0)
    problems.push(`a checkpoint exits ${status}`);
  if (isHook && stdout === '') return problems;
  if (!/^[^\n]*\n$/.test(stdout)) return [...problems, `not one line on stdout: ${JSON.stringify(stdout)}`];
  try {
    JSON.parse(stdout);
  } catch {
    return [...problems, `not JSON: ${stdout}`];
  }
  const answer = answerOf(program, { status, stdout, stderr });
  if (answer.said === 'skipped' && !REASONS.includes(answer.reason))
    problems.push(`no reason of the closed set: ${stdout}${stderr}`);
  return problems;
}

export function answerOf(program: Program, { status, stdout, stderr }: Ended): Answer {
  if (program.event !== undefined) {
    const reason = /hook could not finish \(([a-z-]+)\)/.exec(stdout)?.[1];
    if (reason !== undefined) return { said: 'skipped', reason };
    return stderr === '' ? { said: 'silent' } : { said: 'skipped', reason: 'unknown' };
  }
  const { saved, reason, detail, problems, files } = JSON.parse(stdout) as {
    saved?: boolean;
    reason?: string;
    detail?: string;
    problems?: readonly string[];
    files?: readonly { detail: string; status: string }[];
  };
  if (saved === false) return { said: 'skipped', reason: detail ? (reason ?? '') : '' };
  if (problems !== undefined && problems.length > 0) return { said: 'skipped', reason: 'unknown' };
  if (status === 0) return { said: 'saved' };
  return { said: 'skipped', reason: files?.some((file) => file.detail !== '') ? 'unknown' : '' };
}
