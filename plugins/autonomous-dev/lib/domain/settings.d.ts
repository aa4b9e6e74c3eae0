export type SettingName = "auto_approve" | "brief_characters" | "capture" | "hints" | "keep_sessions" | "lease_hours" | "max_attempts" | "max_state_mb" | "retention_days";
export type Settings = {
    readonly auto_approve: "off" | "on";
    readonly brief_characters: number;
    readonly capture: "full" | "none" | "short";
    readonly hints: "off" | "on";
    readonly keep_sessions: number;
    readonly lease_hours: number;
    readonly max_attempts: number;
    readonly max_state_mb: number;
    readonly retention_days: number;
};
export declare function settingsFrom(preferences: Readonly<Record<string, unknown>>): Settings;
/** How many characters of an agent's last message a hook keeps, by the `capture` setting. */
export declare function capturedCharacters(settings: Settings): number;
