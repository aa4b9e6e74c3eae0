/**
 * One pure step from a version of a kind's data to the next. `writtenAt` is when the data were written. It throws for
 * data that it cannot understand, and drops nothing that it does not know.
 */
export type Migration = Readonly<{
  from: string;
  to: string;
  migrate: (data: unknown, writtenAt: string) => unknown;
}>;
