// Credentials known by what stands before them: a name, a header, an address. Every gap between two words has a
// bound, which keeps the patterns linear. No value may hold a marker, so that redacting comes to an end.
import { ASSIGNMENT, ASSIGNMENT_OUTLINE, isNoSecret, isPlaceholder } from './assigned-secret.ts';
import type { CredentialShape } from './credential-shapes.ts';

export type CredentialContext = CredentialShape &
  Readonly<{
    /** Whether what was found behind the context, the first group of the pattern, is no credential after all. */
    spares?: (value: string, context: string) => boolean;
  }>;

export const CREDENTIAL_CONTEXTS: readonly CredentialContext[] = [
  {
    kind: 'AWS secret key',
    hints: ['aws', 'secret'],
    pattern:
      /((?:aws|secret)[\w -]{0,20}key(?: \[[^\]\n]{0,25}\])?["'\\]{0,3}\s{0,3}(?:=>|[:=])\s{0,3}\\{0,3}["']?)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/gi,
  },
  {
    kind: 'Slack webhook',
    hints: ['hooks.slack.com'],
    pattern: /(hooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/+-]{20,}/g,
  },
  {
    kind: 'Discord webhook',
    hints: ['/api/webhooks/'],
    pattern: /(discord(?:app)?\.com\/api\/webhooks\/\d{15,20}\/)[\w-]{40,}/g,
  },
  {
    kind: 'Teams webhook',
    hints: ['webhook.office.com'],
    pattern: /(webhook\.office\.com\/webhookb2\/)[\w@/-]{40,}/g,
  },
  {
    kind: 'Mailgun API key',
    hints: ['mailgun'],
    pattern: /(mailgun[^\n[\]]{0,40}?)(?<![0-9a-z])[0-9a-z]{32}-[0-9a-z]{8}-[0-9a-z]{8}(?![0-9a-z])/gi,
  },
  {
    kind: 'Azure key',
    hints: ['accountkey=', 'accesskey='],
    pattern: /((?:Account|SharedAccess)Key=)[A-Za-z0-9+/%]{30,}={0,2}/gi,
  },
  { kind: 'Azure signature', hints: ['sig='], pattern: /([?&]sig=)[A-Za-z0-9%+/_-]{30,}={0,2}/g },
  {
    kind: 'Cloudflare token',
    hints: ['cloudflare'],
    pattern:
      /(cloudflare[^\n[\]]{0,20}?(?:token|key)[^\n[\]]{0,12}?)(?<![\w-])(?=[A-Za-z_-]*\d)[\w-]{37,45}(?![\w-])/gi,
  },
  {
    kind: 'Datadog key',
    hints: ['datadog', 'dd_'],
    pattern:
      /((?:datadog|dd_)[^\n[\]]{0,20}?(?:token|key)[^\n[\]]{0,12}?)(?<![\w-])[0-9a-f]{32}(?:[0-9a-f]{8})?(?![\w-])/gi,
  },
  {
    kind: 'Heroku API key',
    hints: ['heroku'],
    pattern: /(heroku[^\n[\]]{0,30}?)(?<![\w-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])/gi,
  },
  {
    kind: 'Twilio auth token',
    hints: ['twilio'],
    pattern: /(twilio[^\n[\]]{0,20}?(?:token|secret)[^\n[\]]{0,12}?)(?<![\w-])[0-9a-f]{32}(?![\w-])/gi,
  },
  {
    kind: 'password',
    hints: ['://'],
    pattern: /(:\/\/[^\s/:@?#"'`<>]*:)[^\s/?#"'`<>]+(?=@)/g,
    spares: isPlaceholder,
  },
  {
    kind: 'password',
    hints: ['curl'],
    pattern:
      /(curl\b(?:[^\n\\[\]]|\\[^[\]]){0,300}?\s(?:-u|--user)[ =]{0,3}["']?[^\s:"']{0,64}:["']?)[^\s"'`[]{4,}/g,
    spares: (value) => isPlaceholder(value) || /^\d+$/.test(value),
  },
  {
    kind: 'password',
    hints: ['machine '],
    pattern: /(machine\s+\S{1,200}\s+login\s+\S{1,200}\s+password\s+)[^\s[]{4,}/g,
  },
  {
    kind: 'basic credentials',
    hints: ['basic'],
    pattern: /(authorization\W{1,8}basic\s{1,8})[\w+/-]{8,}={0,2}/gi,
    spares: (value) => isPlaceholder(value) || /^[a-z]+$/.test(value),
  },
  {
    kind: 'bearer token',
    hints: ['bearer'],
    pattern: /((?:authorization\W{1,8})?bearer\s{1,8})[\w.~+/=-]{8,}/gi,
    spares: (value, context) =>
      isPlaceholder(value) || !(/\d/.test(value) || (/^auth/i.test(context) && value.length >= 16)),
  },
  {
    kind: 'authorization',
    hints: ['authorization'],
    pattern:
      /(authorization["'\\]{0,4}\s{0,3}[:=]\s{0,3}["'\\]{0,4}(?:[a-z][\w-]{0,19}\s{1,3})?)[\w.~+/=:(-]{16,}/gi,
    spares: (value) => isPlaceholder(value) || !/\d/.test(value),
  },
  {
    kind: 'secret',
    hints: ['pass', 'pwd', 'secret', 'token', 'credential', '_auth', 'key'],
    outline: ASSIGNMENT_OUTLINE,
    pattern: ASSIGNMENT,
    spares: isNoSecret,
  },
];
