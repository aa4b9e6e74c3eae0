/** The time so many milliseconds later; an unreadable time stays as it is. */
export declare function addMs(time: string, ms: number): string;
/** Whether a time is still to come. An unreadable one is not: nothing may wait for ever. */
export declare function isAhead(time: string, now: string): boolean;
/** From one time to another in milliseconds; null where that cannot be told, as when the clock was set back between. */
export declare function elapsedMs(from: string | undefined, to: string | undefined): number | null;
/** `2026-11-22 10:00Z`, as people read it; what is no time is not shown, for it may be any text. */
export declare function minuteOf(time: string): string;
