// What is said of features whose texts look like credentials. The texts are stored as they are: they say what is to be done.
import { looksLikeCredential, type Feature } from '../index.ts';
import type { Answer } from './answer.ts';

const MOST = 10;

/** The answer with a note for each of the first ten such features, and the same sentences as `warnings` in its JSON. */
export function withCredentialWarnings(answer: Answer, features: readonly Feature[]): Answer {
  const found = features.flatMap(({ number, text }) => {
    const kind = looksLikeCredential(text);
    return kind === null
      ? []
      : [
          `Feature ${number} looks as if it held a credential (${kind}). It is stored as it is: if it is one, cancel ` +
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
