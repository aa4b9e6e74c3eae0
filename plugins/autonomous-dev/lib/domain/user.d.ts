export declare const USER_VERSION = "2.0.0";
export type User = {
    readonly [x: string]: unknown;
    readonly first_run_complete: boolean;
    readonly preferences: {
        [x: string]: unknown;
    };
};
export declare const NEW_USER: User;
