import type { Workspace } from './workspace.js';
type Where = Pick<Workspace, 'store' | 'sessionId'>;
/** Costs one `lstat`. As with all hints, a no may be wrong: Stop and the batch commands take up what is parked anyway. */
export declare function mayBeParked({ store, sessionId }: Where): boolean;
export declare function markParked({ store, sessionId }: Where): void;
export declare function unmarkParked({ store, sessionId }: Where): void;
export {};
