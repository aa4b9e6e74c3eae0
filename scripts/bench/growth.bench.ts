// Whether a session that has saved much saves more slowly: its 10,000th checkpoint against its 10th.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SESSION_VERSION } from '../../lib/domain/versions.ts';
import { encodeEnvelope } from '../../lib/store/envelope.ts';
import { numberedName } from '../../lib/store/numbered-folder.ts';
import type { ThrowAwayProject } from '../demo/throw-away-project.ts';
import { saveByCommand } from './adev.bench.ts';
import { SAMPLE_MESSAGE, saveIn } from './checkpoint.ts';
import { interleaved } from './interleaved.ts';
import type { Row } from './row.ts';

const IN_PROCESS_ROUNDS = 200;
const PROCESS_ROUNDS = 40;

export async function measure(project: ThrowAwayProject): Promise<readonly Row[]> {
  // Each save makes its session longer; the budgets hold for the first save and for the last.
  for (const kind of ['in-process', 'process']) {
    fillLog(project, `${kind}-short`, 9);
    fillLog(project, `${kind}-long`, 9999);
  }
  const inProcess = await interleaved(IN_PROCESS_ROUNDS, {
    tenth: () => saveIn(project, 'in-process-short'),
    late: () => saveIn(project, 'in-process-long'),
  });
  const asProcess = await interleaved(PROCESS_ROUNDS, {
    tenth: () => saveByCommand(project, 'process-short'),
    late: () => saveByCommand(project, 'process-long'),
  });
  return [
    { what: '10,000th checkpoint of a session, in process', measured: inProcess.late, unit: 'ms' },
    {
      what: '10,000th checkpoint ÷ 10th, in process',
      measured: inProcess.late / inProcess.tenth,
      unit: '×',
      budget: 1.3,
    },
    {
      what: '10,000th checkpoint ÷ 10th, by adev',
      measured: asProcess.late / asProcess.tenth,
      unit: '×',
      budget: 1.3,
    },
  ];
}

/** Writes the log that so many saves would have left, without waiting for the disk each time. */
export function fillLog(project: ThrowAwayProject, sessionId: string, entries: number): void {
  const folder = path.join(project.state, 'sessions', sessionId);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const at = new Date().toISOString();
  const data = {
    event: 'checkpoint',
    at,
    agent: 'implementer',
    message: SAMPLE_MESSAGE,
    tools_used: [],
    kind: 'progress',
  };
  for (let number = 1; number <= entries; number += 1) {
    const header = {
      kind: 'session',
      version: SESSION_VERSION,
      number,
      written_at: at,
      nonce: `fill-${number}`,
    };
    writeFileSync(path.join(folder, numberedName('e', number)), encodeEnvelope(header, data), {
      mode: 0o600,
    });
  }
}
