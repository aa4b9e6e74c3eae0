// The same in a table: better-sqlite3 with a write-ahead log and a sync at every commit. Its folder comes by BENCH_SQLITE.
'use strict';
const { mkdirSync } = require('node:fs');
const path = require('node:path');
const Database = require(process.env.BENCH_SQLITE);

const opened = new Map();

function open(folder) {
  let database = opened.get(folder);
  if (database === undefined) {
    database = new Database(path.join(folder, 'state.db'), { timeout: 60_000 });
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    opened.set(folder, database);
  }
  return database;
}

exports.create = async (folder, features) => {
  mkdirSync(folder, { recursive: true });
  const database = open(folder);
  database.exec('CREATE TABLE features (number INTEGER PRIMARY KEY, text TEXT, status TEXT)');
  const insert = database.prepare("INSERT INTO features VALUES (?, ?, 'pending')");
  database.transaction(() => {
    for (const [index, text] of features.entries()) insert.run(index + 1, text);
  })();
};

exports.update = async (folder, number) => {
  open(folder).prepare("UPDATE features SET status = 'skipped' WHERE number = ?").run(number);
};

exports.countDone = async (folder) =>
  open(folder).prepare("SELECT count(*) AS done FROM features WHERE status = 'skipped'").get().done;
