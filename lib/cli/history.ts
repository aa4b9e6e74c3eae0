// The revisions of a batch, and going back to one.
import { batchStatus, listBatchRevisions, minuteOf, restoreBatchRevision } from '../index.ts';
import { done, usage, type Answer } from './answer.ts';
import { toWhole } from './arguments.ts';
import { answerOf } from './batch-answer.ts';
import { alignColumns } from './columns.ts';
import { command } from './command.ts';
import { styled, type Span } from './output.ts';
import { quote } from './quote.ts';

export const history = command({
  name: 'history',
  group: 'after trouble',
  summary: 'Show the revisions of a batch that are kept',
  arguments: ['batch/ID'],
  options: {},

  async run(call) {
    const batchId = batchIn(call.arguments[0]);
    if (batchId === null) return notABatch('history', call.arguments[0]);
    return answerOf(await listBatchRevisions(batchId, call.surroundings), (revisions) => {
      const json = revisions.map(({ revision, writtenAt, bytes, summary }) => ({
        revision,
        written_at: writtenAt,
        bytes,
        summary,
      }));
      const rows = revisions.map(({ revision, writtenAt, bytes, summary }): Span[] => [
        styled('bold', String(revision)),
        styled('dim', minuteOf(writtenAt)),
        `${bytes} bytes`,
        summary,
      ]);
      return done({ revisions: json }, [
        ...alignColumns(rows, call.width()),
        `To go back to one: adev restore batch/${batchId} REVISION`,
      ]);
    });
  },
});

export const restore = command({
  name: 'restore',
  group: 'after trouble',
  summary: 'Make a batch what it was in an older revision',
  arguments: ['batch/ID', 'REVISION'],
  options: {},

  async run(call) {
    const [place, word = ''] = call.arguments;
    const batchId = batchIn(place);
    if (batchId === null) return notABatch('restore', place);
    const wanted = toWhole(word);
    if (wanted === null || wanted < 1)
      return usage(`restore: ${quote(word)} is no revision; adev history batch/${batchId} shows them`);
    return answerOf(await restoreBatchRevision(batchId, wanted, call.surroundings), ({ batch, revision }) =>
      done({ batch_id: batchId, restored: wanted, revision, batch_status: batchStatus(batch) }, [
        `Batch ${batchId} is what it was in revision ${wanted}; that is its revision ${revision}.`,
        `To undo this: adev restore batch/${batchId} ${revision - 1}`,
      ]),
    );
  },
});

function batchIn(place: string | undefined): string | null {
  return place?.startsWith('batch/') ? place.slice('batch/'.length) : null;
}

function notABatch(name: string, place: string | undefined): Answer {
  return usage(`${name}: ${quote(place ?? '')} is no batch: write batch/ID`, [
    'All batches: adev batch list',
  ]);
}
