// What the doctor finds in `open/`: hints that are missing, and hints at nothing.
import { join } from 'node:path';
import type { LivenessOf } from '../sessions.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Batch } from '../domain/batch.ts';
import { batchStatus, isUnfinished } from '../domain/batch-queries.ts';
import { finding } from '../domain/findings.ts';
import type { Session } from '../domain/session.ts';
import { targetOf } from '../hint-care.ts';
import { isFolderThere } from '../store/care.ts';
import { folderNameOf, type Store } from '../store/store.ts';
import { batchHint } from '../unfinished-hint.ts';

export type HintFacts = Readonly<{
  /** Those that can be read. */
  batches: readonly Batch[];
  /** By the names of their folders. */
  sessions: ReadonlyMap<string, Session>;
  livenessOf: LivenessOf;
}>;

export function diagnoseHints(store: Store, facts: HintFacts): readonly Diagnosis[] {
  const { stateDir } = store;
  const present = new Set(store.openHints());
  const { needed, unneeded } = hintsFor(facts);
  const pathOf = (hint: string) => join(stateDir.path, 'open', hint);
  const isStale = (hint: string) => {
    const target = targetOf(hint);
    return unneeded.has(hint) || (target !== null && !isFolderThere(stateDir, ...target));
  };
  return [
    ...[...needed]
      .filter(([hint]) => !present.has(hint))
      .map(([hint, meaning]) => ({
        finding: finding('missing-hint', pathOf(hint), meaning, 'Make it.'),
        repair: () => store.markOpen(hint),
      })),
    ...[...present].filter(isStale).map((hint) => ({
      finding: finding(
        'wrong-hint',
        pathOf(hint),
        'This name says that something goes on, and nothing does. It costs a look, and no more.',
        'Delete it.',
      ),
      repair: () => store.unmarkOpen(hint),
    })),
  ];
}

type Hints = Readonly<{ needed: ReadonlyMap<string, string>; unneeded: ReadonlySet<string> }>;

/** What has to be there, and why; and what must not. Of a client that cannot be seen either is right. */
function hintsFor({ batches, sessions, livenessOf }: HintFacts): Hints {
  const needed = new Map<string, string>();
  const unneeded = new Set<string>();
  const parked = new Set<string>();
  for (const batch of batches) {
    const hint = batchHint(batch.batch_id);
    if (!isUnfinished(batchStatus(batch))) {
      unneeded.add(hint);
      continue;
    }
    needed.set(
      hint,
      `Batch ${batch.batch_id} is unfinished, and a session that starts here is not told of it.`,
    );
    for (const { lease } of batch.features)
      if (lease?.parked_until !== undefined) parked.add(folderNameOf(lease.owner.session_id));
  }
  for (const [folder, { stays }] of sessions) {
    const lives = stays.filter(({ ended }) => ended === undefined).map(({ client }) => livenessOf(client));
    if (lives.includes('alive'))
      needed.set(`session.${folder}`, `Session ${folder} goes on, and is not listed as such.`);
    else if (!lives.includes('unknown')) unneeded.add(`session.${folder}`);
    if (!parked.has(folder)) unneeded.add(`parked.${folder}`);
  }
  for (const folder of parked)
    needed.set(
      `parked.${folder}`,
      `Session ${folder} has claims set aside, and does not take them up at its next prompt.`,
    );
  return { needed, unneeded };
}
