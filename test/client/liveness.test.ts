import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { clientLiveness, identifyClient, type ClientIdentity } from '../../lib/client.ts';
import {
  bundledClient,
  fakeProc,
  newPidNamespace,
  scratchFolder,
  startChild,
  startSleeper,
  startTimeOf,
  startZombie,
} from './processes.ts';

const linux = { skip: process.platform === 'linux' ? false : 'reads /proc' };
const boot = '6a7c1d52-0d3c-4a0e-9d55-0f6f0a4b1c2d';
const namespace = '4026531836';
const client: ClientIdentity = { pid: 42, pid_started: '123', boot_id: boot, pid_namespace: namespace };

function identified(pid: number): ClientIdentity {
  const found = identifyClient({ parentPid: pid, env: {} });
  assert.ok(found?.pid_started);
  return found;
}

function failing(code: string): () => never {
  return () => {
    throw Object.assign(new Error(code), { code });
  };
}

describe('a real client', linux, () => {
  it('is alive while its process runs, and dead once that was killed and reaped', async (t) => {
    const { pid, end } = await startSleeper(t);
    const found = identified(pid);
    assert.equal(clientLiveness(found), 'alive');
    await end();
    assert.equal(clientLiveness(found), 'dead');
  });

  it('is alive while it is stopped', async (t) => {
    const { pid } = await startSleeper(t);
    process.kill(pid, 'SIGSTOP');
    assert.equal(clientLiveness(identified(pid)), 'alive');
  });

  it('is dead as a zombie, which still answers to a signal', async (t) => {
    const { pid, parent } = await startZombie(t);
    assert.ok(process.kill(pid, 0));
    assert.equal(clientLiveness(identified(pid)), 'dead');
    assert.equal(clientLiveness(identified(parent)), 'alive');
  });

  it('is dead when its pid has been given to another process', async (t) => {
    const { pid } = await startSleeper(t);
    const found = identified(pid);
    const earlier = String(Number(found.pid_started) - 1);
    assert.equal(clientLiveness({ ...found, pid_started: earlier }), 'dead');
  });

  it('keeps its identity whatever it calls itself', async (t) => {
    const names = ['two words', 'a) Z 1 (b', ') X 1 2 3', '((('];
    const script = `
      process.title = process.argv[1];
      console.log(require('node:fs').readFileSync('/proc/self/comm', 'utf8'));
      setInterval(() => {}, 1000);`;
    for (const name of names) {
      const { pid, line } = await startChild(t, process.execPath, ['-e', script, name]);
      assert.equal(line, name);
      const found = identified(pid);
      assert.equal(found.pid_started, startTimeOf(pid));
      assert.equal(clientLiveness(found), 'alive');
    }
  });

  it('cannot be seen from another pid namespace, though a signal does not find it there', async (t) => {
    const unshare = newPidNamespace();
    if (unshare === undefined) return t.skip('this system lets nobody here make a pid namespace');
    const { pid, end } = await startSleeper(t);
    const found = identified(pid);
    const ask = `
      const { clientLiveness } = require(process.argv[1]);
      let signal = 'found';
      try { process.kill(${pid}, 0) } catch (error) { signal = error.code }
      console.log(clientLiveness(JSON.parse(process.argv[2])), signal);`;
    const script = [process.execPath, '-e', ask, bundledClient(scratchFolder(t)), JSON.stringify(found)];
    const [command = '', ...args] = unshare;
    const look = (...more: string[]) =>
      execFileSync(command, [...args, ...more, ...script], { encoding: 'utf8' }).trim();
    assert.equal(look('--mount-proc'), 'unknown ESRCH');
    assert.equal(look(), 'unknown ESRCH');
    await end();
    assert.equal(look('--mount-proc'), 'unknown ESRCH');
    return undefined;
  });
});

describe('a client on record', () => {
  it('is alive with the same boot, namespace and start time, even if a signal is not permitted', (t) => {
    const proc = fakeProc(scratchFolder(t), { boot, namespace, processes: { 42: { started: '123' } } });
    for (const code of ['EPERM', 'ESRCH'])
      assert.equal(clientLiveness(client, { proc, kill: failing(code) }), 'alive');
  });

  it('is alive behind a proc that hides it, if a signal is not permitted', (t) => {
    const proc = fakeProc(scratchFolder(t), { boot, namespace });
    assert.equal(clientLiveness(client, { proc, kill: failing('EPERM') }), 'alive');
    assert.equal(clientLiveness(client, { proc, kill: failing('ESRCH') }), 'dead');
    assert.equal(clientLiveness(client, { proc, kill: failing('EINVAL') }), 'unknown');
  });

  it('is dead after another boot, with another start time, or as a zombie', (t) => {
    const folder = scratchFolder(t);
    const kill = () => true;
    const otherBoot = fakeProc(folder, {
      boot: boot.replace('6', '7'),
      namespace,
      processes: { 42: { started: '123' } },
    });
    const reused = fakeProc(folder, { boot, namespace, processes: { 42: { started: '124' } } });
    assert.equal(clientLiveness(client, { proc: otherBoot, kill }), 'dead');
    assert.equal(clientLiveness(client, { proc: reused, kill }), 'dead');
    for (const state of ['Z', 'X', 'x']) {
      const proc = fakeProc(folder, { boot, namespace, processes: { 42: { state, started: '123' } } });
      assert.equal(clientLiveness(client, { proc, kill }), 'dead');
    }
    for (const state of ['R', 'S', 'D', 'T', 't', 'I']) {
      const proc = fakeProc(folder, { boot, namespace, processes: { 42: { state, started: '123' } } });
      assert.equal(clientLiveness(client, { proc, kill }), 'alive');
    }
  });

  it('is unknown in another namespace, and with anything missing', (t) => {
    const folder = scratchFolder(t);
    const kill = failing('ESRCH');
    const processes = { 42: { started: '123' } };
    const proc = fakeProc(folder, { boot, namespace, processes });
    const { pid, pid_started, boot_id, pid_namespace } = client;
    const incomplete = [{}, { pid_started, boot_id, pid_namespace }, { pid, pid_started, pid_namespace }];
    for (const known of [
      ...incomplete,
      { pid, boot_id, pid_namespace },
      { pid, pid_started, boot_id },
      { pid },
    ]) {
      assert.equal(clientLiveness(known as ClientIdentity, { proc, kill }), 'unknown', JSON.stringify(known));
    }
    const elsewhere = fakeProc(folder, { boot, namespace: '99', processes });
    assert.equal(clientLiveness(client, { proc: elsewhere, kill }), 'unknown');
    const ofOthers = fakeProc(folder, { boot, namespace, self: process.pid + 1, processes });
    assert.equal(clientLiveness(client, { proc: ofOthers, kill }), 'unknown');
  });

  it('is unknown, and nobody is signalled, when its pid is none', (t) => {
    const proc = join(scratchFolder(t), 'none');
    const signalled: number[] = [];
    const kill = (pid: number) => signalled.push(pid);
    for (const pid of [0, -1, 1.5, Number.NaN, 2 ** 60]) {
      assert.equal(clientLiveness({ pid }, { proc, kill }), 'unknown');
    }
    assert.deepEqual(signalled, []);
    assert.equal(clientLiveness({ pid: 2 ** 40 }, { proc }), 'unknown');
  });

  it('without a proc file system is dead once its pid is gone, else unknown', (t) => {
    const proc = join(scratchFolder(t), 'none');
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    assert.equal(clientLiveness({ pid: gone }, { proc }), 'dead');
    assert.equal(clientLiveness({ pid: process.pid }, { proc }), 'unknown');
    assert.equal(clientLiveness({ pid: 42 }, { proc, kill: failing('EPERM') }), 'unknown');
    assert.equal(clientLiveness({ ...client, pid: gone }, { proc }), 'unknown');
  });
});
