// What a doctor can find, and how bad each of it is.

/** `error`: something does not work, or is lost · `warning`: it may come to that · `info`: nothing has to be done. */
export type Severity = 'error' | 'warning' | 'info';

const SEVERITIES = {
  // The files
  'foreign-owner': 'error',
  'symbolic-link': 'error',
  obstacle: 'error',
  permissions: 'warning',
  'foreign-file': 'info',
  'leftover-temp': 'info',
  'leftover-lock': 'warning',
  'leftover-trash': 'info',
  'leftover-view': 'info',
  // What is in them
  'damaged-document': 'error',
  'damaged-revision': 'warning',
  'damaged-entry': 'warning',
  unreadable: 'error',
  'newer-version': 'warning',
  'stale-lease': 'warning',
  'wrong-hint': 'info',
  'missing-hint': 'warning',
  // The disk
  'cannot-save': 'error',
  'disk-space-low': 'warning',
  'no-hard-links': 'warning',
  'over-limits': 'info',
  // What runs here
  'old-node': 'error',
  'old-client': 'warning',
  'hooks-disabled': 'error',
  'hooks-silent': 'error',
  'hooks-failed': 'warning',
  'other-plugin': 'warning',
  'other-adev': 'warning',
  'off-process': 'info',
  'off-project': 'info',
  'no-state': 'info',
} as const satisfies Readonly<Record<string, Severity>>;

export type FindingCode = keyof typeof SEVERITIES;

export const FINDING_CODES = Object.keys(SEVERITIES) as readonly FindingCode[];

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

export function finding(
  code: FindingCode,
  path: string | null,
  meaning: string,
  fix: string | null = null,
): Finding {
  return { code, severity: SEVERITIES[code], path, meaning, fix, fixed: false };
}

/** The worst first, those of one kind together. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  const rank = ({ severity, code }: Finding) =>
    ['error', 'warning', 'info'].indexOf(severity) * FINDING_CODES.length + FINDING_CODES.indexOf(code);
  return findings.toSorted((one, other) => rank(one) - rank(other));
}
