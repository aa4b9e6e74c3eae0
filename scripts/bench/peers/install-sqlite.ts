// Fetches better-sqlite3 from npm into .cache/, where it is compiled once: nothing else here needs it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const VERSION = '12.11.1';

/** The folder of the package; null where it cannot be had. */
export function installSqlite(): string | null {
  const home = path.resolve(import.meta.dirname, '../../../.cache/peers');
  const installed = path.join(home, 'node_modules', 'better-sqlite3');
  try {
    if (!existsSync(path.join(installed, 'build', 'Release', 'better_sqlite3.node'))) {
      mkdirSync(home, { recursive: true });
      const args = ['install', '--no-audit', '--no-fund', '--no-save', '--prefix', home];
      execFileSync('npm', [...args, `better-sqlite3@${VERSION}`], { stdio: 'ignore', timeout: 600_000 });
    }
    return existsSync(path.join(installed, 'build', 'Release')) ? installed : null;
  } catch {
    return null;
  }
}
