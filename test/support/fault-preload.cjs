'use strict';
// Counts the calls to node:fs that touch one folder, and breaks a chosen one: `node --require fault-preload.cjs PROGRAM`
// with FAULT_PRELOAD in its environment, or arm() and disarm() in this process. fs.promises is left as it is.
//
// The fault, in FAULT_PRELOAD as JSON:
//   below    the folder; calls elsewhere are neither counted nor broken
//   calls    the names that count, such as ["linkSync"]; all when absent
//   at       the call that breaks, counted from 1; none when absent
//   sticky   so does every later one
//   errno    it fails with this code and is not made (a close is made: the system closes whatever it answers)
//   short    it is a write and takes only so many bytes; with `errno` and `sticky` the next ones fail, as on a full disk
//   lies     it is a write, takes nothing and says that it took all
//   signal   the process sends itself this signal, SIGKILL or SIGSTOP
//   after    errno and signal come after the call was made, otherwise before; a signal with `short` always after
//   noLinks  a link always fails with EPERM, as where there are no hard links; it counts all the same
//   meanwhile  a function of this process that runs before the call `at`; its own calls count as well
//   log      a file that gets one JSON line for each counted call before it is made

const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const os = require('node:os');
const path = require('node:path');
const { fileURLToPath } = require('node:url');

const BY_PATH = [
  'access',
  'chmod',
  'chown',
  'lchown',
  'lstat',
  'mkdir',
  'open',
  'opendir',
  'readdir',
  'readlink',
];
BY_PATH.push('realpath', 'rm', 'rmdir', 'stat', 'truncate', 'unlink', 'utimes');
const BY_TWO_PATHS = ['copyFile', 'link', 'rename', 'symlink'];
const BY_DESCRIPTOR = ['close', 'fchmod', 'fchown', 'fdatasync', 'fstat', 'fsync', 'ftruncate', 'futimes'];
BY_DESCRIPTOR.push('read', 'write');

const original = { ...fs };
/** Paths of the open descriptors below the folder. */
const descriptors = new Map();
let fault = null;
let counted = [];
let isShortened = false;

module.exports = { arm, disarm };

patch();
if (process.env.FAULT_PRELOAD) arm(JSON.parse(process.env.FAULT_PRELOAD));

function arm(plan) {
  fault = plan;
  counted = [];
  isShortened = false;
  descriptors.clear();
}

/** Ends the counting, and returns the calls: name, path, second path of two, bytes of a write, flags of an open. */
function disarm() {
  fault = null;
  return counted;
}

function patch() {
  for (const call of BY_PATH) wrap(call, (file) => [pathOf(file)]);
  for (const call of BY_TWO_PATHS) wrap(call, (from, to) => [pathOf(from), pathOf(to)]);
  for (const call of BY_DESCRIPTOR) wrap(call, (descriptor) => [descriptors.get(descriptor)]);
  wrap('realpath', (file) => [pathOf(file)], original.realpath.native, fs.realpath);
  wrap('realpathSync', (file) => [pathOf(file)], original.realpathSync.native, fs.realpathSync);
  fs.readFileSync = readFileSync;
  fs.writeFileSync = writeFileSync;
  fs.appendFileSync = (file, data, options) =>
    writeFileSync(file, data, { flag: 'a', ...asOptions(options) });
  fs.existsSync = existsSync;
  syncBuiltinESMExports();
}

function wrap(call, pathsOf, native, holder) {
  const wanted = native ? [call] : [`${call}Sync`, call];
  for (const name of wanted) {
    const made = native ?? original[name];
    if (made === undefined) continue;
    const run = name.endsWith('Sync') ? callSync : callBack;
    const wrapped = function (...args) {
      const paths = fault === null ? [] : pathsOf(...args);
      return paths.some(isBelow) ? run(name, made, args, paths) : made.apply(this, args);
    };
    Object.defineProperties(wrapped, Object.getOwnPropertyDescriptors(made));
    if (native) holder.native = wrapped;
    else fs[name] = wrapped;
  }
}

function callSync(name, made, args, paths) {
  const breaks = count(name, args, paths);
  if (fault.noLinks && name === 'linkSync') throw systemError('EPERM', name, paths);
  if (breaks && fault.lies) return counted.at(-1).bytes.length;
  if (breaks && fault.short !== undefined && name === 'writeSync' && !(isShortened && fault.errno)) {
    isShortened = true;
    const written = writeShort(args);
    if (fault.signal) signalSelf();
    return written;
  }
  if (breaks && !fault.after) fail(name, made, args, paths);
  let result;
  try {
    result = made(...args);
  } catch (error) {
    if (breaks && fault.after && fault.signal) signalSelf();
    throw error;
  }
  remember(name, args, paths, result);
  if (breaks && fault.after) fail(name, null, args, paths);
  return result;
}

function callBack(name, made, args, paths) {
  const callback = args.pop();
  const breaks = count(name, args, paths);
  try {
    if (breaks && !fault.after) fail(`${name}Sync`, null, args, paths);
  } catch (error) {
    process.nextTick(callback, error);
    return;
  }
  made(...args, (error, ...results) => {
    if (!error) remember(`${name}Sync`, args, paths, results[0]);
    try {
      if (breaks && fault?.after) fail(`${name}Sync`, null, args, paths);
    } catch (injected) {
      callback(injected);
      return;
    }
    callback(error, ...results);
  });
}

/** Whether this call is to break. */
function count(name, args, paths) {
  if (fault.calls && !fault.calls.includes(name)) return false;
  if (fault.meanwhile && counted.length + 1 === fault.at) {
    const { meanwhile, ...rest } = fault;
    fault = rest;
    meanwhile();
  }
  const bytes = name.startsWith('write') ? Buffer.from(sliceOf(args)) : undefined;
  const flags = name.startsWith('open') ? args[1] : undefined;
  counted.push({ name, path: paths[0], to: paths[1], bytes, flags });
  if (fault.log) log({ name, path: paths[0], to: paths[1], length: bytes?.length, flags });
  if (fault.at === undefined) return false;
  return fault.sticky ? counted.length >= fault.at : counted.length === fault.at;
}

function fail(name, made, args, paths) {
  if (fault.signal) signalSelf();
  if (fault.errno === undefined) return;
  if (name === 'closeSync' && made !== null) {
    made(...args);
    descriptors.delete(args[0]);
  }
  throw systemError(fault.errno, name, paths);
}

function signalSelf() {
  process.kill(process.pid, fault.signal);
  // Delivery may take a moment; nothing more may happen before it.
  if (fault.signal === 'SIGKILL') for (;;) wait(1000);
  wait(20);
}

function remember(name, args, paths, result) {
  if (name === 'openSync') descriptors.set(result, paths[0]);
  if (name === 'closeSync') descriptors.delete(args[0]);
}

function writeShort([descriptor, ...rest]) {
  const bytes = sliceOf([descriptor, ...rest]);
  const position = typeof rest[0] === 'string' ? rest[1] : positionOf(rest);
  return original.writeSync(descriptor, bytes, 0, Math.min(fault.short, bytes.length), position ?? null);
}

function sliceOf([, data, offset, length]) {
  if (typeof data === 'string') return Buffer.from(data);
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const options = typeof offset === 'object' && offset !== null ? offset : { offset, length };
  const start = options.offset ?? 0;
  return bytes.subarray(start, start + (options.length ?? bytes.length - start));
}

function positionOf([, offset, , position]) {
  return typeof offset === 'object' && offset !== null ? offset.position : position;
}

/** What node puts together from several calls is put together from the counted ones: its own shortcuts vary. */
function readFileSync(file, options) {
  if (!touches(file)) return original.readFileSync(file, options);
  const descriptor = typeof file === 'number' ? file : fs.openSync(file, asOptions(options).flag ?? 'r');
  try {
    const bytes = Buffer.alloc(fs.fstatSync(descriptor).size);
    let filled = 0;
    for (let got = -1; got !== 0 && filled < bytes.length; filled += got) {
      got = fs.readSync(descriptor, bytes, filled, bytes.length - filled, null);
    }
    const { encoding } = asOptions(options);
    return encoding ? bytes.toString(encoding, 0, filled) : bytes.subarray(0, filled);
  } finally {
    if (typeof file !== 'number') fs.closeSync(descriptor);
  }
}

function writeFileSync(file, data, options) {
  const { flag, mode, encoding } = asOptions(options);
  if (!touches(file)) {
    original.writeFileSync(file, data, asOptions(options));
    return;
  }
  const descriptor = typeof file === 'number' ? file : fs.openSync(file, flag ?? 'w', mode);
  try {
    const bytes = typeof data === 'string' ? Buffer.from(data, encoding ?? 'utf8') : data;
    for (let done = 0; done < bytes.length;)
      done += fs.writeSync(descriptor, bytes, done, bytes.length - done);
  } finally {
    if (typeof file !== 'number') fs.closeSync(descriptor);
  }
}

function existsSync(file) {
  if (!touches(file)) return original.existsSync(file);
  try {
    fs.accessSync(file);
    return true;
  } catch {
    return false;
  }
}

function touches(file) {
  return fault !== null && isBelow(typeof file === 'number' ? descriptors.get(file) : pathOf(file));
}

function isBelow(file) {
  return file !== undefined && (file === fault.below || file.startsWith(fault.below + path.sep));
}

function pathOf(file) {
  if (typeof file === 'string') return path.resolve(file);
  if (Buffer.isBuffer(file)) return path.resolve(file.toString());
  return file instanceof URL ? fileURLToPath(file) : undefined;
}

function asOptions(options) {
  return typeof options === 'string' ? { encoding: options } : (options ?? {});
}

/** libuv has no name for EDQUOT. */
function systemError(code, name, paths) {
  const number = code === 'EDQUOT' ? 122 : os.constants.errno[code];
  const shown = code === 'EDQUOT' ? 'Unknown system error -122' : code;
  const syscall = name.replace(/Sync$/, '');
  const error = new Error(`${shown}: injected, ${syscall} '${paths[0]}'`);
  return Object.assign(error, { errno: -number, code: shown, syscall, path: paths[0] });
}

function log(entry) {
  const descriptor = original.openSync(fault.log, 'a');
  try {
    original.writeSync(descriptor, `${JSON.stringify(entry)}\n`);
  } finally {
    original.closeSync(descriptor);
  }
}

function wait(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
