// What a save costs in a process that is up already, against the least that any durable and exclusive write costs.
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { saveIn, SAMPLE_MESSAGE } from './checkpoint.ts';
import { interleaved } from './interleaved.ts';
import type { Row } from './row.ts';
import type { ThrowAwayProject } from '../demo/throw-away-project.ts';

const ROUNDS = 200;

export async function measure(project: ThrowAwayProject): Promise<readonly Row[]> {
  const byHand = path.join(project.root, 'by-hand');
  mkdirSync(byHand);
  const bytes = Buffer.from(JSON.stringify({ agent: 'implementer', message: SAMPLE_MESSAGE }));
  let count = 0;
  const { saved, written } = await interleaved(ROUNDS, {
    saved: () => saveIn(project, 'in-process'),
    written: () => writeDurably(byHand, `${(count += 1)}.json`, bytes),
  });
  return [
    { what: 'checkpoint saved in process', measured: saved, unit: 'ms' },
    {
      what: 'checkpoint saved in process ÷ write, fsync, link and folder fsync by hand',
      measured: saved / written,
      unit: '×',
      budget: 2,
    },
  ];
}

export function writeDurably(folder: string, name: string, bytes: Buffer): void {
  const temp = path.join(folder, `.tmp-${name}`);
  const file = openSync(temp, 'wx', 0o600);
  writeFileSync(file, bytes);
  fsyncSync(file);
  closeSync(file);
  linkSync(temp, path.join(folder, name));
  unlinkSync(temp);
  const parent = openSync(folder, 'r');
  fsyncSync(parent);
  closeSync(parent);
}
