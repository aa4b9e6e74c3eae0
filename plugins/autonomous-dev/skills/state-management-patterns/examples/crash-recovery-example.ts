// Sends a list of messages, each once, however often it is killed: what it is about to do is saved before it is done,
// and what was begun is looked at before it is done again. SPDX-License-Identifier: MIT-0
// Run it, kill it, run it again: node crash-recovery-example.ts FOLDER (Node.js 22.18 or newer, or with tsx)
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openRevisionStore } from '../templates/revision-store-template.ts';

type Progress = Readonly<{ sent: number; begun: number | null }>;

const MESSAGES = 12;
const START: Progress = { sent: 0, begun: null };

const folder = process.argv[2] ?? '.';
const outbox = join(folder, 'outbox.txt');
const store = openRevisionStore<Progress>({
  folder: join(folder, 'progress'),
  version: 1,
  parse: (data) => ({ ...START, ...(data as Progress) }),
});

const found = store.read()?.data ?? START;
say(found === START ? 'start' : `resume after ${found.sent}`);

if (found.begun !== null) {
  // Killed between the two saves: the message went out, or it did not. Its effect tells; the state cannot.
  const went = hasGoneOut(found.begun);
  say(`${found.begun} was begun: it ${went ? 'went out' : 'did not go out'}`);
  if (went) finish(found.begun);
}

for (let next = (store.read()?.data ?? START).sent + 1; next <= MESSAGES; next += 1) {
  store.update((progress) => ({ ...(progress ?? START), begun: next }));
  await send(next);
  finish(next);
  say(`sent ${next}`);
}
say('all sent');

/** The effect, which takes its time on either side. A real one would carry the number, so that the other side can tell. */
async function send(number: number): Promise<void> {
  await delay(5);
  appendFileSync(outbox, `message ${number}\n`);
  await delay(5);
}

function hasGoneOut(number: number): boolean {
  return existsSync(outbox) && readFileSync(outbox).toString().split('\n').includes(`message ${number}`);
}

function finish(number: number): void {
  store.update(() => ({ sent: number, begun: null }));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
