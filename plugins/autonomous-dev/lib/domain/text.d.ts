/** Whether there is a control character other than tab, line feed and carriage return. */
export declare function hasControls(text: string): boolean;
/** One line without control, bidirectional or invisible characters; every run of them becomes one space. */
export declare function plainLine(text: string): string;
/** As plainLine for each line; line breaks and tabs stay. */
export declare function plainText(text: string): string;
/** At most `limit` characters; what was cut is said, and no surrogate pair is split. */
export declare function cutText(text: string, limit: number): string;
/** Foreign text as it may stand in a sentence of ours: on one line, cut, in quotation marks that it cannot end. */
export declare function quotedLine(text: string, limit: number): string;
