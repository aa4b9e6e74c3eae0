// What each setting may be. Only a person's own preferences and the environment set them, never a repository.
import * as v from 'valibot';
import { ok, refuse, type Result } from './result.ts';
import type { SettingName, Settings } from './settings.ts';

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const onOrOff = v.picklist(['on', 'off']);

const SETTING_SCHEMAS: { readonly [Name in SettingName]: v.GenericSchema<unknown, Settings[Name]> } = {
  capture: v.picklist(['short', 'full', 'none']),
  retention_days: whole(1, 3650),
  keep_sessions: whole(1, 100_000),
  max_state_mb: whole(1, 100_000),
  max_attempts: whole(1, 100),
  lease_hours: whole(1, 720),
  hints: onOrOff,
  auto_approve: onOrOff,
  brief_characters: whole(200, 9000),
};

/** The value as the setting is kept. Refused `invalid-preference`, saying what would do. */
export function parseSetting(name: SettingName, value: unknown): Result<string | number> {
  const parsed = v.safeParse<v.GenericSchema<unknown, string | number>>(SETTING_SCHEMAS[name], value);
  return parsed.success
    ? ok(parsed.output)
    : refuse('invalid-preference', `${name}: ${parsed.issues[0].message}`);
}
