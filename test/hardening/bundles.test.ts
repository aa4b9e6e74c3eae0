// CWE-78, and the promise of no network: the programs as they are installed start no process and open no connection.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { PLUGIN } from '../../scripts/demo/plugin.ts';

/** All that the programs take of Node.js. Whatever is not named here they may not: processes, connections, other code. */
const MAY_LOAD = [
  'assert',
  'buffer',
  'constants',
  'crypto',
  'events',
  'fs',
  'os',
  'path',
  'stream',
  'timers/promises',
  'util',
  'zlib',
];

/** Which thread it is in makes part of the name of a temporary file. */
const MAY_LOAD_BESIDES: Readonly<Record<string, readonly string[]>> = {
  'lib/vendor/write-file-atomic.cjs': ['worker_threads'],
};

/** What reaches out without a module, or comes by one in another way. */
const REACHES_OUT = [
  /\bfetch\s*\(/,
  /\b(?:WebSocket|XMLHttpRequest|EventSource|WebTransport|RTCPeerConnection|sendBeacon|BroadcastChannel)\b/,
  /\bWorker\s*\(/,
  /\beval\s*\(|\bFunction\s*\(\s*["'`]|\bnew\s+Function\b/,
  /\bprocess\s*\.\s*(?:binding|dlopen|_linkedBinding|execve|mainModule)\b/,
  /\bcreateRequire\b|\bmodule\s*\.\s*(?:require|constructor)\b|\brequire\s*\.\s*(?:main|cache|extensions)\b/,
  /["'`](?:node:)?(?:child_process|cluster|dgram|dns|http|http2|https|inspector|net|repl|tls|vm|wasi)(?:\/\w+)?["'`]/,
];

/** One line for everything in a program that is not allowed. */
function breaches(file: string, text: string): string[] {
  const allowed = [...MAY_LOAD, ...(MAY_LOAD_BESIDES[file] ?? [])];
  const loads = [...text.matchAll(/(?<![\w$])(?:require|getBuiltinModule|import)\s*\(([^)]*)\)/g)];
  const loaded = loads.flatMap(([, argument = '']) => {
    const [, name] = /^\s*(["'])([^"']+)\1\s*$/.exec(argument)?.slice(1) ?? [];
    if (name === undefined) return [`${file}: loads what is computed: ${argument.trim()}`];
    const isOurs = name.startsWith('.') && !path.posix.join(path.posix.dirname(file), name).startsWith('..');
    return isOurs || allowed.includes(name.replace(/^node:/, '')) ? [] : [`${file}: loads ${name}`];
  });
  const reaches = REACHES_OUT.flatMap((pattern) => {
    const found = pattern.exec(text);
    return found === null ? [] : [`${file}: holds ${found[0]}`];
  });
  return [...loaded, ...reaches];
}

test('no program of the installed plugin starts a process or opens a connection', () => {
  const programs = readdirSync(PLUGIN, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => name.endsWith('.cjs') || name === 'bin/adev');
  assert.ok(programs.length > 15 && programs.includes('lib/base.cjs') && programs.includes('hooks/stop.cjs'));
  assert.deepEqual(
    programs.flatMap((name) => breaches(name, readFileSync(path.join(PLUGIN, name), 'utf8'))),
    [],
  );
});

test('a program that did would be noticed', () => {
  for (const text of [
    'require("child_process")',
    "require('node:child_process').execSync('ls')",
    'process.getBuiltinModule("node:net")',
    'await import("node:https")',
    'const cp = "child" + "_process"; require(cp)',
    'require(`node:dns`)',
    'require("node:dns/promises")',
    'require("node:worker_threads")',
    'require("undici")',
    'require("../../outside.cjs")',
    'import(name)',
    'fetch ("https://example.org")',
    'globalThis.fetch("https://example.org")',
    'new WebSocket(url)',
    'new XMLHttpRequest()',
    'new Worker("x.js")',
    'eval(text)',
    'new Function("return process")()',
    'process.binding("spawn_sync")',
    'const { createRequire } = require("path")',
    'module.constructor._load("net")',
    'const name = "node:tls"',
  ]) {
    assert.ok(breaches('lib/base.cjs', text).length > 0, text);
  }
  assert.ok(breaches('lib/base.cjs', 'require("worker_threads")').length > 0);
  for (const text of [
    'require("node:fs")',
    'require("./batch.cjs")',
    'process.getBuiltinModule("node:zlib")',
    'const fetched = 1; refetch(2)',
    'const text = "no child_process here";',
  ]) {
    assert.deepEqual(breaches('lib/base.cjs', text), [], text);
  }
});
