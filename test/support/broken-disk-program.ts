// The program that dies, sleeps and starves in tests of the store: does one task, given as JSON, and prints one JSON
// line for each thing it did. Bundled before it runs, because plain node starts much faster.
import { readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import { AgentTracker } from '../../lib/agent-tracker.ts';
import type { CheckpointRequest } from '../../lib/save-checkpoint.ts';
import { parserOf } from '../../lib/domain/parse.ts';
import { ok } from '../../lib/domain/result.ts';
import { openStore, StateError, type Kind } from '../../lib/store/store.ts';
import { HOSTILE_REQUESTS } from '../agent-tracker/hostile-requests.ts';

export type Task =
  | Readonly<{
      do: 'checkpoint';
      messages: readonly string[];
      deadlineMs?: number;
      /** Go there first, and delete that folder. */
      deletedFolder?: string;
    }>
  | Readonly<{ do: 'hostile-checkpoints' }>
  | Readonly<{ do: 'checkpoint-until-full'; characters: number }>
  /** What no program should do; to show that a test would find it out. */
  | Readonly<{ do: 'write-in-place'; file: string; text: string }>
  | Readonly<{ do: 'check-then-write'; file: string; token: string }>
  | Readonly<{ do: 'add'; stateDir: string; base: string; id: string; tokens: readonly string[] }>;

export const TOKENS: Kind<{ tokens: string[] }> = {
  name: 'batch',
  version: '2.0.0',
  parse: parserOf(v.looseObject({ tokens: v.array(v.string()) })),
  migrations: [],
};

/** Adds a token to a document, and says what became of it: `saved`, or the code of the error. */
export async function addToken(
  store: ReturnType<typeof openStore>,
  id: string,
  token: string,
): Promise<string> {
  try {
    const updated = await store.update(TOKENS, id, (data) =>
      ok({ data: { ...data, tokens: [...(data?.tokens ?? []), token] }, answer: null }),
    );
    return updated.ok ? 'saved' : updated.refusal.code;
  } catch (error) {
    return error instanceof StateError ? error.code : `threw ${String(error)}`;
  }
}

if (process.argv[2] !== undefined && process.env['BROKEN_DISK_PROGRAM'] === 'run') {
  await perform(JSON.parse(process.argv[2]) as Task);
}

async function perform(task: Task): Promise<void> {
  if (task.do === 'checkpoint') {
    if (task.deletedFolder !== undefined) {
      process.chdir(task.deletedFolder);
      rmdirSync(task.deletedFolder);
    }
    for (const message of task.messages) print(save(message, task.deadlineMs));
  } else if (task.do === 'hostile-checkpoints') {
    for (const [what, make] of HOSTILE_REQUESTS) {
      const request = make() as CheckpointRequest;
      const saved: unknown = AgentTracker.saveAgentCheckpoint(request);
      print({ what, type: typeof saved, ...AgentTracker.saveAgentCheckpointResult(request) });
    }
  } else if (task.do === 'checkpoint-until-full') {
    for (let saved = true; saved;) {
      const outcome = save('x'.repeat(task.characters));
      print(outcome);
      saved = outcome.saved;
    }
  } else if (task.do === 'write-in-place') {
    writeFileSync(task.file, task.text);
  } else if (task.do === 'check-then-write') {
    const seen = readFileSync(task.file, 'utf8');
    const tokens = JSON.stringify([...(JSON.parse(seen) as string[]), task.token]);
    if (readFileSync(task.file, 'utf8') === seen) writeFileSync(task.file, tokens);
  } else {
    const store = openStore({ path: task.stateDir, base: task.base });
    for (const token of task.tokens) print({ token, outcome: await addToken(store, task.id, token) });
  }
}

function save(message: string, deadlineMs?: number) {
  return AgentTracker.saveAgentCheckpointResult({
    agentName: 'writer',
    message,
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
  });
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
