import { type Result } from './result.js';
/** The declared keys alone, readonly at every depth: a misspelt key does not compile. */
type Known<T> = T extends readonly (infer Item)[] ? readonly Known<Item>[] : T extends object ? {
    readonly [Key in keyof T as string extends Key ? never : Key]: Known<T[Key]>;
} : T;
export type Batch = {
    readonly batch_id: string;
    readonly title?: string;
    readonly source: {
        readonly type: string;
        readonly path?: string;
    };
    readonly features: readonly {
        readonly number: number;
        readonly text: string;
        readonly status: "completed" | "failed" | "in_progress" | "pending" | "skipped";
        readonly attempts: number;
        readonly refunds: number;
        readonly depends_on: readonly number[];
        readonly issue_number?: number;
        readonly uncertain?: boolean;
        readonly lease?: {
            readonly owner: {
                readonly pid?: number;
                readonly pid_started?: string;
                readonly boot_id?: string;
                readonly pid_namespace?: string;
                readonly session_id: string;
                readonly agent?: string;
                readonly host: string;
            };
            readonly token: number;
            readonly taken_at: string;
            readonly expires_at?: string;
            readonly head?: string;
            readonly parked_until?: string;
            readonly refunded?: boolean;
        };
        readonly started_at?: string;
        readonly finished_at?: string;
        readonly error?: {
            readonly message: string;
            readonly class: "permanent" | "transient";
        };
        readonly skip?: {
            readonly reason: string;
            readonly category: string;
        };
        readonly git?: {
            readonly commit?: {
                readonly success: boolean;
                readonly at: string;
            };
            readonly push?: {
                readonly success: boolean;
                readonly at: string;
            };
            readonly pr?: {
                readonly success: boolean;
                readonly at: string;
            };
        };
        readonly evidence?: {
            readonly head?: string;
            readonly commit?: string;
            readonly pr?: string;
            readonly note?: string;
        };
        readonly history: readonly {
            readonly event: string;
            readonly at: string;
            readonly session_id?: string;
            readonly agent?: string;
            readonly token?: number;
            readonly head?: string;
            readonly uncertain?: boolean;
        }[];
    }[];
    readonly next_token: number;
    readonly created_at: string;
    readonly updated_at: string;
    readonly paused?: {
        readonly reason: string;
        readonly at: string;
    };
    readonly cancelled_at?: string;
    readonly max_attempts: number;
    readonly origin: {
        readonly session_id?: string;
        readonly worktree?: string;
        readonly host: string;
    };
};
export type Feature = Batch['features'][number];
export type Lease = NonNullable<Feature['lease']>;
export type Owner = Lease['owner'];
export type HistoryLine = Feature['history'][number];
export type Evidence = NonNullable<Feature['evidence']>;
/** The feature of this number; refused `unknown-feature` when there is none. */
export declare function findFeature(batch: Batch, number: number): Result<Feature>;
/** The batch itself, unless it was cancelled: then `cancelled`. */
export declare function requireNotCancelled(batch: Batch): Result<Batch>;
/** The batch with these features in the place of those with their numbers; the same batch when there are none. */
export declare function replaceFeatures(batch: Batch, changed: readonly Feature[], now: string): Batch;
/** The value without these keys: an absent key is stored as nothing, an undefined one would be a difference. */
export declare function without<T extends object, Key extends keyof T>(value: T, ...keys: readonly Key[]): Omit<T, Key>;
export {};
