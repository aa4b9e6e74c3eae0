// A scripted model that works batches off as an agent does: by nothing but the lines that it is shown.

import { existsSync, readFileSync } from 'node:fs';
import { newText, type ModelRequest } from '../support/model-request.ts';
import { bash, type ScriptedTurn, type Turn } from '../support/model-script.ts';

export type Worker = Readonly<{
  /** Where the work shows: one line for each time that a feature was done. */
  diary: string;
  /** Answers in words after each report, so that the turn ends; without it the next feature is claimed at once. */
  restsAfterEach?: boolean;
  /** How to do this feature otherwise: a command in place of the work and its report. */
  instead?: (feature: number) => string | undefined;
}>;

/** As many turns as may be needed; a worker that has nothing left to do only talks. */
export function workBatchOff(worker: Worker, turns = 60): ScriptedTurn[] {
  return Array.from({ length: turns }, () => (request: ModelRequest) => nextStep(newText(request), worker));
}

/** The features that were done, in order, as often as they were. */
export function doneIn(diary: string): number[] {
  if (!existsSync(diary)) return [];
  return readFileSync(diary, 'utf8').split('\n').filter(Boolean).map(Number);
}

function nextStep(told: string, { diary, restsAfterEach = false, instead }: Worker): Turn {
  const report = /(?:When done: +|Then: )(adev batch complete (\d+) .*)$/m.exec(told);
  if (report !== null) {
    const [, line = '', number = ''] = report;
    return { calls: [bash(instead?.(Number(number)) ?? `echo ${number} >> '${diary}' && ${line}`)] };
  }
  if (restsAfterEach && /: completed\.$/m.test(told)) return { text: 'One more is done.' };
  const claim = /adev batch next \S+ --claim/.exec(told);
  return claim === null ? { text: 'Nothing is left to do.' } : { calls: [bash(claim[0])] };
}
