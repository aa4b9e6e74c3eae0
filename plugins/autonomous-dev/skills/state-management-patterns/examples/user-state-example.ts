// State of the user, shared by all projects: the first run and preferences, kept by the library of the installed plugin.
// SPDX-License-Identifier: MIT-0. Run it with Node.js 22.18 or newer, or with tsx: node user-state-example.ts
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
// Types only. At run time the plugin is where the session says, as each version of it is installed somewhere else.
import type * as User from '../../../lib/user-state-manager.js';

const library = join(
  process.env['AUTONOMOUS_DEV_PLUGIN_DIR'] ?? resolve(import.meta.dirname, '../../..'),
  'lib',
);
const user = createRequire(import.meta.url)(join(library, 'user-state-manager.cjs')) as typeof User;

const first = await user.isFirstRun();
if (first.ok && first.value) {
  say('welcome');
  await user.recordFirstRunComplete();
}

// One of your own, under a name that nothing else uses; anything that JSON can hold.
await user.setUserPreference('example.theme', { name: 'dark', since: '2026-11-22' });
const theme = await user.getUserPreference('example.theme');
say(`theme: ${theme.ok ? JSON.stringify(theme.value) : 'unknown'}`);

// A setting of the plugin is checked: what it cannot be is refused, and the one before stays.
const refused = await user.setUserPreference('max_attempts', 'many');
if (!refused.ok) say(`not set: ${'refused' in refused ? refused.refused.code : refused.skipped.reason}`);

await user.unsetUserPreference('example.theme');
const left = await user.loadUserState();
// What is damaged or newer is never overwritten by defaults: the answer is `skipped` then, with a reason.
say(left.ok ? `preferences left: ${Object.keys(left.value.preferences).length}` : 'the state cannot be used');

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
