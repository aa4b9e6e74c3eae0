// A finding, together with what the doctor can do about it.
import { skippedBy } from '../save-event.ts';
import type { Finding } from '../domain/findings.ts';

/** Without a repair there is nothing that a program should do by itself. */
export type Diagnosis = Readonly<{ finding: Finding; repair?: () => void | Promise<void> }>;

/** Does what can be done, if that is wanted; a repair that fails says so in its finding. */
export async function settleFindings(
  diagnoses: readonly Diagnosis[],
  isFixing: boolean,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { finding, repair } of diagnoses) {
    if (repair === undefined) findings.push(finding);
    else
      findings.push(
        isFixing ? await repaired(finding, repair) : { ...finding, fix: `adev doctor --fix: ${finding.fix}` },
      );
  }
  return findings;
}

async function repaired(finding: Finding, repair: () => void | Promise<void>): Promise<Finding> {
  try {
    await repair();
    return { ...finding, fixed: true };
  } catch (error) {
    return { ...finding, fix: `Tried, and it failed: ${skippedBy(error).detail}` };
  }
}
