export type User = {
    readonly [x: string]: unknown;
    readonly first_run_complete: boolean;
    readonly preferences: {
        [x: string]: unknown;
    };
};
export declare const parseUser: import("./result.ts").Parser<{
    first_run_complete: boolean;
    preferences: {
        [x: string]: unknown;
    };
} & {
    [key: string]: unknown;
}>;
