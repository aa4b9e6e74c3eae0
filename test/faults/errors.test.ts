// The shipped commands and hooks on a disk that fails.
import assert from 'node:assert/strict';
import test from 'node:test';
import { brokenPlugin } from './broken-plugin.ts';
import { PROGRAMS } from './programs.ts';
import { runSweep, shown, startSweeps } from './run-sweep.ts';

test('whichever file call fails, a program has saved or says why not, and what it says is true', async (t) => {
  const names = PROGRAMS.map(({ name }) => name);
  const sweptOf = startSweeps({ sweep: 'errors', plugin: brokenPlugin(t) }, names);
  for (const name of names) {
    await t.test(name, async (one) => {
      const swept = await sweptOf(name);
      one.diagnostic(`${swept.tried} faults`);
      assert.deepEqual(shown(swept), []);
      assert.ok(swept.tried > 50, `only ${swept.tried} faults`);
    });
  }
});

test('a save that takes every save for saved is found out by errors', async (t) => {
  const plugin = brokenPlugin(t, {
    file: 'lib/base.cjs',
    from: /saved: false, (?=reason, detail: cutText)/,
    to: 'saved: true, ',
  });
  const swept = await runSweep({ sweep: 'errors', plugin, howMany: 100 }, 'checkpoint save');
  assert.match(swept.problems.join('\n'), /saved, and not there/);
});

test('a store that takes a read error for absence is found out by errors', async (t) => {
  const plugin = brokenPlugin(t, {
    file: 'lib/base.cjs',
    from: /(return \(0, \w+\.readdirSync\)\(folder\);\s+\} catch \(error\) \{\s+)if \(systemCode\(error\) === "ENOENT"\) (?=return null;)/,
    to: '$1',
  });
  const swept = await runSweep({ sweep: 'errors', plugin, howMany: 300 }, 'batch complete');
  assert.match(swept.problems.join('\n'), /exit 3: .*refused/);
});
