// What is wrong with the state and with what works on it, in words; and repairing what can be repaired.
import { examine, type Finding, type Severity } from '../index.ts';
import { done, type Answer } from './answer.ts';
import { command } from './command.ts';
import { inProject } from './in-project.ts';
import { styled, type Line, type Style } from './output.ts';

/** So many of one kind are shown in words. */
const SHOWN = 5;

export const doctor = command({
  name: 'doctor',
  group: 'after trouble',
  summary: 'Say what is wrong, and what helps',
  options: { fix: { about: 'repair what can be repaired; the only copy of anything is never deleted' } },

  run: (call) =>
    inProject(call, async (workspace) => {
      const options = { isFixing: call.options.fix, nodeVersion: process.versions.node };
      return answerFor(await examine(workspace, options));
    }),
});

function answerFor(findings: readonly Finding[]): Answer {
  const kinds = [...new Set(findings.map(({ code }) => code))];
  const lines = kinds.flatMap((code) => linesOf(findings.filter((each) => each.code === code)));
  return done({ findings }, [...lines, summaryOf(findings)]);
}

const STYLES: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', info: 'cyan' };

function linesOf(same: readonly Finding[]): Line[] {
  const shown = same
    .slice(0, SHOWN)
    .flatMap(({ code, severity, path, meaning, fix, fixed }): Line[] => [
      [styled(STYLES[severity], severity), '  ', styled('bold', code), path === null ? '' : `  ${path}`],
      `  ${meaning}`,
      ...(fixed ? [[`  `, styled('green', 'Done: '), fix ?? '']] : fix === null ? [] : [`  ${fix}`]),
    ]);
  const rest = same.length - SHOWN;
  return [...shown, ...(rest > 0 ? [`  and ${rest} more of this kind: adev doctor --json`] : []), ''];
}

function summaryOf(findings: readonly Finding[]): Line {
  const open = findings.filter(({ fixed, severity }) => !fixed && severity !== 'info');
  const count = (severity: Severity, word: string) => {
    const number = open.filter((each) => each.severity === severity).length;
    return number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`];
  };
  const fixed = findings.filter((each) => each.fixed).length;
  const left = [...count('error', 'error'), ...count('warning', 'warning')];
  const repaired = fixed === 0 ? '' : `${fixed} repaired; `;
  return left.length === 0 ? `${repaired}nothing is wrong.` : `${repaired}${left.join(' and ')} left.`;
}
