// The same where the file system has no hard links: a lock around a rename takes their place, which promises less. One that
// is killed inside its lock holds the next up for two to three seconds, which is longer than a hook waits. One that is
// stopped inside for longer than two may lose its number: that is not promised, and not tried.
import assert from 'node:assert/strict';
import test from 'node:test';
import { brokenPlugin } from './broken-plugin.ts';
import { isFull, some } from './extent.ts';
import { PROGRAMS } from './programs.ts';
import { runSweep, shown, startSweeps } from './run-sweep.ts';

const disk = { noLinks: true };
const NAMES = some(
  PROGRAMS.map(({ name }) => name),
  5,
);

test('without hard links a kill leaves the old state or the new one, and holds the next up for seconds at most', async (t) => {
  const howMany = isFull ? 12 : 2;
  const sweptOf = startSweeps({ sweep: 'kills', plugin: brokenPlugin(t), disk, howMany }, NAMES);
  for (const name of NAMES) await t.test(name, async () => assert.deepEqual(shown(await sweptOf(name)), []));
});

test('without hard links a program has saved or says why not, whichever file call fails', async (t) => {
  const howMany = isFull ? 300 : 40;
  const sweptOf = startSweeps({ sweep: 'errors', plugin: brokenPlugin(t), disk, howMany }, NAMES);
  for (const name of NAMES) await t.test(name, async () => assert.deepEqual(shown(await sweptOf(name)), []));
});

test('without hard links a store that fills a file where it stands is found out by errors', async (t) => {
  const plugin = brokenPlugin(t, {
    file: 'lib/core.cjs',
    from: /\(0, \w+\.renameSync\)\((temp), (\(0, \w+\.join\)\(folder, name\))\);/,
    to: 'require("node:fs").writeFileSync($2, require("node:fs").readFileSync($1), { flag: "wx" });',
  });
  const swept = await runSweep({ sweep: 'errors', plugin, disk, howMany: 40 }, 'checkpoint save');
  assert.match(swept.problems.join('\n'), /is no whole file/);
});
