// The network namespace in which the client runs: it has nothing but loopback, so that nothing leaves this machine.

import { spawnSync } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import process from 'node:process';

/** Whether loopback is up, and no other network interface has an address. */
export function isLoopbackOnly(): boolean {
  return process.platform === 'linux' && Object.keys(networkInterfaces()).join() === 'lo';
}

/** Why this machine cannot make such a namespace, or undefined when it can. */
export function loopbackUnavailable(): string | undefined {
  if (process.platform !== 'linux') return `network namespaces need Linux, this is ${process.platform}`;
  const probe = [process.execPath, '-p', 'Object.keys(os.networkInterfaces()).join()'];
  const { error, status, stdout, stderr } = spawnLoopback(probe, 'pipe');
  if (error !== undefined) return error.message;
  const interfaces = stdout.toString().trim();
  if (status === 0 && interfaces === 'lo') return undefined;
  return stderr.toString().trim() || `a new network namespace has ${interfaces || 'no network at all'}`;
}

/** Runs a command inside a new loopback-only namespace and returns its exit code; a signal counts as 1. */
export function runInLoopback(command: readonly string[]): number {
  return spawnLoopback(command, 'inherit').status ?? 1;
}

function spawnLoopback(command: readonly string[], stdio: 'inherit' | 'pipe') {
  const asRoot = process.getuid?.() === 0;
  const bringUp = 'PATH="$PATH:/usr/sbin:/sbin" ip link set lo up && exec "$@"';
  return spawnSync('unshare', [asRoot ? '-n' : '-rn', 'sh', '-c', bringUp, 'sh', ...command], { stdio });
}
