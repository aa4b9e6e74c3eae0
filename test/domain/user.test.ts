import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { parseSetting, INITIAL_SETTINGS, settingsFrom, type SettingName } from '../../lib/domain/settings.ts';
import { parseUser } from '../../lib/domain/user.ts';
import { userSchema } from '../../lib/domain/user-schema.ts';

const SCALAR = fc.oneof(fc.boolean(), fc.integer(), fc.string(), fc.constant(null));

test('a hook takes a document of the user exactly where the schema of imports takes it', () => {
  const document = fc.record(
    {
      first_run_complete: fc.oneof(fc.boolean(), SCALAR),
      preferences: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), SCALAR),
      since: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(document, fc.jsonValue()), (data) => {
      assert.equal(parseUser(data).ok, v.is(userSchema, data));
    }),
    { numRuns: 2000 },
  );
});

test('what is refused as a setting is not in force, and what is taken is', () => {
  const names = Object.keys(INITIAL_SETTINGS) as SettingName[];
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.oneof(SCALAR, fc.integer({ min: -5, max: 300 })),
      (name, value) => {
        const parsed = parseSetting(name, value);
        assert.equal(settingsFrom({ [name]: value })[name], parsed.ok ? value : INITIAL_SETTINGS[name]);
      },
    ),
  );
});

test('every setting can be what it is at first, and a refusal says what would do', () => {
  for (const [name, initial] of Object.entries(INITIAL_SETTINGS))
    assert.ok(parseSetting(name as SettingName, initial).ok, name);
  const refusals = [
    [parseSetting('capture', 'long'), 'capture is one of short, full, none'],
    [parseSetting('lease_hours', 0), 'lease_hours is a whole number from 1 to 720'],
    [parseSetting('lease_hours', 1.5), 'lease_hours is a whole number from 1 to 720'],
    [parseSetting('lease_hours', '2'), 'lease_hours is a whole number from 1 to 720'],
    [parseSetting('brief_characters', 9001), 'brief_characters is a whole number from 200 to 9000'],
  ] as const;
  for (const [parsed, message] of refusals) {
    assert.deepEqual(parsed, { ok: false, refusal: { code: 'invalid-preference', message } });
  }
});
