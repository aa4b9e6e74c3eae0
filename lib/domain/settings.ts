// The settings a person may change, with their defaults. They are kept among the user's preferences; one that cannot be
// used counts as not set, so that no preference can stop a save. Only a person's own preferences set them, never a repository.
import { ok, refuse, type Result } from './result.ts';

export type Settings = Readonly<{
  capture: 'short' | 'full' | 'none';
  retention_days: number;
  keep_sessions: number;
  max_state_mb: number;
  max_attempts: number;
  lease_hours: number;
  hints: 'on' | 'off';
  auto_approve: 'on' | 'off';
  brief_characters: number;
}>;
export type SettingName = keyof Settings;

export const INITIAL_SETTINGS: Settings = {
  capture: 'short',
  retention_days: 30,
  keep_sessions: 200,
  max_state_mb: 200,
  max_attempts: 3,
  lease_hours: 2,
  hints: 'on',
  auto_approve: 'on',
  brief_characters: 2000,
};

/** Words to choose from, or the least and the most of a whole number. */
type Rule = readonly string[] | Readonly<{ least: number; most: number }>;

const RULES: { readonly [Name in SettingName]: Rule } = {
  capture: ['short', 'full', 'none'],
  retention_days: { least: 1, most: 3650 },
  keep_sessions: { least: 1, most: 100_000 },
  max_state_mb: { least: 1, most: 100_000 },
  max_attempts: { least: 1, most: 100 },
  lease_hours: { least: 1, most: 720 },
  hints: ['on', 'off'],
  auto_approve: ['on', 'off'],
  brief_characters: { least: 200, most: 9000 },
};

/** The value as the setting is kept. Refused `invalid-preference`, saying what would do. */
export function parseSetting(name: SettingName, value: unknown): Result<string | number> {
  const rule = RULES[name];
  if ('least' in rule) {
    const { least, most } = rule;
    const isInside = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
    return isInside ? ok(value) : invalid(`${name} is a whole number from ${least} to ${most}`);
  }
  const isWord = typeof value === 'string' && rule.includes(value);
  return isWord ? ok(value) : invalid(`${name} is one of ${rule.join(', ')}`);
}

/** The settings in force: what is set and can be used, and for the rest what they are at first. */
export function settingsFrom(preferences: Readonly<Record<string, unknown>>): Settings {
  const settings = Object.entries(INITIAL_SETTINGS).map(([name, initial]) => {
    const parsed = parseSetting(name as SettingName, preferences[name]);
    return [name, parsed.ok ? parsed.value : initial];
  });
  return Object.fromEntries(settings) as Settings;
}

/** How many characters of an agent's last message a hook keeps, by the `capture` setting. */
export function capturedCharacters(settings: Settings): number {
  switch (settings.capture) {
    case 'short':
      return 2000;
    case 'full':
      return 10_000;
    case 'none':
      return 0;
  }
}

function invalid(message: string): Result<never> {
  return refuse('invalid-preference', message);
}
