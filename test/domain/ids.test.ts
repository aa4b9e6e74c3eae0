import assert from 'node:assert/strict';
import test from 'node:test';
import { cleanAgentName } from '../../lib/domain/ids.ts';

test('a name that is none is cleaned, and what was told goes along as a label', () => {
  assert.deepEqual(cleanAgentName('my agent'), { agent: 'my-agent', label: 'my agent' });
  assert.deepEqual(cleanAgentName('…'), { agent: 'agent', label: '…' });
  assert.deepEqual(cleanAgentName('a:b.c-d_1'), { agent: 'a:b.c-d_1' });
});

test('no credential is in the name or in its label, wherever that will be cut', () => {
  const key = `sk-ant-api03-${'Ab1_'.repeat(24)}`;
  for (const before of ['', 'x'.repeat(230)]) {
    const { agent, label = '' } = cleanAgentName(`${before} ${key}`);
    assert.doesNotMatch(agent + label, /sk-ant-api03-Ab/);
    assert.match(label, /\[redacted: /);
  }
});
