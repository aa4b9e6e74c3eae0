// On what the numbers were measured, in words that name no particular machine.
import { readFileSync, realpathSync } from 'node:fs';
import { cpus, loadavg, release, type } from 'node:os';
import process from 'node:process';

/** CPU model, cores, kernel, file system of `folder` and Node version in one line; and whether others were at work. */
export function describeMachine(folder: string): string {
  const cores = cpus();
  const model = cores[0]?.model.trim() || 'unknown processor';
  const kernel = `${type()} ${/^\d+(\.\d+)*/.exec(release())?.[0] ?? ''}`.trim();
  const load = loadavg()[0] ?? 0;
  // The benches themselves keep one processor busy, and a disk.
  const others = load > 1.5 ? `; load ${load.toFixed(1)}, so it was busy with other things too` : '';
  return `${model}, ${cores.length} cores; ${kernel}; ${fileSystemOf(folder)}; Node ${process.versions.node}${others}`;
}

/** From the mount table where there is one; the mount with the longest matching path holds the folder. */
function fileSystemOf(folder: string): string {
  let table: string;
  try {
    table = readFileSync('/proc/self/mounts', 'utf8');
  } catch {
    return 'unknown file system';
  }
  const real = realpathSync(folder);
  const mounts = table.split('\n').map((line) => line.split(' '));
  const holding = mounts.filter(([, at = '']) => `${real}/`.startsWith(at.endsWith('/') ? at : `${at}/`));
  const nearest = holding.toSorted(([, a = ''], [, b = '']) => b.length - a.length)[0];
  return nearest?.[2] ?? 'unknown file system';
}
