// The lines a feature keeps of its past: who claimed it, what came of it, and where doubt arose. Bounded.
import type { Feature, HistoryLine } from './batch.ts';

export type HistoryEvent =
  | 'claimed'
  | 'transferred'
  | Outcome
  | 'retried'
  | 'released'
  /** The owner was gone when somebody else looked. */
  | 'vanished'
  | 'session-ended'
  /** The batch was restored from an older revision. */
  | 'lease-dropped'
  /** Newer revisions of the batch were damaged. */
  | 'state-damaged';

export type Outcome = 'completed' | 'failed' | 'skipped';

const OUTCOMES: readonly string[] = ['completed', 'failed', 'skipped'] satisfies Outcome[];
const MAX_LINES = 50;

/** The feature with one more line. The oldest one makes room, but never the last one that tells of doubt. */
export function addLine(feature: Feature, line: HistoryLine & { readonly event: HistoryEvent }): Feature {
  const history = [...feature.history, line];
  while (history.length > MAX_LINES) {
    history.splice(history.findLastIndex(({ uncertain }) => uncertain === true) === 0 ? 1 : 0, 1);
  }
  return { ...feature, history };
}

/** Whether the feature is, or ever was, uncertain. */
export function wasUncertain(feature: Feature): boolean {
  return feature.uncertain === true || feature.history.some(({ uncertain }) => uncertain === true);
}

/** How many times the session has held the feature since its last outcome. */
export function timesHeld(feature: Feature, sessionId: string): number {
  return feature.history
    .slice(feature.history.findLastIndex(isOutcome) + 1)
    .filter(({ event, session_id }) => isHold(event) && session_id === sessionId).length;
}

/** Whether the owner under this token reported just that. */
export function isRecorded(feature: Feature, event: HistoryEvent, token: number): boolean {
  return feature.history.some((line) => line.event === event && line.token === token);
}

export function isOutcome(line: HistoryLine): boolean {
  return OUTCOMES.includes(line.event);
}

/** The last claim's line, also after its lease has gone. */
export function lastClaim(feature: Feature): HistoryLine | undefined {
  return feature.history.findLast(({ event }) => event === 'claimed');
}

function isHold(event: string): boolean {
  return event === 'claimed' || event === 'transferred';
}
