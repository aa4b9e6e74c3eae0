import type { SessionEvent } from './domain/event.js';
import { type Result } from './domain/result.js';
import { type StateErrorCode } from './store/store.js';
import type { Surroundings, Workspace } from './workspace.js';
/**
 * Why nothing was saved: switched off, an argument that cannot be taken, no project around the current folder, or
 * what the disk said. `unknown` covers a commit that could not be confirmed.
 */
export type SkipReason = 'disabled' | 'invalid-input' | 'no-project' | StateErrorCode;
export type Skipped = Readonly<{
    saved: false;
    reason: SkipReason;
    detail: string;
}>;
/** Under which number an event is durable, or why it is not. */
export type SaveOutcome = Readonly<{
    saved: true;
    number: number;
    sessionId: string;
}> | Skipped;
/** An event whose arguments have been checked. */
export type PreparedEvent = Readonly<{
    eventAt: (at: string, workspace: Workspace) => SessionEvent;
    /** How long the save may take; at most, and for anything that is no time, 4,000 ms. */
    deadlineMs: unknown;
}>;
/** Appends the event that `prepare` makes of the caller's arguments; whatever it throws makes them invalid. */
export declare function saveEvent(prepare: () => Result<PreparedEvent>, surroundings?: Surroundings): SaveOutcome;
/** What a never-throwing call answers after an error of any kind, even one that throws when it is looked at. */
export declare function skippedBy(error: unknown): Skipped;
/** Null unless the plugin is switched off for this process: then nothing that was given is looked at. */
export declare function offForProcess({ env }: Surroundings): Skipped | null;
/** Skipped without a project, and where the plugin is switched off for it. */
export declare function workspaceToSaveIn(surroundings: Surroundings): Workspace | Skipped;
