// A CouchDB-protocol server for tests: express-pouchdb in memory, on the loopback interface, with CouchDB's accounts in
// front of it. It prints one line of JSON once it listens, and ends when its standard input closes, so that it never
// outlives the test that started it.
//
//   node server.js [--port N] [--admin NAME:PASSWORD] [--session-seconds N] [--stay]
'use strict';

const express = require('express');
const expressPouchDB = require('express-pouchdb');
const PouchDB = require('pouchdb');
const { Accounts } = require('./lib/accounts');
const { guards } = require('./lib/guards');

function options(argv) {
  const result = { port: 0, admin: 'admin:secret', sessionSeconds: 600, stay: false };
  for (let i = 0; i < argv.length; ++i) {
    if (argv[i] === '--port')
      result.port = Number(argv[++i]);
    else if (argv[i] === '--admin')
      result.admin = argv[++i];
    else if (argv[i] === '--session-seconds')
      result.sessionSeconds = Number(argv[++i]);
    else if (argv[i] === '--stay') // for use by hand: goes on when standard input is closed
      result.stay = true;
    else
      throw new Error(`unknown option ${argv[i]}`);
  }
  return result;
}

const wanted = options(process.argv.slice(2));
const [name, password] = wanted.admin.split(':');

PouchDB.plugin(require('pouchdb-adapter-memory'));
const accounts = new Accounts({ admin: { name, password }, sessionSeconds: wanted.sessionSeconds });
const app = express();
app.set('etag', false);
app.use(accounts.router());
app.use(guards());
app.use(expressPouchDB(PouchDB.defaults({ adapter: 'memory' }), {
  mode: 'minimumForPouchDB',
  overrideMode: { exclude: ['compression', 'routes/temp-views', 'routes/session-stub'] },
}));

const server = app.listen(wanted.port, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  process.stdout.write(`${JSON.stringify({ url, admin: name, password })}\n`);
});
server.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

if (!wanted.stay) {
  process.stdin.resume();
  process.stdin.on('end', () => process.exit(0));
  process.stdin.on('error', () => process.exit(0));
}
