import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { classifyFailure } from '../../lib/domain/failure.ts';

const TRANSIENT = [
  'Request timeout after 30s',
  'Error: Request timed out.',
  'the read operation timed out',
  'connect ETIMEDOUT 10.0.0.1:443',
  'read ECONNRESET',
  'Error: connect ECONNREFUSED 127.0.0.1:8080',
  'getaddrinfo ENOTFOUND api.example.com',
  'getaddrinfo EAI_AGAIN registry.example.org',
  'ConnectionError: reset by peer\nsecond line',
  'requests.exceptions.ReadTimeout: HTTPSConnectionPool(host=api.example.com, port=443): Read timed out.',
  'TimeoutError: Waiting failed: 30000ms exceeded',
  'subprocess.TimeoutExpired: Command [npm, test] timed out after 600 seconds',
  'dial tcp 10.0.0.1:443: i/o timeout',
  'context deadline exceeded',
  'rate limit exceeded',
  'RateLimitError: You are sending requests too fast',
  'Hit the rate-limit, waiting',
  'Claude usage limit reached',
  'HTTP 429',
  '429 Too Many Requests',
  'HTTP 503',
  'HTTP/1.1 502 Bad Gateway',
  'Request failed with status code 500',
  'POST /v1/messages: 529',
  'API Error: 529 {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
  '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
  'API overloaded (try again later)',
  'The model is currently overloaded',
  'server returned 504',
  'Internal Server Error',
  'Service temporarily unavailable',
  'Gateway Time-out',
  'TypeError: fetch failed',
  'TypeError: terminated: read ECONNRESET',
  'Error: socket hang up',
  'connection refused',
  "Connection was reset, can't go on; it's gone",
  'fatal: unable to access: Connection timed out',
  'Temporary failure in name resolution',
  'connect: network is unreachable',
  'write EPIPE: broken pipe',
  'UND_ERR_CONNECT_TIMEOUT',
  '429',
  'code 503',
  'got 503 from the API',
  'rate_limit_error',
  'overloaded_error: try again',
  '5-hour limit reached ∙ resets 3pm',
  "You've hit your limit · resets 3pm",
  'Session limit reached',
  'npm error network request failed',
  'fatal: unable to access: Could not resolve host: example.com',
  'net::ERR_CONNECTION_RESET at the first page',
  'timeout of 30000ms exceeded',
  'HTTP 503 while waiting for a test server',
];

const PERMANENT = [
  '',
  'something went wrong',
  "AssertionError: expected 'connection refused' banner",
  'AssertionError: connection refused banner is missing',
  'assert response.status == 503',
  'Expected status 200 but got 503',
  'expected connection refused to be shown',
  'SyntaxError in timed_out.py',
  'SyntaxError: invalid syntax (timed out.py, line 3)',
  'Error in src/http/connection refused.ts',
  'Cannot find module ./rate-limit.js',
  'cannot read src/rate limit/overloaded.ts: no such file',
  'the build of timeout.ts failed',
  '1 test failed: it handles connection refused',
  'tests failed: overloaded server',
  '2 tests timed out',
  'test "reads a file" timed out after 5000 ms',
  'thrown: "Exceeded timeout of 5000 ms for a test."',
  'Exceeded timeout of 5000 ms for a hook',
  'Timeout of 2000ms exceeded. For async tests and hooks call done',
  'error TS2769: No overload matches this call',
  'compile error: overloaded function is ambiguous',
  'call of overloaded function is ambiguous',
  'TypeError: timeout is not a function',
  'ReferenceError: setTimeout is not defined',
  'ValueError: invalid timeout',
  'KeyError: timeout',
  'unknown option --timeout',
  'invalid value for timeout: abc',
  'missing timeout in the settings',
  'ModuleNotFoundError: No module named requests.timeout',
  'ImportError: cannot import name ConnectionError',
  'Permission denied',
  'No space left on device',
  'line 503: unexpected end of file',
  'expected 500 items',
  'exit code 1',
  'the title exceeded the length limit',
  'the session limit is not checked',
  '500 of 503 files',
  'error on line 500: unexpected end of file',
  'the code on line 503 is dead',
  'the test named "rate limit exceeded" is missing',
  'the banner `HTTP 503` has the wrong colour',
  '“connection reset” is spelt wrong',
  'merge conflict in package.json',
];

describe('a failure', () => {
  for (const message of TRANSIENT) {
    test(`is transient: ${message.split('\n')[0]}`, () =>
      assert.equal(classifyFailure(message), 'transient'));
  }
  for (const message of PERMANENT) {
    test(`is permanent: ${message || 'nothing said'}`, () =>
      assert.equal(classifyFailure(message), 'permanent'));
  }
});

test('any text whatever is one or the other', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (message) => {
      assert.match(classifyFailure(message), /^(transient|permanent)$/);
    }),
  );
});

test('the longest text is judged at once', () => {
  const worst = ['a/', "'", '"', 'expected ', 'missing a', 'error a ', 'a.', 'a.b', '..', '\n'].map((part) =>
    part.repeat(1_000_000 / part.length),
  );
  const start = performance.now();
  for (const message of worst) classifyFailure(message);
  const perMessageMs = (performance.now() - start) / worst.length;
  assert.ok(perMessageMs < 500, `${perMessageMs} ms`);
});
