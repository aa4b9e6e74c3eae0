// The original keeps nothing of a project, so there is nothing that version 1.0.0 says otherwise.
import type { Migration } from './migration.ts';

export const PROJECT_MIGRATIONS: readonly Migration[] = [
  { from: '1.0.0', to: '2.0.0', migrate: (data) => data },
];
