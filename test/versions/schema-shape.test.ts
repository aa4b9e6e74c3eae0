// The shape of each kind's data is written down beside its version: who changes the one has to change the other.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import * as v from 'valibot';
import { BATCH } from '../../lib/batches.ts';
import { batchSchema, featureSchema } from '../../lib/domain/batch.ts';
import { eventSchema } from '../../lib/domain/event.ts';
import { projectSchema } from '../../lib/domain/project.ts';
import { userSchema } from '../../lib/domain/user-schema.ts';
import { SESSION } from '../../lib/session-events.ts';
import type { Newest } from '../../lib/store/migrations.ts';
import { USER } from '../../lib/user-settings.ts';
import { PROJECT } from '../../lib/workspace.ts';
import { fixtureBytes, type KindName } from './stage.ts';
import { shapeOf } from './schema-shape.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/versions');

const KINDS: readonly (readonly [KindName, Newest, unknown])[] = [
  ['batch', BATCH, batchSchema],
  ['user', USER, userSchema],
  ['project', PROJECT, projectSchema],
  ['session', SESSION, eventSchema],
];

/** What is wrong with a schema of this version; null where nothing is. */
function complaint(kind: KindName, version: string, schema: unknown): string | null {
  const file = path.join(FIXTURES, kind, `${version}.schema.json`);
  const shape = JSON.stringify(shapeOf(schema), null, 2);
  const isWritten = existsSync(file);
  if (isWritten && readFileSync(file, 'utf8').trim() === shape) return null;
  const what = isWritten ? 'is not the one that is written down' : 'is not written down';
  return (
    `The shape of ${kind} data in version ${version} ${what}. CONTRIBUTING.md says what a new version needs; ` +
    `its shape belongs into test/fixtures/versions/${kind}/<version>.schema.json:\n${shape}`
  );
}

for (const [kind, newest, schema] of KINDS) {
  test(`the schema of ${kind} data is that of version ${newest.version}`, () => {
    assert.equal(complaint(kind, newest.version, schema), null);
  });

  test(`steps lead from every version of ${kind} data to the present one, and each has a fixture`, () => {
    for (const { from } of newest.migrations) {
      let at = from;
      for (const step of newest.migrations) if (step.from === at) at = step.to;
      assert.equal(at, newest.version);
      assert.ok(fixtureBytes(kind, from).length > 0);
      assert.ok(fixtureBytes(kind, `${from}.reads-as`).length > 0);
    }
    assert.deepEqual([newest.migrations[0]?.from, newest.migrations.at(-1)?.to], ['1.0.0', newest.version]);
  });
}

test('a schema that has changed in any way, while its version has not, is noticed', () => {
  const { entries } = batchSchema;
  const feature = (changes: object) =>
    v.looseObject({ ...entries, features: v.array(v.looseObject({ ...featureSchema.entries, ...changes })) });
  const { title: _, ...withoutTitle } = entries;
  const changed: Readonly<Record<string, unknown>> = {
    'a field more': v.looseObject({ ...entries, colour: v.exactOptional(v.string()) }),
    'a field less': v.looseObject(withoutTitle),
    'a field that has to be there': v.looseObject({ ...entries, title: v.string() }),
    'a field that need not be there': v.looseObject({
      ...entries,
      next_token: v.exactOptional(entries.next_token),
    }),
    'another type': v.looseObject({ ...entries, created_at: v.number() }),
    'one more status': feature({ status: v.picklist([...featureSchema.entries.status.options, 'lost']) }),
    'another limit': feature({ attempts: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }),
    'a rule less': feature({ attempts: v.number() }),
    'a field of a lease': feature({ lease: v.exactOptional(v.looseObject({ colour: v.string() })) }),
  };
  for (const [what, schema] of Object.entries(changed)) {
    assert.match(
      complaint('batch', BATCH.version, schema) ?? '',
      /is not the one that is written down/,
      what,
    );
  }
  assert.equal(complaint('batch', BATCH.version, v.looseObject({ ...entries })), null);
  assert.match(complaint('batch', '2.1.0', batchSchema) ?? '', /is not written down/);
  assert.throws(() => shapeOf(v.looseObject({ any: v.map(v.string(), v.string()) })), /no shape for map/);
});
