import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { formatClient, identifyClient, parseClient, type ClientIdentity } from '../../lib/client.ts';
import {
  bundledClient,
  fakeProc,
  newPidNamespace,
  scratchFolder,
  startSleeper,
  startTimeOf,
} from './processes.ts';

const linux = { skip: process.platform === 'linux' ? false : 'reads /proc' };
const boot = '6a7c1d52-0d3c-4a0e-9d55-0f6f0a4b1c2d';
const namespace = '4026531836';

describe('a client is identified', () => {
  it('by pid, start time, boot and pid namespace, as the system tells them', linux, async (t) => {
    const { pid } = await startSleeper(t);
    const client = identifyClient({ parentPid: pid, env: {} });
    assert.deepEqual(client, {
      pid,
      pid_started: startTimeOf(pid),
      boot_id: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
      pid_namespace: readlinkSync('/proc/self/ns/pid').replaceAll(/\D/g, ''),
    });
  });

  it('as the parent process of a hook, whatever CLAUDE_PID says', (t) => {
    const proc = fakeProc(scratchFolder(t), {
      boot,
      namespace,
      processes: { 41: { started: '7' }, 42: { started: '8' } },
    });
    const expected = { pid: 41, pid_started: '7', boot_id: boot, pid_namespace: namespace };
    for (const env of [{}, { CLAUDE_PID: '41' }, { CLAUDE_PID: '42' }, { AUTONOMOUS_DEV_CLIENT: '42,8,,' }]) {
      assert.deepEqual(identifyClient({ parentPid: 41, env, proc }), expected);
    }
  });

  it('by CLAUDE_PID when the hook has become an orphan; without it the client is unknown', (t) => {
    const processes = { 1: { started: '1' }, 42: { started: '8' } };
    const proc = fakeProc(scratchFolder(t), { boot, namespace, processes });
    const identify = (parentPid: number, CLAUDE_PID?: string) =>
      identifyClient({ parentPid, env: { CLAUDE_PID }, proc });
    assert.equal(identify(1), null);
    assert.deepEqual(identify(1, '42'), {
      pid: 42,
      pid_started: '8',
      boot_id: boot,
      pid_namespace: namespace,
    });
    assert.equal(identify(1, '1')?.pid_started, '1');
    assert.equal(identify(0, '42'), null);
  });

  it('from a shell by CLAUDE_PID, measured now, else by what the SessionStart hook exported', (t) => {
    const proc = fakeProc(scratchFolder(t), { boot, namespace, processes: { 42: { started: '8' } } });
    const measured: ClientIdentity = { pid: 42, pid_started: '8', boot_id: boot, pid_namespace: namespace };
    const exported: ClientIdentity = { pid: 41, pid_started: '7', boot_id: boot, pid_namespace: namespace };
    const stale = { ...measured, pid_started: '3' };
    const identify = (env: Record<string, string>) => identifyClient({ env, proc });
    assert.deepEqual(identify({ CLAUDE_PID: '42' }), measured);
    assert.deepEqual(identify({ CLAUDE_PID: '42', AUTONOMOUS_DEV_CLIENT: formatClient(exported) }), measured);
    assert.deepEqual(identify({ CLAUDE_PID: '42', AUTONOMOUS_DEV_CLIENT: formatClient(stale) }), measured);
    assert.deepEqual(identify({ AUTONOMOUS_DEV_CLIENT: formatClient(exported) }), exported);
    assert.equal(identify({}), null);
  });

  it('in another pid namespace only by the exported identity with that pid: nothing is measured', (t) => {
    const proc = fakeProc(scratchFolder(t), {
      boot,
      namespace: '99',
      processes: { 42: { started: '1' } },
    });
    const exported: ClientIdentity = { pid: 42, pid_started: '8', boot_id: boot, pid_namespace: namespace };
    const AUTONOMOUS_DEV_CLIENT = formatClient(exported);
    const identify = (env: Record<string, string>) => identifyClient({ env, proc });
    assert.deepEqual(identify({ CLAUDE_PID: '42', AUTONOMOUS_DEV_CLIENT }), exported);
    assert.deepEqual(identify({ AUTONOMOUS_DEV_CLIENT }), exported);
    assert.equal(identify({ CLAUDE_PID: '43', AUTONOMOUS_DEV_CLIENT }), null);
    assert.equal(identify({ CLAUDE_PID: '42', SANDBOX_RUNTIME: '1' }), null);
  });

  it('without a proc file system by its pid alone', (t) => {
    const proc = join(scratchFolder(t), 'none');
    assert.deepEqual(identifyClient({ parentPid: 42, env: {}, proc }), { pid: 42 });
    assert.deepEqual(identifyClient({ env: { CLAUDE_PID: '42' }, proc }), { pid: 42 });
    const env = { CLAUDE_PID: '42', AUTONOMOUS_DEV_CLIENT: '42,,,', SANDBOX_RUNTIME: '1' };
    assert.deepEqual(identifyClient({ env, proc }), { pid: 42 });
  });

  it('without a start time when the process has gone, and without what cannot be made out', (t) => {
    const folder = scratchFolder(t);
    const gone = fakeProc(folder, { boot, namespace });
    assert.deepEqual(identifyClient({ parentPid: 42, env: {}, proc: gone }), {
      pid: 42,
      boot_id: boot,
      pid_namespace: namespace,
    });
    const odd = fakeProc(folder, { boot: 'no such id', namespace: 'x', processes: { 42: 'nonsense' } });
    assert.deepEqual(identifyClient({ parentPid: 42, env: {}, proc: odd }), { pid: 42 });
  });

  it('as unknown where CLAUDE_PID is no pid', (t) => {
    const proc = fakeProc(scratchFolder(t), { boot, namespace });
    for (const CLAUDE_PID of ['', '0', '-1', '1e3', '42 ', '../42', '99999999999', 'self']) {
      assert.equal(identifyClient({ env: { CLAUDE_PID }, proc }), null);
    }
  });

  it('in a real pid namespace, by what is seen there', linux, (t) => {
    const unshare = newPidNamespace();
    if (unshare === undefined) return t.skip('this system lets nobody here make a pid namespace');
    const folder = scratchFolder(t);
    const exported: ClientIdentity = { pid: 4242, pid_started: '8', boot_id: boot, pid_namespace: namespace };
    const ask = `
      const { identifyClient } = require(process.argv[1]);
      const adev = identifyClient({ env: process.env });
      console.log(JSON.stringify({ pid: process.pid, adev, hook: identifyClient({ parentPid: 1, env: { CLAUDE_PID: '1' } }) }));`;
    const [command = '', ...args] = unshare;
    const env = {
      PATH: process.env['PATH'],
      CLAUDE_PID: '4242',
      AUTONOMOUS_DEV_CLIENT: formatClient(exported),
    };
    const run = (...more: string[]) =>
      JSON.parse(
        execFileSync(command, [...args, ...more, process.execPath, '-e', ask, bundledClient(folder)], {
          env,
          encoding: 'utf8',
        }),
      ) as { pid: number; adev: ClientIdentity; hook: ClientIdentity };
    const own = readlinkSync('/proc/self/ns/pid').replaceAll(/\D/g, '');

    const inside = run('--mount-proc');
    assert.equal(inside.pid, 1);
    assert.deepEqual(inside.adev, exported);
    assert.match(inside.hook.pid_namespace ?? '', /^\d+$/);
    assert.notEqual(inside.hook.pid_namespace, own);
    assert.match(inside.hook.pid_started ?? '', /^\d+$/);

    // There /proc/1 is the first process of the system, not of the namespace.
    const withOuterProc = run();
    assert.equal(withOuterProc.pid, 1);
    assert.deepEqual(Object.keys(withOuterProc.hook), ['pid', 'boot_id']);
    assert.deepEqual(withOuterProc.adev, exported);
    return undefined;
  });
});

describe('the exported line', () => {
  const full: ClientIdentity = { pid: 42, pid_started: '123', boot_id: boot, pid_namespace: namespace };

  it('gives back what was written, as far as it is known', () => {
    assert.equal(formatClient(full), `42,123,${boot},${namespace}`);
    for (const client of [
      full,
      { pid: 42 },
      { pid: 42, boot_id: boot },
      { pid: 42, pid_namespace: namespace },
    ]) {
      assert.deepEqual(parseClient(formatClient(client)), client);
    }
  });

  it('survives single quotes in a shell', () => {
    const said = execFileSync('sh', ['-c', `X='${formatClient(full)}'; printf %s "$X"`], {
      encoding: 'utf8',
    });
    assert.deepEqual(parseClient(said), full);
  });

  it('is empty rather than dangerous', () => {
    assert.equal(formatClient({ pid: 42, boot_id: "'; touch x; '" }), '');
    assert.equal(formatClient({ pid: 42, pid_started: '1\n2' }), '');
  });

  it('is refused when it is anything else', () => {
    const wrong = [
      '',
      ',,,',
      '42',
      '42,,',
      '42,,,,',
      'x,,,',
      '0,,,',
      '-1,,,',
      '42,-1,,',
      '42,1,BOOT,1',
      '42,1,,1\n',
    ];
    for (const text of [...wrong, `42,${'1'.repeat(200)},,`]) assert.equal(parseClient(text), null, text);
  });
});
