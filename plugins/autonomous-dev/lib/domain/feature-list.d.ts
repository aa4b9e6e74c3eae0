export type FeatureItem = Readonly<{
    text: string;
    /** Done before the batch began, as `- [x]` says. */
    completed?: boolean | undefined;
    issueNumber?: number | undefined;
}>;
/**
 * One item per line; bullets, numbers and check boxes are stripped, `- [x]` is completed, and a line indented deeper
 * than its item continues it. Skipped are blank lines, headings and comments (one to six `#` followed by a space or
 * alone: `#72 fix login` is an item), horizontal rules, and bullets without text.
 */
export declare function parseFeatureList(list: string): readonly FeatureItem[];
