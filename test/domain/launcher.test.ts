import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { isLauncher, launcherText } from '../../lib/domain/launcher.ts';
import { plant, scratchFolder } from '../support/project.ts';

type Version = Readonly<{ name: string; marketplace?: string; orphaned?: true; day?: number; mode?: number }>;

/** A person's folder of the client with these versions of the plugin, whose adev prints its version and arguments. */
function install(t: TestContext, versions: readonly Version[]): string {
  const claude = path.join(scratchFolder(t), 'a folder of claude');
  for (const { name, marketplace = 'market', orphaned, day = 1, mode = 0o755 } of versions) {
    const folder = path.join(claude, 'plugins/cache', marketplace, 'autonomous-dev', name);
    plant(folder, {
      bin: { adev: `#!/bin/sh\nprintf '[%s]' '${name}' "$@"\n` },
      ...(orphaned ? { '.orphaned_at': '1' } : {}),
    });
    const program = path.join(folder, 'bin/adev');
    chmodSync(program, mode);
    utimesSync(program, day * 86_400, day * 86_400);
  }
  return claude;
}

function launch(t: TestContext, env: Record<string, string>, ...args: string[]) {
  const launcher = path.join(scratchFolder(t), 'adev');
  writeFileSync(launcher, launcherText(), { mode: 0o755 });
  const { stdout, stderr, status } = spawnSync(launcher, args, { env, encoding: 'utf8' });
  return { stdout, stderr, status };
}

describe('the launcher', () => {
  it('runs the installed version with the arguments as they are', (t) => {
    const env = { CLAUDE_CONFIG_DIR: install(t, [{ name: '1.0.0' }]) };
    const { stdout } = launch(t, env, 'checkpoint', 'save', '', "it's $HOME", '*');
    assert.equal(stdout, "[1.0.0][checkpoint][save][][it's $HOME][*]");
  });

  it('looks below the home folder when nothing else is said', (t) => {
    const home = scratchFolder(t);
    plant(home, {
      '.claude/plugins/cache/m/autonomous-dev/2.0.0/bin': { adev: '#!/bin/sh\necho from home\n' },
    });
    chmodSync(path.join(home, '.claude/plugins/cache/m/autonomous-dev/2.0.0/bin/adev'), 0o755);
    assert.equal(launch(t, { HOME: home }).stdout, 'from home\n');
  });

  it('passes over versions that an update has left behind, or that do not run', (t) => {
    const versions: Version[] = [
      { name: '1.10.0' },
      { name: '1.9.0', orphaned: true, day: 3 },
      { name: '2.0.0', mode: 0o644, day: 3 },
    ];
    assert.equal(launch(t, { CLAUDE_CONFIG_DIR: install(t, versions) }).stdout, '[1.10.0]');
  });

  it('runs the one that was made last of several', (t) => {
    const versions: Version[] = [
      { name: '1.9.0', day: 2 },
      { name: '1.10.0', day: 3, marketplace: 'another' },
      { name: '1.8.0' },
    ];
    assert.equal(launch(t, { CLAUDE_CONFIG_DIR: install(t, versions) }).stdout, '[1.10.0]');
  });

  it('says what is missing, and stops no work for a checkpoint', (t) => {
    const env = { HOME: scratchFolder(t) };
    const status = launch(t, env, 'status');
    assert.deepEqual([status.status, status.stdout], [75, '']);
    assert.match(status.stderr, /^adev: the autonomous-dev plugin is not installed .*install it with/);

    const save = ['checkpoint', 'save', '--agent', 'a', '--message', 'b'];
    const skipped = launch(t, env, ...save);
    assert.deepEqual([skipped.status, skipped.stderr], [0, '']);
    assert.match(skipped.stdout, /^Checkpoint: skipped \(unknown\): /);
    assert.equal(launch(t, env, ...save, '--strict').status, 75);
  });

  it('is known by every byte', () => {
    const text = Buffer.from(launcherText());
    assert.ok(isLauncher(text));
    assert.equal(isLauncher(text.subarray(1)), false);
    assert.equal(isLauncher(Buffer.concat([text, Buffer.from('\n')])), false);
    for (let at = 0; at < text.length; at += 1) {
      const changed = Buffer.from(text);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.equal(isLauncher(changed), false);
    }
    // Bytes are compared with characters, which are the same in ASCII alone.
    assert.match(launcherText(), /^[\n -~]+$/);
  });
});
