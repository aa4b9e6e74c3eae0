// What is said of a batch whose texts look like credentials. They are stored as they are: they say what is to be done.
import { looksLikeCredential, type Feature } from '../index.ts';
import type { Answer } from './answer.ts';

const MOST = 10;

/** The answer with a note for each of the first ten such texts, and the same sentences as `warnings` in its JSON. */
export function withCredentialWarnings(answer: Answer, features: readonly Feature[], title = ''): Answer {
  const texts = [
    { what: 'The title', text: title },
    ...features.map(({ number, text }) => ({ what: `Feature ${number}`, text })),
  ];
  const found = texts.flatMap(({ what, text }) => {
    const kind = looksLikeCredential(text);
    return kind === null
      ? []
      : [
          `${what} looks as if it held a credential (${kind}). It is stored as it is: if it is one, cancel ` +
            'the batch, make it anew without it, and replace the credential.',
        ];
  });
  if (found.length === 0) return answer;
  const more = found.length - MOST;
  const warnings = [...found.slice(0, MOST), ...(more > 0 ? [`So do ${more} more features.`] : [])];
  return {
    ...answer,
    json: { ...(answer.json as object), warnings },
    notes: [...answer.notes, ...warnings.map((warning) => `adev: ${warning}`)],
  };
}
