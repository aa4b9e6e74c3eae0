// Making a batch, and adding to one: from a file, stdin, single features or issue numbers.
import {
  addBatchFeatures,
  createBatchState,
  driveBatch,
  loadBatchState,
  ok,
  openWorkspace,
  parseFeatureList,
  requireSession,
  type Batch,
  type Dependency,
  type FeatureItem,
  type Result,
} from '../index.ts';
import { done, refused, usage, type Answer } from './answer.ts';
import { toWhole } from './arguments.ts';
import { answerOf, BATCH_OPTION, inBatch } from './batch-answer.ts';
import { command, type Call, type Options } from './command.ts';
import { withCredentialWarnings } from './credential-warnings.ts';
import { readListFile } from './list-file.ts';
import { quote } from './quote.ts';

const FEATURE_OPTION = {
  feature: { value: 'TEXT', multiple: true, about: 'a feature; give it as often as needed' },
} as const;

export const batchCreate = command({
  name: 'batch create',
  group: 'every day',
  summary: 'Make a batch of features to work off',
  arguments: ['[FILE|-]'],
  options: {
    ...FEATURE_OPTION,
    issues: { value: '72,73', multiple: true, about: 'issues as features; their titles are not fetched' },
    title: { value: 'T', about: 'what the batch is called' },
    id: { value: 'ID', about: 'its id: a-z 0-9 _ -, 64 characters at most' },
    depends: { value: '3:1,2', multiple: true, about: 'feature 3 waits for 1 and 2' },
    'max-attempts': { value: 'N', about: 'how often a feature may fail' },
    drive: { about: 'let this session go on with the next feature by itself' },
  },

  async run(call) {
    const { feature, issues, title, id, depends, drive, 'max-attempts': attempts } = call.options;
    const [file] = call.arguments;
    const dependencies = depends.map(dependencyOf);
    const wrong = depends[dependencies.indexOf(null)];
    if (wrong !== undefined) return usage(`batch create: --depends ${quote(wrong)} is not of the form 3:1,2`);
    const maxAttempts = attempts === undefined ? undefined : toWhole(attempts);
    if (maxAttempts === null)
      return usage(`batch create: --max-attempts ${quote(attempts ?? '')} is no whole number`);
    const named = issues.flatMap((numbers) => numbers.split(','));
    const issueNumbers = named.map((number) => toWhole(number.trim().replace(/^#/, '')));
    const noIssue = named[issueNumbers.indexOf(null)];
    if (noIssue !== undefined)
      return usage(`batch create: --issues ${quote(noIssue)} is no issue number: write 72,73`);
    const list = await readList(call, file);
    if (!list.ok) return refused(list.refusal);
    // Asked before anything is made, so that the command can be repeated as a whole.
    const workspace = drive ? openWorkspace(call.surroundings) : null;
    const able = workspace === null ? ok('') : requireSession(workspace);
    if (!able.ok) return refused(able.refusal);

    const request = {
      features: feature,
      list: list.value ?? undefined,
      issueNumbers: issueNumbers.filter((number) => number !== null),
      dependencies: dependencies.filter((dependency) => dependency !== null),
      path: file === '-' ? undefined : file,
      batchId: id,
      title,
      maxAttempts,
    };
    const created = await createBatchState(request, call.surroundings);
    if (!created.ok || !drive) return answerOf(created, ({ batch }) => createdAnswer(batch, false));
    const { batch } = created.value;
    const driven = await driveBatch(batch.batch_id, { on: true }, call.surroundings);
    if (driven.ok) return createdAnswer(batch, true);
    const why = 'refused' in driven ? driven.refused.message : driven.skipped.detail;
    const answer = createdAnswer(batch, false);
    return { ...answer, notes: [...answer.notes, `adev: the batch was made, but is not driven: ${why}`] };
  },
});

export const batchAdd = command({
  name: 'batch add',
  group: 'every day',
  summary: 'Add features to a batch',
  arguments: ['[ID]', '[FILE|-]'],
  options: { ...FEATURE_OPTION, ...BATCH_OPTION },

  async run(call) {
    const { place, file } = await placesOf(call);
    const list = await readList(call, file);
    if (!list.ok) return refused(list.refusal);
    const items: FeatureItem[] = [
      ...(list.value === null ? [] : parseFeatureList(list.value)),
      ...call.options.feature.map((text) => ({ text })),
    ];
    return inBatch(call, { place, option: call.options.batch }, async (_, batchId) =>
      answerOf(await addBatchFeatures(batchId, items, call.surroundings), ({ batch: { features } }) =>
        withCredentialWarnings(
          done({ batch_id: batchId, features: features.length, added: items.length }, [
            `Added ${items.length} to batch ${batchId}: it has ${features.length} features now.`,
          ]),
          features.slice(-items.length),
        ),
      ),
    );
  },
});

function createdAnswer({ batch_id, title, features }: Batch, isDriven: boolean): Answer {
  const count = features.length;
  const answer = done({ batch_id, features: count }, [
    `Batch ${batch_id}: ${count} ${count === 1 ? 'feature' : 'features'}.`,
    isDriven
      ? `This session drives it: it goes on by itself until adev batch drive ${batch_id} off.`
      : `To take the first: adev batch next ${batch_id} --claim`,
  ]);
  return withCredentialWarnings(answer, features, title);
}

/** The text of the file or stdin, null when neither was named. */
async function readList(call: Call<Options>, file: string | undefined): Promise<Result<string | null>> {
  if (file === undefined) return ok(null);
  return file === '-'
    ? call.terminal.stdin({ bytes: 17 * 1024 * 1024, ms: 10_000 })
    : readListFile(file, call.surroundings.cwd());
}

/** A first word that names a batch is the batch, whatever state that is in; otherwise it is the file. */
async function placesOf({
  arguments: words,
  surroundings,
}: Call<Options>): Promise<{ place?: string; file?: string }> {
  const [first, second] = words;
  if (first === undefined) return {};
  if (second !== undefined) return { place: first, file: second };
  if (first === '-' || /[./\\]/.test(first)) return { file: first };
  const loaded = await loadBatchState(first, surroundings);
  const isUnknown = !loaded.ok && 'refused' in loaded && loaded.refused.code === 'unknown-batch';
  return isUnknown ? { file: first } : { place: first };
}

/** `3:1,2`: 3 waits for 1 and 2. */
function dependencyOf(text: string): Dependency | null {
  const match = /^(\d{1,9}):(\d{1,9}(?:,\d{1,9})*)$/.exec(text.replaceAll(' ', ''));
  if (match === null) return null;
  return { number: Number(match[1]), on: (match[2] ?? '').split(',').map(Number) };
}
