import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { CREDENTIAL_CONTEXTS } from '../../lib/domain/credential-contexts.ts';
import { CREDENTIAL_SHAPES, PRIVATE_KEYS } from '../../lib/domain/credential-shapes.ts';
import { looksLikeCredential, redact } from '../../lib/domain/redact.ts';
import { contexts, lookAlikes, shapes } from './credential-corpus.ts';

describe('redact', () => {
  const PLACES: readonly ((secret: string) => string)[] = [
    (secret) => secret,
    (secret) => `${secret} at the start`,
    (secret) => `at the end ${secret}`,
    (secret) => `"${secret}"`,
    (secret) => `'${secret}'`,
    (secret) => `\`${secret}\``,
    (secret) => `(${secret})`,
    (secret) => `<code>${secret}</code>`,
    (secret) => `[${secret}]`,
    (secret) => `The end of a sentence: ${secret}.`,
    (secret) => `first ${secret}, then the rest; ${secret}; done`,
    (secret) => `line one\n${secret}\nline three`,
    (secret) => `line one\r\n${secret}\r\nline three`,
    (secret) => JSON.stringify({ value: secret, lines: `a\n${secret}\nb\t${secret}` }),
    (secret) => JSON.stringify({ outer: JSON.stringify({ inner: secret }) }),
    (secret) => `X=${secret}\nexport Y="${secret}" && run --flag=${secret} | sort`,
    (secret) => `https://example.org/?q=${secret}&x=1#top`,
    (secret) => `q%3D${secret}&x=1`,
    (secret) => `q\\u003d${secret}`,
    (secret) => `\u001b[32m${secret}\u001b[0m and [1;31m${secret}`,
    (secret) => `**${secret}** | ${secret} |\n+X=${secret}\n- ${secret}`,
    (secret) => `é${secret}… „${secret}“ 日本${secret}語`,
  ];

  it('takes every known shape out wherever it stands, and nothing else', () => {
    for (const { kind, secret } of shapes) {
      for (const place of PLACES) assert.equal(redact(place(secret)), place(`[redacted: ${kind}]`));
    }
  });

  it('takes a secret out that its context gives away, and keeps the context', () => {
    for (const { kind, before, secret, after } of contexts) {
      for (const [head, tail] of [
        ['', ''],
        ['Done.\n', '\nNext step.'],
        ['"cmd": "', '"'],
      ] as const) {
        const text = `${head}${before}${secret}${after}${tail}`;
        assert.equal(redact(text), `${head}${before}[redacted: ${kind}]${after}${tail}`, text);
      }
    }
  });

  it('knows at least forty kinds, and every shape of the table is tried', () => {
    const tried = [...shapes, ...contexts];
    const known = [...PRIVATE_KEYS, ...CREDENTIAL_SHAPES, ...CREDENTIAL_CONTEXTS];
    assert.ok(new Set(known.map(({ kind }) => kind)).size >= 40);
    for (const { kind, pattern } of known) {
      const hit = tried.some(
        ({ before, secret, after }) => `${before}${secret}${after}`.search(pattern) !== -1,
      );
      assert.ok(hit, `nothing in the corpus matches ${kind} ${String(pattern)}`);
    }
  });

  it('leaves alone what only looks like a credential', () => {
    assert.ok(lookAlikes.length >= 40);
    for (const text of lookAlikes) {
      for (const place of [text, `before ${text} after`, `\n${text}\n`]) assert.equal(redact(place), place);
    }
    assert.equal(redact(lookAlikes.join('\n')), lookAlikes.join('\n'));
  });

  it('leaves a token alone that is damaged, so that these tests can fail', () => {
    for (const { secret } of shapes) {
      const cut = secret.slice(0, 8);
      assert.equal(redact(`x ${cut} y`), `x ${cut} y`);
    }
    assert.notEqual(redact('ghp_'.concat('A1'.repeat(18))), 'ghp_'.concat('A1'.repeat(18)));
    assert.equal(redact('gXp_'.concat('A1'.repeat(18))), 'gXp_'.concat('A1'.repeat(18)));
  });

  it('takes several credentials out of one text', () => {
    const all = shapes.map(({ secret }) => secret).join('\n');
    assert.equal(redact(all), shapes.map(({ kind }) => `[redacted: ${kind}]`).join('\n'));
  });

  it('takes one out beside another, and never a part of a marker', () => {
    const token = 'ghp_'.concat('A1'.repeat(18));
    assert.equal(redact(`password=hunter2!hunter2${token}`), 'password=[redacted: secret]');
    assert.equal(
      redact(`password=hunter2hunter-${token} token=${token}-x`),
      'password=[redacted: secret][redacted: GitHub token] token=[redacted: GitHub token]-x',
    );
    assert.equal(
      redact(`password="hunter2hunter-${token}"`),
      'password="[redacted: secret][redacted: GitHub token]"',
    );
  });

  it('keeps JSON readable', () => {
    for (const { secret } of shapes) {
      const text = JSON.stringify({ message: `failed with ${secret}`, token: secret, nested: [secret] });
      assert.doesNotThrow(() => JSON.parse(redact(text)));
      assert.ok(!redact(text).includes(secret));
    }
  });

  it('changes nothing more the second time', () => {
    // The first `curl` is part of what the basic credentials take out; until then it hides the second one.
    const hidden = ['Authorization: Basic abc7', 'curl -u a:{', 'curl --user b:', 'hunter2hunter2'];
    const whole = [...shapes, ...contexts].map(({ before, secret, after }) => before + secret + after);
    const piece = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...whole) },
      { weight: 2, arbitrary: fc.constantFrom(...contexts.map(({ before }) => before)) },
      { weight: 2, arbitrary: fc.constantFrom(...shapes.map(({ secret }) => secret.slice(0, 24))) },
      { weight: 2, arbitrary: fc.constantFrom(...lookAlikes) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('[redacted: secret]', '[redacted: Heroku API key]', '[redacted: '),
      },
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          ...Array.from(' \n:="\'`,;.-_/@[](){}<>\\%&|+*$#!?xA0'),
          '\\n',
          '%3D',
          '=>',
          '://',
          '--',
        ),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = redact(pieces.join(''));
        assert.equal(redact(once), once);
      }),
      { numRuns: 1000, seed: 1, examples: [[hidden]] },
    );
  });

  it('takes milliseconds for hostile texts and for a megabyte, as no pattern is worse than linear', () => {
    const heads = [...shapes, ...contexts].map(({ before, secret }) => (before + secret).slice(0, 32));
    const signs = Array.from('aA0-_.=/+:@\\"\' \n%[x');
    const starts = heads.flatMap((head) => [`${head.slice(0, 5)}-`, /^\W*\w+\W?/.exec(head)?.[0] ?? head]);
    const units = new Set([...heads, ...starts, ...signs, 'a.', '://a:']);
    for (const unit of units) {
      const hostile = `${unit.repeat(Math.ceil(100_000 / unit.length))}!`;
      const took = cpuMs(() => redact(hostile));
      assert.ok(took < 300, `${took} ms for 100,000 characters of ${unit}`);
    }
    const ordinary = lookAlikes.join('\n');
    const took = cpuMs(() => redact(ordinary.repeat(Math.ceil(1_000_000 / ordinary.length))));
    assert.ok(took < 1000, `${took} ms for a megabyte`);
  });
});

describe('looksLikeCredential', () => {
  it('names the kind', () => {
    for (const { kind, before, secret, after } of [...shapes, ...contexts]) {
      assert.equal(looksLikeCredential(`Log in with ${before}${secret}${after}`), kind);
    }
  });

  it('is null exactly where redact changes nothing', () => {
    for (const text of lookAlikes) assert.equal(looksLikeCredential(text), null);
    assert.equal(looksLikeCredential(''), null);
    assert.equal(looksLikeCredential('Rotate the API key [redacted: secret]'), null);
  });
});

function cpuMs(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
