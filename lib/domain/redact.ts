// Takes credentials of known shapes out of a text. What fits no known shape stays: this is a net, not a wall.
import { CREDENTIAL_CONTEXTS, type CredentialContext } from './credential-contexts.ts';
import { CREDENTIAL_SHAPES, PRIVATE_KEYS, type CredentialShape } from './credential-shapes.ts';

/**
 * The text with every credential of a known shape replaced by `[redacted: KIND]`. All else stays: names, user
 * names, hosts, quotes. Redacting twice changes nothing more. Cost: linear, some 50 µs for 2,000 ordinary characters;
 * meant for texts of up to a few megabytes. Redact before cutting: of a credential cut short, no shape may be left.
 */
export function redact(text: string): string {
  const redacted = likelyShapes(text).reduce(conceal, text);
  // What was taken out may have hidden the start or the end of something else.
  return redacted === text ? text : redact(redacted);
}

/** The kind of a credential that `redact` would take out, or null. */
export function looksLikeCredential(text: string): string | null {
  return likelyShapes(text).find((shape) => conceal(text, shape) !== text)?.kind ?? null;
}

// No token is shorter than this. Looking for fixed words in the long words of a text costs far less than running,
// or in a new process compiling, every pattern.
const LONG_WORDS = /(?<![\w.:~/+=%-])[\w.:~/+=%-]{20,}/g;
// A token is a word of its own. The letters that end an escape (\n, %3D, \u003d, a colour) belong to no word.
const WORD_START = String.raw`(?<!(?<!\\|%|%[0-9A-Fa-f]|\\u[0-9A-Fa-f]{3}|\[[\d;]{1,7})[A-Za-z0-9])`;
const WORD_END = '(?![A-Za-z0-9])';

function likelyShapes(text: string): CredentialContext[] {
  return [
    ...hinted(PRIVATE_KEYS, text),
    ...hinted(CREDENTIAL_SHAPES, text.match(LONG_WORDS)?.join(' ') ?? '').map(asWord),
    ...hinted(CREDENTIAL_CONTEXTS, text.toLowerCase()),
  ];
}

function hinted<S extends CredentialShape>(shapes: readonly S[], place: string): S[] {
  return shapes.filter(
    ({ hints, outline }) => hints.some((hint) => place.includes(hint)) && outline?.test(place) !== false,
  );
}

function asWord(shape: CredentialShape): CredentialShape {
  return { ...shape, pattern: new RegExp(`${WORD_START}(?:${shape.pattern.source})${WORD_END}`, 'g') };
}

function conceal(text: string, { kind, pattern, spares }: CredentialContext): string {
  return text.replace(pattern, (found: string, group: unknown) => {
    const context = typeof group === 'string' ? group : '';
    return spares?.(found.slice(context.length), context) === true ? found : `${context}[redacted: ${kind}]`;
  });
}
