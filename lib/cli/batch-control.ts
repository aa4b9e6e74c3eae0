// A batch as a whole: paused, taken over, cancelled, driven.
import {
  adoptBatch,
  batchStatus,
  cancelBatch,
  driveBatch,
  ok,
  pauseBatch,
  requireSession,
  unpauseBatch,
} from '../index.ts';
import type { BatchOutcome, BatchState, Surroundings } from '../index.ts';
import { done, refused, usage, type Answer } from './answer.ts';
import { answerOf, BATCH_OPTION, inBatch } from './batch-answer.ts';
import { command } from './command.ts';
import { nextTime } from './durations.ts';
import { quote } from './quote.ts';

export const batchPause = command({
  name: 'batch pause',
  group: 'every day',
  summary: 'Let nobody claim from a batch for now',
  arguments: ['[ID]'],
  options: { reason: { value: 'TEXT', about: 'why' }, ...BATCH_OPTION },
  run: (call) =>
    inBatch(call, { place: call.arguments[0], option: call.options.batch }, async (_, id) =>
      stateAnswer(
        await pauseBatch(id, call.options.reason ?? '', call.surroundings),
        `Batch ${id} is paused. To let it go on: adev batch unpause ${id}`,
      ),
    ),
});

export const batchUnpause = command({
  name: 'batch unpause',
  group: 'every day',
  summary: 'Let a paused batch go on',
  arguments: ['[ID]'],
  options: BATCH_OPTION,
  run: (call) =>
    inBatch(call, { place: call.arguments[0], option: call.options.batch }, async (_, id) =>
      stateAnswer(
        await unpauseBatch(id, call.surroundings),
        `Batch ${id} goes on. Next: adev batch next ${id} --claim`,
      ),
    ),
});

export const batchCancel = command({
  name: 'batch cancel',
  group: 'every day',
  summary: 'End a batch for good, as it is',
  arguments: ['[ID]'],
  options: BATCH_OPTION,
  run: (call) =>
    inBatch(call, { place: call.arguments[0], option: call.options.batch }, async (_, id) =>
      stateAnswer(
        await cancelBatch(id, call.surroundings),
        `Batch ${id} is cancelled: nothing is claimed or reported any more.`,
      ),
    ),
});

export const batchAdopt = command({
  name: 'batch adopt',
  group: 'after trouble',
  summary: 'Take a batch over whose session is gone',
  arguments: ['[ID]'],
  options: { drive: { about: 'let this session go on with the next feature by itself' }, ...BATCH_OPTION },
  run: (call) =>
    inBatch(call, { place: call.arguments[0], option: call.options.batch }, async (workspace, id) => {
      // Asked before anything is changed, so that the command can be repeated as a whole.
      const able = call.options.drive ? requireSession(workspace) : ok('');
      if (!able.ok) return refused(able.refusal);
      const adopted = await adoptBatch(id, call.surroundings);
      if (!adopted.ok) return answerOf(adopted, () => done(null, []));
      const { batch, released } = adopted.value;
      const lines = [
        `Batch ${id} is this session's now.`,
        ...(released.length === 0
          ? []
          : [
              `Given back, and uncertain, as their owners are gone: ${released.map((number) => `feature ${number}`).join(', ')}.`,
            ]),
        `Next: adev batch next ${id} --claim`,
      ];
      if (call.options.drive) {
        const driven = await driveBatch(id, { on: true }, call.surroundings);
        if (!driven.ok) return answerOf(driven, () => done(null, []));
        lines.push(`This session drives it: it goes on by itself until adev batch drive ${id} off.`);
      }
      return done(
        { batch_id: id, batch_status: batchStatus(batch), released, drive: call.options.drive },
        lines,
      );
    }),
});

export const batchDrive = command({
  name: 'batch drive',
  group: 'every day',
  summary: 'Let this session work a batch off by itself',
  arguments: ['[ID]', '[on|off]'],
  options: { until: { value: '06:30', about: 'stop at this time of the day' }, ...BATCH_OPTION },
  run(call) {
    const words = call.arguments;
    const [place, wanted] = words.length === 1 ? [undefined, words[0]] : words;
    if (wanted !== 'on' && wanted !== 'off')
      return usage(`batch drive: say on or off, not ${quote(wanted ?? '')}`);
    const { until, batch } = call.options;
    const end = until === undefined ? undefined : nextTime(until, call.surroundings.now());
    if (end === null)
      return usage(`batch drive: --until ${quote(until ?? '')} is no time of the day: write 06:30`);
    return inBatch(call, { place, option: batch }, async (_, id) =>
      drive(id, wanted === 'on', end, until, call.surroundings),
    );
  },
});

async function drive(
  id: string,
  on: boolean,
  end: string | undefined,
  until: string | undefined,
  here: Surroundings,
): Promise<Answer> {
  const driven = await driveBatch(id, { on, ...(end === undefined ? {} : { until: end }) }, here);
  const told = on
    ? `This session drives batch ${id}${until === undefined ? '' : ` until ${until}`}: at the end of a turn it goes on with the next feature, as long as it gets somewhere.`
    : `This session no longer drives batch ${id}.`;
  return answerOf(driven, ({ batch }) =>
    done({ batch_id: id, batch_status: batchStatus(batch), drive: on, until: end ?? null }, [told]),
  );
}

function stateAnswer(outcome: BatchOutcome<BatchState>, line: string): Answer {
  return answerOf(outcome, ({ batch, revision }) =>
    done({ batch_id: batch.batch_id, batch_status: batchStatus(batch), revision }, [line]),
  );
}
