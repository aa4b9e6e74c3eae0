// A document that is a list of texts, and changes of it.
import assert from 'node:assert/strict';
import * as v from 'valibot';
import { parserOf } from '../../lib/domain/parse.ts';
import { ok } from '../../lib/domain/result.ts';
import { deadlineIn } from '../../lib/store/deadline.ts';
import { update, type Change } from '../../lib/store/documents.ts';
import type { Kind } from '../../lib/store/kind.ts';
import type { Engine } from '../../lib/store/engine.ts';
import { StateError, type StateErrorCode } from '../../lib/store/errors.ts';

export type List = { items: string[]; nested?: Record<string, unknown> | undefined };

export const LIST: Kind<List> = {
  name: 'batch',
  version: '2.1.0',
  parse: parserOf(v.looseObject({ items: v.array(v.string()), nested: v.optional(v.looseObject({})) })),
  migrations: [],
};
export const ADDRESS = { kind: 'batch', id: 'b1' };
export const NOW = Date.parse('2026-11-22T10:00:00.000Z');

export const add =
  (item: string): Change<List, string> =>
  (data) =>
    ok({ data: { ...data, items: [...(data?.items ?? []), item] }, answer: item });

export function apply<R>(engine: Engine, change: Change<List, R>, { kind = LIST, milliseconds = 4000 } = {}) {
  return update(engine, kind, 'b1', change, deadlineIn(milliseconds));
}

export async function failsWith(code: StateErrorCode, failing: Promise<unknown>): Promise<StateError> {
  const outcome = await failing.then(
    () => 'no error',
    (error: unknown) => error,
  );
  assert.ok(outcome instanceof StateError, `expected a StateError, got ${String(outcome)}`);
  assert.equal(outcome.code, code);
  return outcome;
}
