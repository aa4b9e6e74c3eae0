// Names that no other writer chooses. node:crypto would cost a hook several milliseconds to load, and nobody
// needs to be kept from guessing: the folders are 0700 and files are opened exclusively.

/** About 90 random and process-bound bits as a short text, different at every call on every machine. */
export function uniqueName(): string {
  const random = () => Math.floor(Math.random() * 0x1_0000_0000).toString(36);
  return `${process.pid.toString(36)}${process.hrtime.bigint().toString(36)}${random()}${random()}`;
}
