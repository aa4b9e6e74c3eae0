export type User = {
    readonly [x: string]: unknown;
    readonly first_run_complete: boolean;
    readonly preferences: {
        [x: string]: unknown;
    };
};
