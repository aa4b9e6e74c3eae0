// The next feature of a batch: shown, or claimed for this session.
import {
  batchStatus,
  claimNextFeature,
  contextOf,
  countFeatures,
  countRemaining,
  heldBesides,
  heldHere,
  isDoubtful,
  isHeld,
  leaseEnd,
  loadBatchState,
  nextFeature,
  ownerOf,
  type Batch,
  type ClaimOptions,
  type Context,
  type Feature,
  type Workspace,
} from '../index.ts';
import { done, EXIT, nothingToClaim, usage, type Answer } from './answer.ts';
import { answerOf, BATCH_OPTION, featureJson, inBatch } from './batch-answer.ts';
import { headline, linesOfClaim, linesOfDoubt, linesOfNothing, rootOption } from './batch-next-lines.ts';
import { command } from './command.ts';
import { durationOf } from './durations.ts';
import type { Line } from './output.ts';
import { quote } from './quote.ts';

const LOOK_EVERY_MS = 2000;
/** Below the two minutes after which the client ends a command. */
const WAIT_MS = 90_000;
const LONGEST_WAIT_MS = 600_000;

export const batchNext = command({
  name: 'batch next',
  group: 'every day',
  summary: 'Show the next feature, or claim it',
  arguments: ['[ID]'],
  options: {
    claim: { about: 'take it for this session' },
    ttl: { value: '90m', about: 'end the claim after this time even while this session lives' },
    agent: { value: 'NAME', about: 'the agent that takes it' },
    wait: { value: '90s', otherwise: '90s', about: 'wait for one as long as others work; 10m at most' },
    ...BATCH_OPTION,
  },

  run(call) {
    const { claim, ttl, agent, wait, batch } = call.options;
    const ttlMs = ttl === undefined ? undefined : durationOf(ttl);
    if (ttlMs === null) return usage(`batch next: --ttl ${quote(ttl ?? '')} is no time: write 90m, 2h or 1d`);
    const waitMs = wait === undefined ? 0 : durationOf(wait);
    if (waitMs === null || waitMs > LONGEST_WAIT_MS) {
      return usage(
        `batch next: --wait ${quote(wait ?? '')} is no time up to 10m: write ${WAIT_MS / 1000}s or 5m`,
      );
    }
    return inBatch(call, { place: call.arguments[0], option: batch }, async (workspace, batchId) => {
      const look = claim
        ? () => claimed(workspace, batchId, { ttlMs, agent })
        : () => shown(workspace, batchId);
      const { now } = workspace.surroundings;
      const giveUpAt = now() + waitMs;
      const notes: string[] = [];
      for (;;) {
        const answer = await look();
        notes.push(...answer.notes);
        const left = giveUpAt - now();
        if (answer.exit !== EXIT.nothing || left <= 0 || !isWaiting(answer)) return { ...answer, notes };
        await call.terminal.wait(Math.min(left, LOOK_EVERY_MS));
      }
    });
  },
});

async function claimed(workspace: Workspace, batchId: string, options: ClaimOptions): Promise<Answer> {
  const outcome = await claimNextFeature(batchId, options, workspace.surroundings);
  return answerOf(outcome, ({ batch, feature, gaveUp }) => {
    const notes = gaveUp.map(
      (number) =>
        `adev: feature ${number} failed: its last owner went without reporting, and no attempt is left`,
    );
    const lines = feature === null ? [] : linesOfClaim(batch, feature, workspace);
    return { ...answerFor(workspace, batch, feature, lines), notes };
  });
}

async function shown(workspace: Workspace, batchId: string): Promise<Answer> {
  const outcome = await loadBatchState(batchId, workspace.surroundings);
  return answerOf(outcome, ({ batch }) => {
    const context = contextFor(workspace);
    const next = nextFeature(batch, context);
    if (next === null) return answerFor(workspace, batch, null, []);
    const feature = isDoubtful(next, context) ? { ...next, uncertain: true } : next;
    return answerFor(workspace, batch, feature, [
      headline(batch, feature),
      ...linesOfDoubt(feature, workspace),
      `Not claimed. To take it: adev batch next ${batch.batch_id} --claim${rootOption(workspace)}`,
    ]);
  });
}

function answerFor(
  workspace: Workspace,
  batch: Batch,
  feature: Feature | null,
  lines: readonly Line[],
): Answer {
  const context = contextFor(workspace);
  // Without a session nobody can tell whose a claim is: only its token does.
  const mine = workspace.sessionIsDefault ? [] : heldHere(batch, ownerOf(workspace), context);
  const isOther = ({ number }: Feature) => number !== feature?.number;
  const held = mine.filter(isOther);
  const others = heldBesides(batch, mine, context).filter(isOther);
  const status = batchStatus(batch);
  // One that is only shown has the lease of an owner that is gone, if any.
  const lease = feature !== null && isHeld(feature.lease, context) ? feature.lease : undefined;
  const json = {
    batch_id: batch.batch_id,
    batch_status: status,
    feature: feature === null ? null : featureJson(feature),
    lease: lease === undefined ? null : { token: lease.token, expires_at: leaseEnd(lease, context) },
    remaining: countRemaining(countFeatures(batch)),
    held: held.map(({ number, text, lease: own }) => ({ number, text, token: own?.token ?? null })),
    waiting_for: others.map(({ number, text, lease: other }) => ({
      number,
      text,
      session_id: other?.owner.session_id ?? null,
      until: other === undefined ? null : leaseEnd(other, context),
    })),
  };
  return feature === null
    ? nothingToClaim(json, linesOfNothing(batch, status, held, others, context))
    : done(json, lines);
}

/** Whether waiting can help: somebody else is at work. */
function isWaiting({ json }: Answer): boolean {
  const { batch_status, waiting_for } = json as { batch_status: string; waiting_for: readonly unknown[] };
  return waiting_for.length > 0 || batch_status === 'paused';
}

function contextFor(workspace: Workspace): Context {
  return contextOf(workspace)(workspace.surroundings.now());
}
