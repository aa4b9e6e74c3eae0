// Documents in memory: the same contract without a disk, for tests and for trying things out.
import {
  judgeCommit,
  KEEP_REVISIONS,
  KEPT_BYTES,
  type Address,
  type Engine,
  type Latest,
  type Revision,
} from './engine.ts';
import { decodeEnvelope } from './envelope.ts';

export function memoryEngine(now: () => number): Engine {
  const documents = new Map<string, Map<number, Buffer>>();
  const keyOf = ({ kind, id }: Address) => `${kind}/${id}`;
  const revisionsOf = (address: Address) => documents.get(keyOf(address)) ?? new Map<number, Buffer>();
  const numbersOf = (address: Address) => [...revisionsOf(address).keys()].toSorted((a, b) => b - a);

  function at(address: Address, number: number): Revision | null {
    const bytes = revisionsOf(address).get(number);
    const decoded = bytes && decodeEnvelope(bytes, address.kind, number);
    return decoded?.ok ? decoded : null;
  }

  function latest(address: Address): Latest {
    const numbers = numbersOf(address);
    const next = (numbers[0] ?? 0) + 1;
    const damaged: number[] = [];
    for (const number of numbers) {
      const revision = at(address, number);
      if (revision !== null) return { next, revision, damaged };
      damaged.push(number);
    }
    return { next, revision: null, damaged };
  }

  return {
    latest,

    at,

    append(address, header, bytes) {
      const revisions = revisionsOf(address);
      // Only a first revision makes a document: a late append to a removed one finds none.
      if (revisions.has(header.number) || (header.number > 1 && revisions.size === 0)) return 'conflict';
      documents.set(keyOf(address), revisions);
      revisions.set(header.number, Buffer.from(bytes));
      const numbers = numbersOf(address);
      const judged = judgeCommit(header, numbers, () => latest(address).revision?.header);
      if (judged === 'conflict') revisions.delete(header.number);
      return judged;
    },

    isCrowded: () => false,

    lineUp: () => ({ comes: () => Promise.resolve(), leave: () => undefined }),

    // Memory is not damaged, and what a test damages on purpose may go when it is pruned.
    quarantine: () => undefined,

    numbers: numbersOf,

    list(kind) {
      return [...documents.keys()]
        .filter((key) => key.startsWith(`${kind}/`))
        .map((key) => key.slice(kind.length + 1));
    },

    prune(address, newest) {
      const revisions = revisionsOf(address);
      let room = KEPT_BYTES;
      for (const number of numbersOf(address)) {
        if (number > newest.number - KEEP_REVISIONS) continue;
        const isKept = newest.kept?.includes(number) === true;
        if (isKept) room -= revisions.get(number)?.length ?? 0;
        if (!isKept || room < 0) revisions.delete(number);
      }
    },

    remove(address) {
      documents.delete(keyOf(address));
    },

    now,
  };
}
