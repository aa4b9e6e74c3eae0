// What came of a feature, said by whoever works on it.
import {
  batchStatus,
  countFeatures,
  countRemaining,
  markCompleted,
  markFailed,
  markSkipped,
  releaseFeature,
  retryFeature,
} from '../index.ts';
import type { ReportOptions, ReportOutcome, Surroundings } from '../index.ts';
import { done, usage, type Answer } from './answer.ts';
import { toWhole } from './arguments.ts';
import { answerOf, BATCH_OPTION, featureJson, featureLine, inBatch } from './batch-answer.ts';
import { command, type Call, type Command, type Options } from './command.ts';
import { quote } from './quote.ts';

const REPORT_OPTIONS = {
  token: { value: 'N', about: 'the token that claiming printed; proves whose feature it is' },
  agent: { value: 'NAME', about: 'the agent that reports' },
  commit: { value: 'SHA|HEAD', about: 'the commit that holds the work' },
  pr: { value: 'URL', about: 'the pull request' },
  note: { value: 'TEXT', about: 'anything else worth knowing' },
  ...BATCH_OPTION,
} as const satisfies Options;

export const batchComplete = reportCommand({
  name: 'batch complete',
  summary: 'Report a feature as done',
  said: 'completed',
  options: {},
  report: (id, number, given, _, here) => markCompleted(id, number, given, here),
});

export const batchFail = reportCommand({
  name: 'batch fail',
  summary: 'Report that a feature did not work out',
  said: 'failed',
  options: {
    error: {
      value: 'TEXT',
      about: 'what went wrong; a passing fault (timeout, rate limit …) may be tried again',
    },
  },
  report: (id, number, given, { error }, here) => markFailed(id, number, { ...given, error }, here),
});

export const batchSkip = reportCommand({
  name: 'batch skip',
  summary: 'Leave a feature out',
  said: 'skipped',
  options: {
    reason: { value: 'TEXT', about: 'why' },
    category: { value: 'C', about: 'quality_gate, manual, dependency or another word' },
  },
  report: (id, number, given, { reason, category }, here) =>
    markSkipped(id, number, { ...given, reason, category }, here),
});

export const batchRetry = reportCommand({
  name: 'batch retry',
  summary: 'Put a failed or skipped feature back',
  said: 'put back',
  options: {},
  report: (id, number, given, _, here) => retryFeature(id, number, given, here),
});

export const batchRelease = reportCommand({
  name: 'batch release',
  summary: 'Give a claimed feature back untouched',
  said: 'given back',
  options: {},
  report: (id, number, given, _, here) => releaseFeature(id, number, given, here),
});

type Extra = Readonly<Record<string, string | undefined>>;

type ReportEntry = Readonly<{
  name: string;
  summary: string;
  /** What the feature is afterwards, when the report is taken as it was meant. */
  said: string;
  options: Options;
  report: (
    batchId: string,
    number: number,
    given: ReportOptions,
    extra: Extra,
    here: Surroundings,
  ) => ReportOutcome;
}>;

function reportCommand({ name, summary, said, options, report }: ReportEntry): Command {
  return command({
    name,
    group: 'every day',
    summary,
    arguments: ['NUMBER', '[ID]'],
    options: { ...options, ...REPORT_OPTIONS },
    run(call: Call<Options>) {
      const given = call.options as Extra;
      const words = placesOf(call.arguments);
      const number = toWhole(words.number);
      if (number === null) return usage(`${name}: ${quote(words.number)} is no feature number`);
      const token = given['token'] === undefined ? undefined : toWhole(given['token']);
      if (token === null) return usage(`${name}: --token ${quote(given['token'] ?? '')} is no whole number`);
      const { agent, commit, pr, note } = given;
      const proof = { token, agent, evidence: { commit, pr, note } };
      return inBatch(call, { place: words.batch, option: given['batch'] }, async (_, batchId) =>
        reportAnswer(await report(batchId, number, proof, given, call.surroundings), said, commit),
      );
    },
  });
}

/** The number and the batch may stand in either order, as long as it is plain which is which. */
function placesOf([first = '', second]: readonly string[]): { number: string; batch?: string } {
  if (second === undefined) return { number: first };
  return toWhole(first) === null && toWhole(second) !== null
    ? { number: second, batch: first }
    : { number: first, batch: second };
}

function reportAnswer(outcome: Awaited<ReportOutcome>, said: string, commit: string | undefined): Answer {
  return answerOf(outcome, ({ batch, feature }) => {
    const { batch_id } = batch;
    const counts = countFeatures(batch);
    const remaining = countRemaining(counts);
    const batch_status = batchStatus(batch, counts);
    const again = said === 'failed' && feature.status === 'pending' ? ', to be tried again' : '';
    const lines = [
      `Feature ${featureLine(feature)}: ${said}${again}.`,
      remaining === 0 || batch_status.startsWith('completed')
        ? `Batch ${batch_id} is finished (${counts.completed} completed, ${counts.failed} failed, ${counts.skipped} skipped): adev batch summary ${batch_id}`
        : `${remaining} of ${counts.total} left. Next: adev batch next ${batch_id} --claim`,
    ];
    const isHeadUnknown = commit?.toUpperCase() === 'HEAD' && feature.evidence?.commit === undefined;
    const notes =
      isHeadUnknown && feature.status === 'completed'
        ? ['adev: HEAD is not known here, so no commit was recorded: name it with --commit SHA']
        : [];
    return done({ batch_id, feature: featureJson(feature), remaining, batch_status }, lines, notes);
  });
}
