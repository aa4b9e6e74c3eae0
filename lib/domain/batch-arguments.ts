// What callers of the batch functions may give, whatever their language checks. All else is refused, `invalid-input`,
// naming the first argument that is wrong. Whether a text or a number is in range is the transitions' business.
import * as v from 'valibot';
import { argumentsOf } from './arguments-of.ts';
import type { Evidence, Feature } from './batch.ts';
import type { Dependency } from './dependencies.ts';
import type { GivenEvidence } from './evidence.ts';
import type { FeatureItem } from './feature-list.ts';
import type { GitResult } from './git-results.ts';
import { isAgentName } from './ids.ts';
import { MAX_TEXT_CHARACTERS } from './limits.ts';
import { redact } from './redact.ts';
import type { Parser } from './result.ts';

export type BatchRequest = Readonly<{
  /** The work items, one text each … */
  features?: readonly (string | FeatureItem)[] | undefined;
  /** … and as plain lines or a Markdown list … */
  list?: string | undefined;
  /** … and as issue numbers, whose titles are not fetched. */
  issueNumbers?: readonly number[] | undefined;
  /** Where the list came from, for people. */
  path?: string | undefined;
  /** `[a-z0-9][a-z0-9_-]{0,63}`; made up when left out. */
  batchId?: string | undefined;
  title?: string | undefined;
  dependencies?: readonly Dependency[] | undefined;
  /** The user's `max_attempts` setting by default. */
  maxAttempts?: number | undefined;
}>;

export type ClaimOptions = Readonly<{
  /** The agent that takes it: 1 to 255 of `A-Z a-z 0-9 _ . : -`. */
  agent?: string | undefined;
  /** Ends the claim after this time even while its owner lives. */
  ttlMs?: number | undefined;
}>;

/** How a report proves whose it is, and what shows the work; the token is the one that claiming handed out. */
export type ReportOptions = Readonly<{
  token?: number | undefined;
  agent?: string | undefined;
  evidence?: GivenEvidence | undefined;
  /** Of a failure. */
  error?: string | undefined;
  /** Of a skip. */
  reason?: string | undefined;
  /** Of a skip: quality_gate, manual, dependency or another word. */
  category?: string | undefined;
}>;

export type Drive = Readonly<{
  on: boolean;
  /** When to stop, as ISO 8601. */
  until?: string | undefined;
}>;

/** A batch as far as it tells outcomes: what saving one looks at. */
export type Outcomes = Readonly<{
  batch_id: string;
  features: readonly Readonly<{
    number: number;
    status: Feature['status'];
    error?: Readonly<{ message: string }> | undefined;
    skip?: Readonly<{ reason?: string | undefined; category?: string | undefined }> | undefined;
    evidence?: GivenEvidence | undefined;
  }>[];
}>;

const text = v.string();
const optionalText = v.optional(text);
/** What agents say of their work, without known credentials. What is too long is refused later. */
const said = v.pipe(text, v.transform(redactShort));
const optionalSaid = v.optional(said);
const agent = v.optional(
  v.pipe(text, v.check(isAgentName, 'must be 1 to 255 of the characters A-Z a-z 0-9 _ . : -')),
);
const issueNumber = v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1)));
const item = v.object({ text, completed: v.optional(v.boolean()), issueNumber });
const evidence = v.object({
  head: optionalText,
  commit: optionalText,
  pr: optionalSaid,
  note: optionalSaid,
} satisfies Record<keyof Evidence, unknown>);
const reportOptions = v.object({
  token: v.optional(v.number()),
  agent,
  evidence: v.optional(evidence),
  error: optionalSaid,
  reason: optionalSaid,
  category: optionalSaid,
});
const time = v.pipe(
  text,
  v.check((given) => !Number.isNaN(Date.parse(given)), 'must be an ISO 8601 time'),
  v.transform((given) => new Date(given).toISOString()),
);
const feature = { batchId: text, number: v.number() };

export const checkBatchId: Parser<Readonly<{ batchId: string }>> = argumentsOf(v.object({ batchId: text }));

export const checkBatchRequest: Parser<Readonly<{ request: BatchRequest }>> = argumentsOf(
  v.object({
    request: v.object({
      features: v.optional(v.array(v.union([text, item]))),
      list: optionalText,
      issueNumbers: v.optional(v.array(v.number())),
      path: optionalText,
      batchId: optionalText,
      title: optionalText,
      dependencies: v.optional(v.array(v.object({ number: v.number(), on: v.array(v.number()) }))),
      maxAttempts: v.optional(v.number()),
    }),
  }),
);

export const checkOutcomes: Parser<Readonly<{ state: Readonly<{ batch: Outcomes; revision: number }> }>> =
  argumentsOf(
    v.object({
      state: v.object({
        batch: v.object({
          batch_id: text,
          features: v.array(
            v.object({
              number: v.number(),
              status: v.picklist(['pending', 'in_progress', 'completed', 'failed', 'skipped']),
              error: v.optional(v.object({ message: said })),
              skip: v.optional(v.object({ reason: optionalSaid, category: optionalSaid })),
              evidence: v.optional(evidence),
            }),
          ),
        }),
        revision: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
      }),
    }),
  );

export const checkItems: Parser<Readonly<{ batchId: string; items: readonly FeatureItem[] }>> = argumentsOf(
  v.object({ batchId: text, items: v.array(item) }),
);

export const checkClaim: Parser<Readonly<{ batchId: string; options: ClaimOptions }>> = argumentsOf(
  v.object({ batchId: text, options: v.object({ agent, ttlMs: v.optional(v.number()) }) }),
);

export type ReportArguments = Readonly<{ batchId: string; number: number; options: ReportOptions }>;

export const checkReport: Parser<ReportArguments> = argumentsOf(
  v.object({ ...feature, options: reportOptions }),
);

export type GitArguments = Readonly<{
  batchId: string;
  number: number;
  operation: string;
  result: GitResult;
}>;

export const checkGitOperation: Parser<GitArguments> = argumentsOf(
  v.object({
    ...feature,
    operation: text,
    result: v.pipe(
      v.looseObject({ success: v.boolean() }),
      v.check(
        (result) => isShortJson(result),
        `must become JSON of at most ${MAX_TEXT_CHARACTERS} characters`,
      ),
      v.transform(redactDetails),
    ),
  }),
);

export const checkRevision: Parser<Readonly<{ batchId: string; revision: number }>> = argumentsOf(
  v.object({ batchId: text, revision: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }),
);

export const checkPause: Parser<Readonly<{ batchId: string; reason: string }>> = argumentsOf(
  v.object({ batchId: text, reason: said }),
);

export const checkDrive: Parser<Readonly<{ batchId: string; drive: Drive }>> = argumentsOf(
  v.object({ batchId: text, drive: v.object({ on: v.boolean(), until: v.optional(time) }) }),
);

function redactShort(given: string): string {
  return given.length > MAX_TEXT_CHARACTERS ? given : redact(given);
}

function redactDetails({ success, ...details }: GitResult): GitResult {
  const redacted = JSON.stringify(details, (_, value: unknown) =>
    typeof value === 'string' ? redact(value) : value,
  );
  return { ...(JSON.parse(redacted) as object), success };
}

function isShortJson(value: object): boolean {
  try {
    return JSON.stringify(value).length <= MAX_TEXT_CHARACTERS;
  } catch {
    return false;
  }
}
