// Which identifiers from outside are taken as they are.
import { redact } from './redact.ts';

const BATCH_ID = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const DEVICE_NAME = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/;
const AGENT_NAME = /^[A-Za-z0-9_.:-]{1,255}$/;

/** Whether an id may name a batch: `[a-z0-9][a-z0-9_-]{0,63}`, and no name that an operating system reserves. */
export function isBatchId(id: string): boolean {
  return BATCH_ID.test(id) && !DEVICE_NAME.test(id);
}

/** Whether an agent name is accepted as it is: `[A-Za-z0-9_.:-]{1,255}`. */
export function isAgentName(name: string): boolean {
  return AGENT_NAME.test(name);
}

/**
 * An agent name made of what the client reports; when that had to be changed, it goes along as a label. Neither has
 * credentials of known shapes in it.
 */
export function cleanAgentName(reported: string): { agent: string; label?: string } {
  const safe = redact(reported);
  if (safe === reported && isAgentName(reported)) return { agent: reported };
  const cleaned = safe.replace(/[^A-Za-z0-9_.:-]+/g, '-').slice(0, 255);
  return { agent: /[A-Za-z0-9]/.test(cleaned) ? cleaned : 'agent', label: safe };
}
