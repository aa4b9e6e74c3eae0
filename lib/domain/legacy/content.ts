// What a file holds, whichever of the original's, or of our exports, it is.
import type { Batch } from '../batch.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { User } from '../user.ts';
import { readBatchState, type BatchReading } from './batch-state.ts';
import { readBundle, type Bundle } from './bundle.ts';
import { readExportedBatch, type ExportedBatch } from './exported-batch.ts';
import { readBatchLoop, readLoneLoop } from './loop-checkpoint.ts';
import { readPipelineSession } from './pipeline-session.ts';
import { damaged, type Given } from './reading.ts';
import { recognise, type LegacyKind } from './recognise.ts';
import { readBatchMarker, readPipelineMarker } from './recovery-marker.ts';
import type { SessionReading } from './session-events.ts';
import { readSessionLog } from './session-log.ts';
import { readUserState } from './user-state.ts';
import { readWorkflowCheckpoint } from './workflow-checkpoint.ts';

export type LegacyContent =
  /** `isAside`: a loop or a marker, which knows of the batch but is not its file. */
  | Readonly<{ as: 'batch'; batch: Batch; notes: readonly string[]; isAside: boolean }>
  | Readonly<{ as: 'returned'; returned: ExportedBatch }>
  | Readonly<{ as: 'session'; session: SessionReading }>
  | Readonly<{ as: 'user'; user: User }>
  | Readonly<{ as: 'bundle'; bundle: Bundle }>;

export type Reading = Readonly<{ kind: LegacyKind | 'unknown'; content: Result<LegacyContent> }>;

type Data = Readonly<Record<string, unknown>>;

/** `text` is null where the bytes are no text. Refused `damaged`, `foreign`, `newer-version` or `empty`. */
export function readContent(fileName: string, text: string | null, given: Given): Reading {
  const { kind, data } = recognise(fileName, text ?? '');
  if (text === null) return { kind, content: damaged('not UTF-8') };
  if (!data.ok) return { kind, content: data };
  if (kind === 'unknown') return { kind, content: refuse('foreign', 'nothing of the original') };
  return { kind, content: contentOf(kind, data.value, fileName, text, given) };
}

function contentOf(
  kind: LegacyKind,
  data: Data,
  fileName: string,
  text: string,
  given: Given,
): Result<LegacyContent> {
  const namesBatch = typeof data['batch_id'] === 'string' && data['batch_id'] !== '';
  switch (kind) {
    case 'batch':
      return batchContent(data, given);
    case 'loop-checkpoint':
      return namesBatch ? asBatch(readBatchLoop(data, given), true) : asSession(readLoneLoop(data, given));
    case 'recovery-marker':
      return namesBatch
        ? asBatch(readBatchMarker(data, given), true)
        : asSession(readPipelineMarker(data, given));
    case 'pipeline-session':
      return asSession(readPipelineSession(data, fileName, given));
    case 'session-log':
      return asSession(readSessionLog(text, given));
    case 'workflow-checkpoint':
      return asSession(readWorkflowCheckpoint(data, given));
    case 'user': {
      const user = readUserState(data);
      return user.ok ? ok({ as: 'user', user: user.value }) : user;
    }
    case 'bundle': {
      const bundle = readBundle(data);
      return bundle.ok ? ok({ as: 'bundle', bundle: bundle.value }) : bundle;
    }
  }
}

function batchContent(data: Data, given: Given): Result<LegacyContent> {
  const exported = readExportedBatch(data, given);
  if (!exported.ok) return exported;
  if (exported.value !== null) return ok({ as: 'returned', returned: exported.value });
  return asBatch(readBatchState(data, given), false);
}

function asBatch(read: Result<BatchReading>, isAside: boolean): Result<LegacyContent> {
  return read.ok ? ok({ as: 'batch', ...read.value, isAside }) : read;
}

function asSession(read: Result<SessionReading>): Result<LegacyContent> {
  return read.ok ? ok({ as: 'session', session: read.value }) : read;
}
