// The shipped commands and hooks, killed at any moment.
import assert from 'node:assert/strict';
import test from 'node:test';
import { brokenPlugin } from './broken-plugin.ts';
import { PROGRAMS } from './programs.ts';
import { runSweep, shown, startSweeps } from './run-sweep.ts';

test('a kill at any moment leaves the old state or the new one, and does not hold up the next', async (t) => {
  const names = PROGRAMS.map(({ name }) => name);
  const sweptOf = startSweeps({ sweep: 'kills', plugin: brokenPlugin(t) }, names);
  for (const name of names) {
    await t.test(name, async (one) => {
      const swept = await sweptOf(name);
      one.diagnostic(`${swept.tried} kills`);
      assert.deepEqual(shown(swept), []);
      // That one only looks.
      assert.equal(swept.tried > 0, name !== 'PermissionRequest');
    });
  }
});

test('a thousand kills in one folder leave no more lying than one', async (t) => {
  const swept = await runSweep({ sweep: 'litter', plugin: brokenPlugin(t) }, 'checkpoint save');
  t.diagnostic(`${swept.tried} kills`);
  assert.deepEqual(shown(swept), []);
});

test('a store that fills a file where it stands is found out by kills', async (t) => {
  const plugin = brokenPlugin(t, {
    file: 'lib/base.cjs',
    from: /\(0, \w+\.linkSync\)\((temp), (\(0, \w+\.join\)\(folder, name\))\);/,
    to: 'require("node:fs").writeFileSync($2, require("node:fs").readFileSync($1), { flag: "wx" });',
  });
  const swept = await runSweep({ sweep: 'kills', plugin, howMany: 12 }, 'checkpoint save');
  assert.match(swept.problems.join('\n'), /is no whole file/);
});

test('a store that never sweeps is found out by what a few kills leave', async (t) => {
  const plugin = brokenPlugin(t, {
    file: 'lib/base.cjs',
    from: /(function isAbandoned\(path, pid, now\) \{)/,
    to: '$1 return false;',
  });
  const swept = await runSweep({ sweep: 'litter', plugin, howMany: 50 }, 'checkpoint save');
  assert.match(swept.problems.join('\n'), /in the end there are .*\.tmp-/);
});
