export type Project = {
    readonly [x: string]: unknown;
    readonly off?: {
        [x: string]: unknown;
        at: string;
    };
    readonly told?: string[];
};
export declare const parseProject: import("./result.ts").Parser<{
    off?: {
        at: string;
    } & {
        [key: string]: unknown;
    };
    told?: string[];
} & {
    [key: string]: unknown;
}>;
/** The same project if that was told before. */
export declare function noteTold(project: Project | null, what: string): Project;
export declare function switchOff(project: Project | null, now: string): Project;
export declare function switchOn(project: Project | null): Project;
