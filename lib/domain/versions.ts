// The schema versions in which this program writes data. The major version goes up when an older program could no longer
// read them.

export const BATCH_VERSION = '2.0.0';
export const PROJECT_VERSION = '2.0.0';
export const SESSION_VERSION = '2.0.0';
export const USER_VERSION = '2.0.0';
