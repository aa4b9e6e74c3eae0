export declare const PROJECT_VERSION = "2.0.0";
export type Project = {
    readonly [x: string]: unknown;
    readonly off?: {
        [x: string]: unknown;
        at: string;
    };
    readonly told?: string[];
};
/** The same project if that was told before. */
export declare function noteTold(project: Project | null, what: string): Project;
export declare function switchOff(project: Project | null, now: string): Project;
export declare function switchOn(project: Project | null): Project;
