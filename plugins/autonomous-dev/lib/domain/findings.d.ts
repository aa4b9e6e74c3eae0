/** `error`: something does not work, or is lost · `warning`: it may come to that · `info`: nothing has to be done. */
export type Severity = 'error' | 'warning' | 'info';
declare const SEVERITIES: {
    readonly 'foreign-owner': 'error';
    readonly 'symbolic-link': 'error';
    readonly obstacle: 'error';
    readonly permissions: 'warning';
    readonly 'foreign-file': 'info';
    readonly 'leftover-temp': 'info';
    readonly 'leftover-lock': 'warning';
    readonly 'leftover-trash': 'info';
    readonly 'leftover-view': 'info';
    readonly 'damaged-document': 'error';
    readonly 'damaged-revision': 'warning';
    readonly 'damaged-entry': 'warning';
    readonly unreadable: 'error';
    readonly 'newer-version': 'warning';
    readonly 'stale-lease': 'warning';
    readonly 'wrong-hint': 'info';
    readonly 'missing-hint': 'warning';
    readonly 'cannot-save': 'error';
    readonly 'disk-space-low': 'warning';
    readonly 'no-hard-links': 'warning';
    readonly 'over-limits': 'info';
    readonly 'old-node': 'error';
    readonly 'old-client': 'warning';
    readonly 'hooks-disabled': 'error';
    readonly 'hooks-silent': 'error';
    readonly 'hooks-failed': 'warning';
    readonly 'other-plugin': 'warning';
    readonly 'other-adev': 'warning';
    readonly 'off-process': 'info';
    readonly 'off-project': 'info';
    readonly 'no-state': 'info';
};
export type FindingCode = keyof typeof SEVERITIES;
export declare const FINDING_CODES: readonly FindingCode[];
export type Finding = Readonly<{
    code: FindingCode;
    severity: Severity;
    /** What it is about; null where that is no file. */
    path: string | null;
    meaning: string;
    /** What the doctor does about it, or else what a person can do; null where nothing is to be done. */
    fix: string | null;
    /** The doctor has done it. */
    fixed: boolean;
}>;
export declare function finding(code: FindingCode, path: string | null, meaning: string, fix?: string | null): Finding;
/** The worst first, those of one kind together. */
export declare function worstFirst(findings: readonly Finding[]): readonly Finding[];
export {};
