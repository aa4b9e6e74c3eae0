// A preference of the user is set, through the library of the installed plugin: a document without a view.
'use strict';
const { mkdirSync } = require('node:fs');
const { loadUserState, setUserPreference } = require('../../../plugins/autonomous-dev/lib/index.cjs');

const ofUser = (folder) => ({
  env: { ...process.env, HOME: folder },
  cwd: () => folder,
  now: Date.now,
});

const valueOf = (outcome) => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.value;
};

exports.create = async (folder, features) => {
  mkdirSync(folder, { recursive: true });
  for (const index of features.keys()) {
    valueOf(
      await setUserPreference(
        `feature-${index + 1}`,
        { text: features[index], status: 'pending' },
        ofUser(folder),
      ),
    );
  }
};

exports.update = async (folder, number) => {
  valueOf(
    await setUserPreference(
      `feature-${number}`,
      { text: `feature ${number - 1}`, status: 'skipped' },
      ofUser(folder),
    ),
  );
};

exports.countDone = async (folder) => {
  const { preferences } = valueOf(await loadUserState(ofUser(folder)));
  return Object.values(preferences).filter(({ status }) => status === 'skipped').length;
};
