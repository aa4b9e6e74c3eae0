// Whether a change has left a batch that can be read back. Costs what was changed, not what the batch holds.
import * as v from 'valibot';
import { batchSchema, featureSchema, type Batch } from './batch.ts';
import { parserOf } from './parse.ts';
import { ok, refuse, type Result } from './result.ts';

export const parseBatch = parserOf<Batch>(batchSchema);

const parseFeature = parserOf(featureSchema);
const parseFrame = parserOf(v.omit(batchSchema, ['features']));

/** Checks all of a new batch; of a changed one its frame and the features that are not the very ones of before. */
export function checkChangedBatch(before: Batch | null, after: Batch): Result<Batch> {
  if (before === null) return parseBatch(after);
  const frame = parseFrame(after);
  if (!frame.ok) return frame;
  for (const [index, feature] of after.features.entries()) {
    if (feature === before.features[index]) continue;
    if (feature.number !== index + 1)
      return refuse('invalid-data', `feature ${index + 1} has number ${feature.number}`);
    const parsed = parseFeature(feature);
    if (!parsed.ok) return parsed;
  }
  return ok(after);
}
