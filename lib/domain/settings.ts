// The settings a person may change, with their defaults. They are kept among the user's preferences; one that cannot be
// used counts as not set, so that no preference can stop a save.
import { parseSetting } from './setting-schemas.ts';

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

export function settingsFrom(preferences: Readonly<Record<string, unknown>>): Settings {
  const chosen = Object.entries(INITIAL_SETTINGS).map(([name, initial]) => {
    const set = preferences[name];
    // What is not set is not checked: that would take a library to load.
    if (set === undefined) return [name, initial];
    const parsed = parseSetting(name as SettingName, set);
    return [name, parsed.ok ? parsed.value : initial];
  });
  return Object.fromEntries(chosen) as Settings;
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
