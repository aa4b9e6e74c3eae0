// Real git repositories in a scratch folder, git's own answers about them, and the finder bundled for children.

import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { TestContext } from 'node:test';
import { buildSync } from 'esbuild';

/** A folder by its real path, removed after the test; open to other users, for withoutPrivileges. */
export function scratchFolder(t: TestContext): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'adev-root-')));
  chmodSync(folder, 0o755);
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function git(cwd: string, ...args: string[]): string {
  const settings = [
    'init.defaultBranch=main',
    'protocol.file.allow=always',
    'user.name=A',
    'user.email=a@b.c',
  ];
  const env = { PATH: process.env['PATH'], GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
  const all = [...settings.flatMap((setting) => ['-c', setting]), ...args];
  return execFileSync('git', all, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** A repository with one commit on `main`. */
export function repository(folder: string): string {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet');
  git(folder, 'commit', '--quiet', '--allow-empty', '-m', 'first');
  return folder;
}

export function bareRepository(folder: string): string {
  const source = repository(`${folder}-source`);
  git(dirname(folder), 'clone', '--quiet', '--bare', source, folder);
  return folder;
}

export function folderIn(...parts: string[]): string {
  const folder = join(...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}

export function fileIn(folder: string, name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** What git says of a folder in a checkout, in the finder's words. */
export function rootByGit(folder: string): { root: string; gitDir: string; gitCommonDir: string } {
  return {
    root: git(folder, 'rev-parse', '--show-toplevel'),
    gitDir: git(folder, 'rev-parse', '--absolute-git-dir'),
    gitCommonDir: realpathSync(resolve(realpathSync(folder), git(folder, 'rev-parse', '--git-common-dir'))),
  };
}

export function headByGit(folder: string): { commit?: string; branch?: string } {
  const commit = answerOf(() => git(folder, 'rev-parse', '--verify', '--quiet', 'HEAD'));
  const branch = answerOf(() => git(folder, 'branch', '--show-current'));
  return { ...(commit && { commit }), ...(branch && { branch }) };
}

/** Runs what must meet a permission error even when the tests run as root. */
export function withoutPrivileges<T>(act: () => T): T {
  if (process.getuid?.() !== 0) return act();
  process.seteuid?.(65_534);
  try {
    return act();
  } finally {
    process.seteuid?.(0);
  }
}

/** The finder as one CommonJS file, as it is installed, for child processes that need nothing else. */
export function bundledFinder(folder: string): string {
  const outfile = join(folder, 'project-root.cjs');
  const entry = join(import.meta.dirname, '../../lib/project-root.ts');
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  return outfile;
}

function answerOf(ask: () => string): string {
  try {
    return ask();
  } catch {
    return '';
  }
}
