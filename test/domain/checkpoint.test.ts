import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCheckpoint } from '../../lib/domain/checkpoint.ts';

test('a list whose iterator never ends is read by its length', () => {
  const tools = ['Edit', 'Bash'];
  Object.defineProperty(tools, Symbol.iterator, {
    *value() {
      for (let count = 0; ; count += 1) {
        if (count > 1000) throw new Error('read on and on');
        yield 'x';
      }
    },
  });
  const checked = checkCheckpoint({ agentName: 'a', message: 'm', toolsUsed: tools });
  assert.deepEqual(checked.ok && checked.value.toolsUsed, ['Edit', 'Bash']);
});

test('a name that is far too long is refused before it is looked at', () => {
  const checked = checkCheckpoint({ agentName: 'a'.repeat(5_000_000), message: 'm' });
  assert.equal(!checked.ok && checked.refusal.code, 'invalid-input');
});
