/** The moment, on the monotonic clock, by which an operation gives up. */
export type Deadline = Readonly<{
    at: number;
}>;
export declare function deadlineIn(milliseconds: number): Deadline;
/** How long it is until then in milliseconds: 0 or less when it is over, Infinity where nothing gives up. */
export declare function msLeft(deadline: Deadline): number;
export declare function isOver(deadline: Deadline): boolean;
/** Sleeps up to `milliseconds`, never past the deadline; throws `timeout` when that has come. Blocks the thread. */
export declare function pause(milliseconds: number, deadline: Deadline, waitingFor: string): void;
/** The monotonic clock in milliseconds. (`performance` would be loaded only for this, and costs a hook 1 ms.) */
export declare function clockMs(): number;
