// What the path of the client's environment file says: `<folder>/<session id>/<name>.sh`. Client 2.1.197 names there
// the id that it began under, which is not always that of the session it enters.
import { basename, dirname, join } from 'node:path';
import { commandLineOf } from './client.ts';
import type { HookInput } from './domain/hook-input.ts';
import type { Surroundings } from './workspace.ts';

type Environment = Surroundings['env'];

/**
 * The fork that a client begins under the id of the session it came from, as 2.1.197 does; null for every other
 * session. One that is continued there (`--continue`, `/resume`) comes with the same input and another's file too:
 * only the client's command line tells them apart.
 */
export function forkOf(
  { sessionId, source, promptId }: HookInput,
  { env, parentPid }: Surroundings,
): { sessionId: string; parent: string } | null {
  const named = sessionNamedIn(env);
  if (named === undefined || sessionId === undefined || source !== 'resume' || named === sessionId)
    return null;
  const isBeginning = promptId === undefined && parentPid !== undefined;
  const forks = isBeginning && commandLineOf(parentPid).includes('--fork-session');
  return forks ? { sessionId: named, parent: sessionId } : null;
}

/**
 * Where the variables of the session's Bash tool go; nowhere without an environment file. Of a continued session
 * 2.1.197 reads those in the folder of its id, where an earlier client's may lie, whatever file it names.
 */
export function environmentFiles(env: Environment, sessionId: string): readonly string[] {
  const file = env['CLAUDE_ENV_FILE'];
  if (!file) return [];
  const named = sessionNamedIn(env);
  if (named === undefined || named === sessionId || !SESSION_ID.test(sessionId)) return [file];
  return [file, join(dirname(dirname(file)), sessionId, basename(file))];
}

const SESSION_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function sessionNamedIn(env: Environment): string | undefined {
  const folder = basename(dirname(env['CLAUDE_ENV_FILE'] ?? ''));
  return SESSION_ID.test(folder) ? folder : undefined;
}
