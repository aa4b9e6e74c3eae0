import { StateError } from './errors.ts';

/** The moment, on the monotonic clock, by which an operation gives up. */
export type Deadline = Readonly<{ at: number }>;

export function deadlineIn(milliseconds: number): Deadline {
  return { at: clockMs() + milliseconds };
}

/** How long it is until then in milliseconds: 0 or less when it is over, Infinity where nothing gives up. */
export function msLeft(deadline: Deadline): number {
  return deadline.at - clockMs();
}

export function isOver(deadline: Deadline): boolean {
  return msLeft(deadline) <= 0;
}

/** Sleeps up to `milliseconds`, never past the deadline; throws `timeout` when that has come. Blocks the thread. */
export function pause(milliseconds: number, deadline: Deadline, waitingFor: string): void {
  const left = msLeft(deadline);
  if (left <= 0) throw new StateError('timeout', `gave up waiting for ${waitingFor}; try again`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Math.min(milliseconds, left));
}

/** The monotonic clock in milliseconds. (`performance` would be loaded only for this, and costs a hook 1 ms.) */
export function clockMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
