import { type Result } from './result.js';
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
export declare const INITIAL_SETTINGS: Settings;
/** The value as the setting is kept. Refused `invalid-preference`, saying what would do. */
export declare function parseSetting(name: SettingName, value: unknown): Result<string | number>;
/** The settings in force: what is set and can be used, and for the rest what they are at first. */
export declare function settingsFrom(preferences: Readonly<Record<string, unknown>>): Settings;
/** How many characters of an agent's last message a hook keeps, by the `capture` setting. */
export declare function capturedCharacters(settings: Settings): number;
