import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, symlinkSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { clockMs } from '../../lib/store/deadline.ts';
import { filesEngine } from '../../lib/store/files-engine.ts';
import { untilItCounts } from '../../lib/store/overtaken.ts';
import { deadlineIn } from '../../lib/store/store.ts';
import { isCrowded, lineUp } from '../../lib/store/turnstile.ts';
import { memoryFolder } from '../support/project.ts';

const LONG = 20_000;

/** The ticket that another process took so long ago. */
function takeTicket(folder: string, pid: number, ageMs = 1000): string {
  const time = (clockMs() - ageMs).toFixed(3).padStart(16, '0');
  const ticket = path.join(folder, `.tmp-${pid}-turn-${time}-a`);
  writeFileSync(ticket, '');
  return ticket;
}

async function otherProcess(t: TestContext): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
  t.after(() => child.kill('SIGKILL'));
  await once(child, 'spawn');
  return child.pid ?? 0;
}

/** How long it took, in milliseconds. */
async function timed(waiting: Promise<void>): Promise<number> {
  const before = performance.now();
  await waiting;
  return performance.now() - before;
}

test('those who line up go on one after the other, in the order in which they came', async (t) => {
  const folder = memoryFolder(t);
  const order: number[] = [];
  const turns = Array.from({ length: 8 }, () => lineUp(folder));
  await Promise.all(
    turns.toReversed().map(async (turn) => {
      await turn.comes(deadlineIn(LONG));
      order.push(turns.indexOf(turn));
      // What is committed shows that the line moves.
      writeFileSync(path.join(folder, `r${String(order.length).padStart(10, '0')}.json`), '');
      turn.leave();
    }),
  );
  assert.deepEqual(order, [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('turn')),
    [],
  );
});

test('one that is alive is waited for, until it leaves', async (t) => {
  const folder = memoryFolder(t);
  const ticket = takeTicket(folder, await otherProcess(t));
  const turn = lineUp(folder);
  let hasCome = false;
  const waiting = turn.comes(deadlineIn(LONG)).then(() => {
    hasCome = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(hasCome, false);
  rmSync(ticket);
  await waiting;
});

test('nobody waits for a process that is gone, and for one that is stopped only for two seconds', async (t) => {
  const gone = spawn(process.execPath, ['-e', '0']);
  await once(gone, 'close');
  const stopped = await otherProcess(t);
  process.kill(stopped, 'SIGSTOP');
  const waited = async (pid: number, ageMs: number) => {
    const folder = memoryFolder(t);
    takeTicket(folder, pid, ageMs);
    const isLine = isCrowded(folder);
    return [isLine, await timed(lineUp(folder).comes(deadlineIn(LONG)))] as const;
  };
  const [[aliveLine, alive], [goneLine, dead], [oldLine, old]] = [
    await waited(stopped, 1500),
    await waited(gone.pid ?? 0, 0),
    await waited(stopped, 2001),
  ];
  assert.deepEqual([aliveLine, goneLine, oldLine], [true, false, false]);
  assert.ok(alive >= 400 && alive < LONG / 2 && dead < 300 && old < 300, `${alive} ${dead} ${old}`);
});

test('waiting takes half of the time that is left at most, and none where no ticket can be taken', async (t) => {
  const folder = memoryFolder(t);
  takeTicket(folder, await otherProcess(t), 0);
  const waited = await timed(lineUp(folder).comes(deadlineIn(600)));
  assert.ok(waited >= 290 && waited < 600, String(waited));
  await lineUp(folder).comes(deadlineIn(0));
  await lineUp(path.join(folder, 'absent')).comes(deadlineIn(LONG));
});

test('no ticket is taken behind a link that stands in the place of the document', async (t) => {
  const folder = memoryFolder(t);
  const elsewhere = path.join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  const stateDir = { path: path.join(folder, 'state'), base: folder };
  mkdirSync(path.join(stateDir.path, 'batches'), { recursive: true, mode: 0o700 });
  symlinkSync(elsewhere, path.join(stateDir.path, 'batches', 'b1'));
  takeTicket(elsewhere, await otherProcess(t));
  const seen: string[] = [];
  const watcher = watch(elsewhere, (_, name) => seen.push(String(name)));
  t.after(() => watcher.close());
  const engine = filesEngine(stateDir, { batch: { folder: 'batches', manyIds: true } }, Date.now);
  const attempt = () => Promise.resolve(engine.latest({ kind: 'batch', id: 'b1' }));
  await assert.rejects(
    untilItCounts(engine, { kind: 'batch', id: 'b1' }, deadlineIn(400), 'batch b1', attempt),
    { code: 'unsafe-path' },
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(seen, []);
});
