// What a writer does that was overtaken: it lines up with the others, and then tries again from the start.
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
  try {
    for (;;) {
      const result = await attempt();
      if (result !== 'conflict') return result;
      if (isOver(deadline))
        throw new StateError('conflict', `${name}: others kept committing first; try again`);
      turn ??= engine.lineUp(address);
      await turn.comes(deadline);
    }
  } finally {
    turn?.leave();
  }
}
