import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { openStore } from '../../lib/store/store.ts';
import { TOKENS } from '../support/broken-disk-program.ts';
import { runProgram, type Ended } from '../support/broken-disk-run.ts';
import { memoryFolder } from '../support/project.ts';

test('a crowd of writers, some of them killed, loses nothing that it was told is saved, and no reader sees it shrink', async (t) => {
  const base = memoryFolder(t);
  const stateDir = path.join(base, 'state');
  const [writers, each] = [16, 6];
  const tokensOf = (writer: number) => Array.from({ length: each }, (_, step) => `${writer}/${step}`);
  const isKilled = (writer: number) => writer % 5 === 4;
  const run = (writer: number) =>
    runProgram(
      { do: 'add', stateDir, base, id: 'b1', tokens: tokensOf(writer) },
      {
        env: {},
        cwd: base,
        // Killed in its second or third save, each at another call.
        ...(isKilled(writer) ? { fault: { below: base, at: 40 + writer * 2, signal: 'SIGKILL' } } : {}),
      },
    );
  const seen = watchTokens(stateDir, base);
  const ended = await Promise.all(Array.from({ length: writers }, (_, writer) => run(writer)));
  const states = await seen.end();

  for (const [index, state] of states.entries()) {
    const before = states[index - 1] ?? [];
    assert.deepEqual(state.slice(0, before.length), before);
  }
  const tokens = states.at(-1) ?? [];
  assert.equal(new Set(tokens).size, tokens.length, 'a token was saved twice');
  for (const token of ended.flatMap(savedBy)) assert.ok(tokens.includes(token), `${token} was lost`);
  const living = ended.filter((_, writer) => !isKilled(writer));
  const acknowledged = living.flatMap(savedBy).length;
  assert.ok(
    acknowledged >= living.length * each * 0.9,
    `${acknowledged} of ${living.length * each} acknowledged`,
  );
  for (const [writer, { signal, stderr }] of ended.entries()) {
    assert.deepEqual({ signal, stderr }, { signal: isKilled(writer) ? 'SIGKILL' : null, stderr: '' });
  }
});

const savedBy = ({ said }: Ended) =>
  (said as { token: string; outcome: string }[])
    .filter(({ outcome }) => outcome === 'saved')
    .map(({ token }) => token);

/** Reads a document over and over until it is told to end; then once more. */
function watchTokens(stateDir: string, base: string): Readonly<{ end: () => Promise<readonly string[][]> }> {
  const store = openStore({ path: stateDir, base });
  const states: string[][] = [];
  const watch = { isOver: false };
  const look = () => {
    const read = store.readNow(TOKENS, 'b1');
    assert.ok(read.ok);
    states.push(read.value?.data.tokens ?? []);
  };
  const watching = (async () => {
    while (!watch.isOver) {
      look();
      await delay(5);
    }
    look();
  })();
  return {
    async end() {
      watch.isOver = true;
      await watching;
      return states;
    },
  };
}
