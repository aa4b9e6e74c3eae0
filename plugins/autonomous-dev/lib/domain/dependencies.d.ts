import type { Feature } from './batch.js';
import { type Result } from './result.js';
/** Feature `number` waits for the features `on`. */
export type Dependency = Readonly<{
    number: number;
    on: readonly number[];
}>;
/** Whether everything that the feature waits for is completed. */
export declare function isReady(feature: Feature, features: readonly Feature[]): boolean;
/** Numbers of the pending features that wait, directly or not, for one that failed or was skipped. */
export declare function blockedNumbers(features: readonly Feature[]): ReadonlySet<number>;
/** For each of `total` features what it waits for; several entries for one feature add up. */
export declare function resolveDependencies(total: number, dependencies: readonly Dependency[]): Result<readonly (readonly number[])[]>;
