import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { isLoopbackOnly } from '../support/loopback.ts';

const REPOSITORY = path.resolve(import.meta.dirname, '../..');
const PASSING =
  "import { it } from 'node:test';\nit('passes', () => {});\nit('waits', { skip: true }, () => {});\n";
const PASSING_IN_PART = `import { it } from 'node:test';
it(process.env.ADEV_FAULTS ?? 'in part', () => {});
`;
const FAILING = "import { it } from 'node:test';\nit('fails', () => { throw new Error('no'); });\n";

describe('the test entry', () => {
  let tree: string;

  beforeEach(() => {
    tree = mkdtempSync(path.join(tmpdir(), 'adev-entry-'));
    for (const file of ['scripts/test.ts', 'test/support/client-install.ts', 'test/support/loopback.ts'])
      cpSync(path.join(REPOSITORY, file), path.join(tree, file));
    symlinkSync(path.join(REPOSITORY, 'node_modules'), path.join(tree, 'node_modules'), 'junction');
    write('package.json', '{ "type": "module" }');
    write('test/minimum-tests.json', '{ "unit": 3, "faults": 1, "e2e": 1 }');
    write('test/one.test.ts', PASSING);
    write('test/deep/er/two.test.ts', PASSING);
    write('test/faults/long.test.ts', PASSING_IN_PART);
    write('test/e2e/real.test.ts', FAILING);
  });

  afterEach(() => {
    rmSync(tree, { recursive: true, force: true });
  });

  it('runs the unit tests of every folder, a part of the faults among them, and no end-to-end tests', () => {
    const { status, stdout } = run(['unit']);
    assert.equal(status, 0);
    assert.match(stdout, /pass 3\n/);
    assert.match(stdout, /in part/);
  });

  it('runs the fault tests alone, and in full', () => {
    const { status, stdout } = run(['faults']);
    assert.equal(status, 0);
    assert.match(stdout, /pass 1\n/);
    assert.match(stdout, /✔ full/);
  });

  it('fails when a test fails', () => {
    write('test/three.test.ts', FAILING);
    assert.equal(run(['unit']).status, 1);
  });

  it('fails when fewer tests passed than the minimum, skipped ones not counted', () => {
    write('test/minimum-tests.json', '{ "unit": 4, "faults": 1, "e2e": 1 }');
    const { status, stderr } = run(['unit']);
    assert.equal(status, 1);
    assert.match(stderr, /Only 3 unit tests passed, .* wants 4/);
  });

  it('runs only the files a pattern names, whatever the minimum, and fails when it names none', () => {
    assert.match(run(['unit', 'deep/er']).stdout, /pass 1\n/);
    assert.equal(run(['faults', 'deep/er']).status, 1);
    const { status, stderr } = run(['unit', 'no-such-file']);
    assert.equal(status, 1);
    assert.match(stderr, /No unit test file matches no-such-file/);
  });

  const outside = { skip: isLoopbackOnly() && 'this machine has loopback only' };
  it('skips the end-to-end tests where it cannot isolate them, but fails in CI', outside, () => {
    const nowhere = path.join(tree, 'nowhere');
    const atHome = run(['e2e'], { PATH: nowhere, CI: '' });
    assert.match(atHome.stderr, /^SKIPPED: the end-to-end tests cannot run here: ./m);
    assert.equal(atHome.status, 0);
    const inCi = run(['e2e'], { PATH: nowhere, CI: 'true' });
    assert.match(inCi.stderr, /^FAILED: /m);
    assert.equal(inCi.status, 1);
  });

  function write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    writeFileSync(path.join(tree, file), text);
  }

  function run(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const command = ['--import', 'tsx', 'scripts/test.ts', ...words];
    const { ADEV_FAULTS: _extent, ...inherited } = process.env;
    const settings = { cwd: tree, encoding: 'utf8', env: { ...inherited, ...env } } as const;
    return spawnSync(process.execPath, command, settings);
  }
});
