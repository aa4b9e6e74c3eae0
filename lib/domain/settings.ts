// The settings a person may change, with their defaults and what each may be. They are kept among the user's
// preferences; one that cannot be used counts as not set, so that no preference can stop a save.
import * as v from 'valibot';

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** What each setting may be. Only a person's own preferences and the environment set them, never a repository. */
export const SETTINGS = {
  capture: { schema: v.picklist(['short', 'full', 'none']), initial: 'short' },
  retention_days: { schema: whole(1, 3650), initial: 30 },
  keep_sessions: { schema: whole(1, 100_000), initial: 200 },
  max_state_mb: { schema: whole(1, 100_000), initial: 200 },
  max_attempts: { schema: whole(1, 100), initial: 3 },
  lease_hours: { schema: whole(1, 720), initial: 2 },
  hints: { schema: v.picklist(['on', 'off']), initial: 'on' },
  auto_approve: { schema: v.picklist(['on', 'off']), initial: 'on' },
  brief_characters: { schema: whole(200, 9000), initial: 2000 },
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Settings = { readonly [Name in SettingName]: v.InferOutput<(typeof SETTINGS)[Name]['schema']> };

export function settingsFrom(preferences: Readonly<Record<string, unknown>>): Settings {
  const entries = Object.entries(SETTINGS).map(([name, { schema, initial }]) => {
    const parsed = v.safeParse(schema, preferences[name]);
    return [name, parsed.success ? parsed.output : initial];
  });
  return Object.fromEntries(entries) as Settings;
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
