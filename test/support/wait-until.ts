// Waiting for something that another process does.

import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 20;

/** Resolves when the condition holds; rejects after `limitMs`, or with what the condition throws. */
export async function waitUntil(condition: () => boolean, limitMs = 60_000): Promise<void> {
  const giveUpAt = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > giveUpAt)
      throw new Error(`${limitMs} ms went by before this held: ${condition.toString()}`);
    await delay(POLL_MS);
  }
}
