// What a writer does that meets others: it lines up with them, and then tries, from the start each time.
import { isOver, type Deadline } from './deadline.ts';
import type { Address, Engine, Turn } from './engine.ts';
import { StateError } from './errors.ts';

/**
 * Answers what the attempt does that met no conflict. Throws a StateError `conflict` when the deadline comes first.
 */
export async function untilItCounts<R>(
  engine: Engine,
  address: Address,
  deadline: Deadline,
  name: string,
  attempt: () => Promise<R | 'conflict'>,
): Promise<R> {
  let turn: Turn | undefined;
  const wait = (): Promise<void> => (turn ??= engine.lineUp(address)).comes(deadline);
  try {
    if (engine.isCrowded(address)) await wait();
    for (;;) {
      const result = await attempt();
      if (result !== 'conflict') return result;
      if (isOver(deadline))
        throw new StateError('conflict', `${name}: others kept committing first; try again`);
      await wait();
    }
  } finally {
    turn?.leave();
  }
}
