/** The launcher's text, the same for every version of the plugin: one that was linked long ago is still known. */
export declare function launcherText(): string;
/** Whether a program is that launcher, byte for byte. */
export declare function isLauncher(program: Uint8Array): boolean;
