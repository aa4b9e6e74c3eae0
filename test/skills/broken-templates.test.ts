// Each crash test of a template fails on a template that lacks what it tests for.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BROKEN } from './broken-templates.ts';
import { plantTemplates, runTests, templateSources } from './template-copies.ts';

const sources = templateSources();

function changed(name: string, changes: readonly (readonly [string, string])[]): string {
  return changes.reduce(
    (text, [part, instead]) => {
      assert.equal(text.split(part).length, 2, `${name} holds this once: ${part}`);
      return text.replace(part, () => instead);
    },
    sources.get(name) ?? '',
  );
}

describe('a template that', { concurrency: 2 }, () => {
  for (const { flaw, template, changes, inTest = [], noticedBy } of BROKEN) {
    it(`${flaw} is found out (${template})`, async (t) => {
      const test = template.replace('.ts', '.test.ts');
      const folder = plantTemplates(
        t,
        new Map([...sources, [template, changed(template, changes)], [test, changed(test, inTest)]]),
      );
      const { status, passed, failed, tap } = await runTests(folder, test, noticedBy);
      assert.ok(failed.includes(noticedBy), tap);
      assert.deepEqual(passed, []);
      assert.equal(status, 1);
    });
  }

  it('is there for each test of a fault', () => {
    assert.ok(BROKEN.length > 40, 'the skill says that there are more than forty');
    const noticing = BROKEN.map(({ noticedBy }) => noticedBy);
    const isNoticing = (test: string) => {
      const [before = '', after] = test.split('${name}');
      return noticing.some((name) =>
        after === undefined ? name === test : name.startsWith(before) && name.endsWith(after),
      );
    };
    const tests = [...sources].flatMap(([name, text]) =>
      name.endsWith('.test.ts')
        ? [...text.matchAll(/^ *(?:test|it)\(\s*['`]([^'`]+)['`]/gm)].map(([, test = '']) => test)
        : [],
    );
    assert.deepEqual(
      tests.filter((test) => !isNoticing(test)),
      [
        'answers with one line of JSON',
        'says nothing when there is nothing to say',
        'what was never saved is as it is initially',
        'what a newer program of the same version has added is kept',
      ],
    );
  });
});
