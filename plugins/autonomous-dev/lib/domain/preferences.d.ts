import { type Result } from './result.js';
import { type SettingName } from './settings.js';
/** The value as it is kept. Refused `invalid-preference`, saying what would do. */
export declare function checkPreference(name: string, value: unknown): Result<unknown>;
export declare function isSetting(name: string): name is SettingName;
