// Making a batch, and adding to one: from a file, stdin, single features or issue numbers.
import {
  addBatchFeatures,
  createBatchState,
  driveBatch,
  loadBatchState,
  ok,
  parseFeatureList,
  type Dependency,
  type FeatureItem,
  type Result,
} from '../index.ts';
import { done, refused, usage, type Answer } from './answer.ts';
import { toWhole } from './arguments.ts';
import { answerOf, BATCH_OPTION, inBatch } from './batch-answer.ts';
import { command, type Call, type Options } from './command.ts';
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
    const issueNumbers = issues
      .flatMap((list) => list.split(','))
      .map((number) => toWhole(number.trim().replace(/^#/, '')) ?? Number.NaN);
    const list = await readList(call, file);
    if (!list.ok) return refused(list.refusal);

    const request = {
      features: feature,
      dependencies: dependencies.filter((dependency) => dependency !== null),
      ...(list.value === null ? {} : { list: list.value }),
      ...(file === undefined || file === '-' ? {} : { path: file }),
      ...(issueNumbers.length === 0 ? {} : { issueNumbers }),
      ...(title === undefined ? {} : { title }),
      ...(id === undefined ? {} : { batchId: id }),
      ...(maxAttempts === undefined ? {} : { maxAttempts }),
    };
    const created = await createBatchState(request, call.surroundings);
    if (!created.ok || !drive)
      return answerOf(created, ({ batch }) => createdAnswer(batch.batch_id, batch.features.length, false));
    const { batch_id, features } = created.value.batch;
    const driven = await driveBatch(batch_id, { on: true }, call.surroundings);
    return answerOf(driven, () => createdAnswer(batch_id, features.length, true));
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
      answerOf(await addBatchFeatures(batchId, items, call.surroundings), ({ batch }) =>
        done({ batch_id: batchId, features: batch.features.length, added: items.length }, [
          `Added ${items.length} to batch ${batchId}: it has ${batch.features.length} features now.`,
        ]),
      ),
    );
  },
});

function createdAnswer(batchId: string, count: number, isDriven: boolean): Answer {
  return done({ batch_id: batchId, features: count }, [
    `Batch ${batchId}: ${count} ${count === 1 ? 'feature' : 'features'}.`,
    isDriven
      ? `This session drives it: it goes on by itself until adev batch drive ${batchId} off.`
      : `To take the first: adev batch next ${batchId} --claim`,
  ]);
}

/** The text of the file or stdin, null when neither was named. */
async function readList(call: Call<Options>, file: string | undefined): Promise<Result<string | null>> {
  if (file === undefined) return ok(null);
  return file === '-'
    ? call.terminal.stdin({ bytes: 17 * 1024 * 1024, ms: 10_000 })
    : readListFile(file, call.surroundings.cwd());
}

/** A first word that names a batch is the batch; otherwise it is the file. */
async function placesOf({
  arguments: words,
  surroundings,
}: Call<Options>): Promise<{ place?: string; file?: string }> {
  const [first, second] = words;
  if (first === undefined) return {};
  if (second !== undefined) return { place: first, file: second };
  const isBatch = first !== '-' && !/[./\\]/.test(first) && (await loadBatchState(first, surroundings)).ok;
  return isBatch ? { place: first } : { file: first };
}

/** `3:1,2`: 3 waits for 1 and 2. */
function dependencyOf(text: string): Dependency | null {
  const match = /^(\d{1,9}):(\d{1,9}(?:,\d{1,9})*)$/.exec(text.replaceAll(' ', ''));
  if (match === null) return null;
  return { number: Number(match[1]), on: (match[2] ?? '').split(',').map(Number) };
}
