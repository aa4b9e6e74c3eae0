// What the batch commands have in common: which batch is meant, how an outcome becomes an answer, and a feature's shape.
import {
  isOffForProcess,
  isOffForProject,
  plainLine,
  resolveBatch,
  unparkSession,
  type BatchOutcome,
  type Feature,
  type Workspace,
} from '../index.ts';
import { refused, skipped, usage, type Answer } from './answer.ts';
import type { Call, Options } from './command.ts';
import { inProject } from './in-project.ts';

/** The option that every batch command takes beside naming the batch by its place. */
export const BATCH_OPTION = {
  batch: { value: 'ID', about: 'the batch, if not named by its place' },
} as const;

/** Runs `act` on the batch that the call means; whatever this session had parked is taken up again first. */
export function inBatch<O extends Options>(
  call: Pick<Call<O>, 'surroundings'>,
  named: Readonly<{ place?: string | undefined; option?: string | undefined }>,
  act: (workspace: Workspace, batchId: string) => Promise<Answer>,
): Answer | Promise<Answer> {
  const { place, option } = named;
  if (place !== undefined && option !== undefined && place !== option) {
    return usage(`two batches are named, ${plainLine(place)} and ${plainLine(option)}; name one`);
  }
  return inProject(call, async (workspace) => {
    await takeUpAgain(workspace);
    const batchId = await resolveBatch(workspace, place ?? option);
    return batchId.ok ? act(workspace, batchId.value) : refused(batchId.refusal);
  });
}

/** Nothing is changed while the plugin is off, and what the disk does not allow the command itself will tell. */
async function takeUpAgain(workspace: Workspace): Promise<void> {
  if (isOffForProcess(workspace.surroundings.env) || isOffForProject(workspace.store)) return;
  try {
    await unparkSession(workspace);
  } catch {
    // A look at a batch is worth more than its lease.
  }
}

/** Refusals and skips answer for themselves; a value is left to `show`. */
export function answerOf<T>(outcome: BatchOutcome<T>, show: (value: T) => Answer): Answer {
  if (outcome.ok) return show(outcome.value);
  return 'refused' in outcome ? refused(outcome.refused) : skipped(outcome.skipped);
}

/** A feature as every batch command prints it: as it is stored, `uncertain` always told. */
export function featureJson(feature: Feature): Readonly<Record<string, unknown>> {
  return { uncertain: false, ...feature };
}

/** `4. add the login page` */
export function featureLine({ number, text }: Feature): string {
  return `${number}. ${plainLine(text)}`;
}
