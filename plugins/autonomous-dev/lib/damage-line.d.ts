import type { Workspace } from './workspace.js';
/** Notes that the newest revision of the batch was damaged, and that an older one serves. */
export declare function noteDamage({ store }: Pick<Workspace, 'store'>, batchId: string): void;
/** The line on damage that nobody was told of yet; null where there is none. Costs one listing. */
export declare function damageLine({ store }: Pick<Workspace, 'store'>): string | null;
