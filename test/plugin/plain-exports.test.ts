import assert from 'node:assert/strict';
import test from 'node:test';
import { plainExports } from '../../scripts/build/plain-exports.ts';

const BUNDLED = `"use strict";
// chunk:base
var base_exports = {};
__export(base_exports, {
  one: () => one,
  two: () => second
});
module.exports = __toCommonJS(base_exports);
function one() {}
var second = 2;
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  one,
  two
});
`;

test('what a chunk offers is one object at its end', () => {
  assert.equal(
    plainExports('lib/base.cjs', BUNDLED),
    `"use strict";
// chunk:base
function one() {}
var second = 2;
module.exports = {
  one,
  two: second,
};
`,
  );
});

test('a chunk that offers nothing stays as it is', () => {
  const text = '"use strict";\nconsole.log(1);\n';
  assert.equal(plainExports('lib/care.cjs', text), text);
});

test('a chunk that the bundler ends in another way is refused', () => {
  const other = BUNDLED.replace('two: () => second', 'two: function () { return second; }');
  assert.throws(() => plainExports('lib/base.cjs', other), /lib\/base\.cjs: its exports are not where/);
  assert.throws(() => plainExports('lib/base.cjs', '\nmodule.exports = {};'), /are not where/);
});
