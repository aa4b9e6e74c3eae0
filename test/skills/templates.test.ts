// The templates, copied out as a reader copies them, pass the crash tests that lie beside them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plantTemplates, runTests, templateSources } from './template-copies.ts';

const sources = templateSources();

describe('a copied template', { concurrency: 2 }, () => {
  for (const name of sources.keys()) {
    if (!name.endsWith('.test.ts')) continue;
    it(`passes ${name}`, async (t) => {
      const { status, passed, failed, tap } = await runTests(plantTemplates(t, sources), name);
      assert.deepEqual({ status, failed }, { status: 0, failed: [] }, tap);
      assert.ok(passed.length >= 5);
    });
  }

  it('has a crash test of its own', () => {
    const templates = [...sources.keys()].filter((name) => name.endsWith('-template.ts'));
    assert.equal(templates.length, 5);
    for (const name of templates) assert.ok(sources.has(name.replace('.ts', '.test.ts')), name);
  });

  it('may be copied without a notice', () => {
    for (const [name, text] of sources)
      assert.match(text, /^(?:\/\/.*\n)*\/\/.*SPDX-License-Identifier: MIT-0/, name);
  });
});
