// A batch for the tests of the batch commands, and what they read back from an answer.
import type { TestContext } from 'node:test';
import { createProject, type TestProject } from '../support/project.ts';
import { adev, jsonOf, type Run } from './in-process.ts';

/** A project with a batch b1 of these features, made by its own session. */
export async function withBatch(
  t: TestContext,
  features: readonly string[] = ['one', 'two', 'three'],
  project: TestProject = createProject(t),
): Promise<TestProject> {
  const given = features.flatMap((text) => ['--feature', text]);
  await adev(project, ['batch', 'create', ...given, '--id', 'b1']);
  return project;
}

/** The same project for another session, whose client may be a process. */
export function as(project: TestProject, session: string, pid?: number): TestProject {
  const told = pid === undefined ? {} : { CLAUDE_PID: String(pid) };
  const env = { ...project.env, CLAUDE_CODE_SESSION_ID: session, ...told };
  return { ...project, env, surroundings: { ...project.surroundings, env } };
}

/** The exit status and the code of a refusal. */
export function refusalOf(run: Run): readonly [number, string | undefined] {
  return [run.exit, (jsonOf(run) as { refused?: { code: string } }).refused?.code];
}

type Item = Readonly<{ number: number; text: string }>;

/** What `batch next --json` prints. */
export type Next = Readonly<{
  batch_id: string;
  batch_status: string;
  feature: (Item & Readonly<{ status: string; attempts: number; uncertain: boolean }>) | null;
  lease: Readonly<{ token: number; expires_at: string | null }> | null;
  remaining: number;
  held: readonly (Item & Readonly<{ token: number }>)[];
  waiting_for: readonly (Item & Readonly<{ session_id: string; until: string | null }>)[];
}>;

export function nextOf(run: Run): Next {
  return jsonOf(run) as Next;
}
