// The count at the end: is every acknowledged save there exactly once, and nothing that nobody asked for?
import { isSaved, type Answer } from './agents.ts';

export type Count = Readonly<{
  acknowledged: number;
  skipped: number;
  /** Killed before they could answer, and of these how many are there all the same. */
  cut: number;
  cutButThere: number;
  /** One line for each save that is missing, there twice, or there without having been acknowledged or cut. */
  wrong: readonly string[];
}>;

export function countSaves(answers: readonly Answer[], found: readonly string[]): Count {
  const acknowledged = answers.filter(isSaved).map(({ message }) => message);
  const cut = answers.filter(({ answer }) => answer === null).map(({ message }) => message);
  const times = (message: string) => found.filter((each) => each === message).length;
  const distinct = [...new Set(found)];
  return {
    acknowledged: acknowledged.length,
    skipped: answers.length - acknowledged.length - cut.length,
    cut: cut.length,
    cutButThere: cut.filter((message) => times(message) > 0).length,
    wrong: [
      ...acknowledged.filter((message) => times(message) === 0).map((message) => `lost: ${message}`),
      ...distinct.filter((message) => times(message) > 1).map((message) => `there twice: ${message}`),
      ...distinct
        .filter((message) => !acknowledged.includes(message) && !cut.includes(message))
        .map((message) => `there, but never acknowledged: ${message}`),
    ],
  };
}
