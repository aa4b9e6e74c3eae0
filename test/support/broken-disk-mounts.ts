// Real small disks, which fill up and turn read-only. Mounting needs root on Linux.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type SmallDisk = Readonly<{ folder: string; setReadOnly: (readOnly: boolean) => void }>;

type Cleanup = Readonly<{ after: (cleanup: () => void) => void }>;

/** Why nothing can be mounted here; undefined where it can. */
export function mountingUnavailable(): string | undefined {
  if (process.platform !== 'linux') return 'mounting a small disk is only known on Linux';
  if (process.getuid?.() !== 0) return 'mounting a small disk needs root';
  const folder = mkdtempSync(path.join(tmpdir(), 'adev-disk-'));
  try {
    mount(folder, 'size=64k');
    execFileSync('umount', [folder]);
    return undefined;
  } catch (error) {
    return `mounting a small disk is refused here: ${(error as Error).message.split('\n')[0]}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A disk of its own with these options of tmpfs, such as `size=256k`; gone after the test. */
export function smallDisk(t: Cleanup, options: string): SmallDisk {
  const folder = mkdtempSync(path.join(tmpdir(), 'adev-disk-'));
  mount(folder, options);
  t.after(() => {
    execFileSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    setReadOnly(readOnly) {
      execFileSync('mount', ['-o', `remount,${readOnly ? 'ro' : 'rw'}`, folder], { stdio: 'pipe' });
    },
  };
}

function mount(folder: string, options: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `${options},mode=0700`, 'adev-test', folder], {
    stdio: 'pipe',
  });
}
