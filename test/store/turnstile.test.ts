import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { deadlineIn } from '../../lib/store/store.ts';
import { lineUp } from '../../lib/store/turnstile.ts';
import { memoryFolder } from '../support/project.ts';

const LONG = 20_000;

/** The ticket that another process took before anybody here. */
function takeTicket(folder: string, pid: number): string {
  const ticket = path.join(folder, `.tmp-${pid}-turn-00000000000000000001-a`);
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

test('nobody waits for a process that is gone, or for a ticket of yesterday', async (t) => {
  const gone = spawn(process.execPath, ['-e', '0']);
  await once(gone, 'close');
  const yesterday = Date.now() / 1000 - 25 * 3600;
  for (const [pid, time] of [
    [gone.pid ?? 0, Date.now() / 1000],
    [await otherProcess(t), yesterday],
  ] as const) {
    const folder = memoryFolder(t);
    utimesSync(takeTicket(folder, pid), time, time);
    assert.ok((await timed(lineUp(folder).comes(deadlineIn(LONG)))) < 300);
  }
});

test('one that is stopped is waited for only as long as nothing is committed for a while', async (t) => {
  const folder = memoryFolder(t);
  const pid = await otherProcess(t);
  process.kill(pid, 'SIGSTOP');
  takeTicket(folder, pid);
  const waited = await timed(lineUp(folder).comes(deadlineIn(LONG)));
  assert.ok(waited > 300 && waited < LONG / 2, String(waited));
});

test('nobody waits past its deadline, or where no ticket can be taken', async (t) => {
  const folder = memoryFolder(t);
  takeTicket(folder, await otherProcess(t));
  await lineUp(folder).comes(deadlineIn(0));
  await lineUp(path.join(folder, 'absent')).comes(deadlineIn(LONG));
});
