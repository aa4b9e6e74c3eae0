// What is kept of the user in version 1.0.0 is what the original keeps in `user_state.json`.
import { readUserState } from '../legacy/user-state.ts';
import type { Migration } from './migration.ts';

export const USER_MIGRATIONS: readonly Migration[] = [
  {
    from: '1.0.0',
    to: '2.0.0',
    migrate(data) {
      const read = readUserState(data);
      if (!read.ok) throw new TypeError(read.refusal.message);
      return read.value;
    },
  },
];
