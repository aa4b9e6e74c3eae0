// The installable plugin as it is committed: what is shown and measured is what users get.
import path from 'node:path';

export const PLUGIN = path.resolve(import.meta.dirname, '../../plugins/autonomous-dev');

export const BIN = path.join(PLUGIN, 'bin');

export const ADEV = path.join(BIN, 'adev');

/** The file of a hook by its event: `SessionStart` is in hooks/session-start.cjs. */
export function hookFile(event: string): string {
  const name = event.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  return path.join(PLUGIN, `hooks/${name}.cjs`);
}
