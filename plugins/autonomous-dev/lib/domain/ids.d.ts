/** Whether an id may name a batch: `[a-z0-9][a-z0-9_-]{0,63}`, and no name that an operating system reserves. */
export declare function isBatchId(id: string): boolean;
/** Whether an agent name is accepted as it is: `[A-Za-z0-9_.:-]{1,255}`. */
export declare function isAgentName(name: string): boolean;
/**
 * An agent name made of what the client reports; when that had to be changed, it goes along as a label. Neither has
 * credentials of known shapes in it.
 */
export declare function cleanAgentName(reported: string): {
    agent: string;
    label?: string;
};
