// What a checkpoint costs an agent that saves it from the command line.
import { ADEV } from '../demo/plugin.ts';
import type { ThrowAwayProject } from '../demo/throw-away-project.ts';
import { SAMPLE_MESSAGE } from './checkpoint.ts';
import { interleaved } from './interleaved.ts';
import { runNode } from './program.ts';
import type { Row } from './row.ts';

const ROUNDS = 40;

export async function measure(project: ThrowAwayProject): Promise<readonly Row[]> {
  const { bare, save } = await interleaved(ROUNDS, {
    bare: () => runNode(project, ['-e', '0']),
    save: () => saveByCommand(project, 'command'),
  });
  return [
    { what: 'adev checkpoint save', measured: save, unit: 'ms' },
    { what: 'adev checkpoint save ÷ node -e 0', measured: save / bare, unit: '×' },
  ];
}

export function saveByCommand(project: ThrowAwayProject, sessionId: string, node?: string): void {
  const options = ['--agent', 'implementer', '--message', SAMPLE_MESSAGE, '--session', sessionId, '--strict'];
  runNode(project, [ADEV, 'checkpoint', 'save', ...options], node === undefined ? {} : { node });
}
