// Requests that no caller should make: wrong types, huge values, and objects that fight back when they are looked at.

const GOOD = { agentName: 'tester', message: 'm' } as const;

const CONTROL = String.fromCharCode(7);
const NUL = String.fromCharCode(0);

/** What a getter may throw. */
const THROWN: readonly (readonly [string, () => unknown])[] = [
  ['an error', () => new Error('look away')],
  ['nothing', () => undefined],
  ['a symbol', () => Symbol('s')],
  ['an object that cannot be shown', () => ({ toString: thrower })],
  ['an error whose message throws', () => Object.defineProperty(new Error(), 'message', { get: thrower })],
  ['a revoked proxy', revoked],
  ['a text of control characters', () => new Error(`${NUL}${CONTROL}`.repeat(1000))],
];

/** Values that are wrong for every argument. */
const NO_TEXTS: Readonly<Record<string, () => unknown>> = {
  null: () => null,
  'a number': () => 5,
  NaN: () => Number.NaN,
  'a BigInt': () => 1n,
  'a symbol': () => Symbol('s'),
  'a function': () => () => 'text',
  'an object': () => ({}),
  'a boxed text': () => Object('text') as unknown,
  'an object that says it is a text': () => ({ toString: () => 'text', [Symbol.toPrimitive]: () => 'text' }),
  'a cycle': cycle,
  'a revoked proxy': revoked,
  'a proxy that throws': throwingProxy,
};

const WRONG: Readonly<Record<string, Readonly<Record<string, () => unknown>>>> = {
  agentName: {
    ...NO_TEXTS,
    undefined: () => undefined,
    'an empty text': () => '',
    'spaces only': () => '   ',
    'a space within': () => 'a b',
    'a letter with an accent': () => 'ä',
    'a path': () => '../a',
    'a line break within': () => 'a\nb',
    '256 characters': () => 'a'.repeat(256),
    'sixteen million characters': () => 'a'.repeat(2 ** 24),
    'a list': () => ['a'],
  },
  message: {
    ...NO_TEXTS,
    undefined: () => undefined,
    'an empty text': () => '',
    'blanks only': () => ' \n\t ',
    'a NUL': () => `a${NUL}b`,
    'a bell': () => `a${CONTROL}b`,
    'an escape sequence': () => `${String.fromCharCode(27)}[31mred`,
    '10,001 characters': () => 'x'.repeat(10_001),
    'sixteen million characters': () => 'x'.repeat(2 ** 24),
    'a list': () => ['m'],
  },
  toolsUsed: {
    ...NO_TEXTS,
    'a text': () => 'Bash',
    'something like a list': () => ({ length: 1, 0: 'Bash' }),
    'a list of numbers': () => [1],
    'a list with a hole': () => Array.from({ length: 2 }),
    'a list of symbols': () => [Symbol('s')],
    'a control character': () => [`Ba${CONTROL}sh`],
    'a name of 256 characters': () => ['x'.repeat(256)],
    '101 names': () => Array.from({ length: 101 }, () => 'Bash'),
    'a million names': () => Array.from({ length: 1_000_000 }, () => 'Bash'),
    'a list whose elements throw': () => Object.defineProperty([], 0, { get: thrower }) as unknown,
    'a list that throws when it is read': () => Object.defineProperty(['a'], 0, { get: thrower }),
    'a proxy of a list that throws': () => new Proxy(['a'], { get: thrower }),
  },
  kind: { ...NO_TEXTS, 'another word': () => 'done', 'an empty text': () => '' },
  githubIssue: {
    ...omit(NO_TEXTS, 'a number', 'null'),
    'a text': () => '72',
    zero: () => 0,
    'a negative number': () => -1,
    'a fraction': () => 1.5,
    'a million': () => 1_000_000,
    infinity: () => Number.POSITIVE_INFINITY,
  },
  startedAt: {
    ...omit(NO_TEXTS, 'null'),
    'no time': () => 'yesterday',
    'an invalid Date': () => new Date(Number.NaN),
    'a time before 1970': () => '1960-01-01',
    'the year 10000': () => new Date(253_402_300_800_000),
    'a Date that throws': () => Object.assign(new Date(), { getTime: thrower }),
    'a proxy of a Date': () => new Proxy(new Date(), {}),
    'sixteen million characters': () => '2'.repeat(2 ** 24),
  },
};

/** Requests that must be skipped as `invalid-input`, by what is wrong with them. */
export const HOSTILE_REQUESTS: readonly (readonly [string, () => unknown])[] = [
  ...Object.entries(NO_TEXTS).map(([what, make]) => [`the request is ${what}`, make] as const),
  ['the request is undefined', () => undefined],
  ['the request is a text', () => 'tester'],
  ['the request is a list', () => ['tester', 'm']],
  ['every field throws', () => new Proxy({ ...GOOD }, { get: thrower })],
  ['deadlineMs throws', () => Object.defineProperty({ ...GOOD }, 'deadlineMs', { get: thrower }) as unknown],
  ...Object.keys({ ...GOOD, toolsUsed: 0, kind: 0, githubIssue: 0, startedAt: 0 }).flatMap((field) =>
    THROWN.map(
      ([what, make]) =>
        [
          `${field} throws ${what}`,
          () =>
            Object.defineProperty({ ...GOOD }, field, {
              get() {
                throw make();
              },
            }) as unknown,
        ] as const,
    ),
  ),
  ...Object.entries(WRONG).flatMap(([field, values]) =>
    Object.entries(values).map(
      ([what, make]) => [`${field} is ${what}`, () => ({ ...GOOD, [field]: make() })] as const,
    ),
  ),
];

function thrower(): never {
  throw new Error('look away');
}

function throwingProxy(): object {
  const handler = Object.fromEntries(Reflect.ownKeys(Reflect).map((trap) => [trap, thrower]));
  return new Proxy({}, handler);
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function cycle(): object {
  const self: Record<string, unknown> = {};
  self['self'] = self;
  return self;
}

function omit<T>(
  values: Readonly<Record<string, T>>,
  ...names: readonly string[]
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}
