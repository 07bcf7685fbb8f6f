// The yardstick of our sync benchmark: PouchDB pushes N documents of about 1 KB to a database and pulls them into an
// empty one, on the same server and machine. Prints one line of JSON with documents a second each way, and the
// milliseconds from a write in one database to the change in another one while both replicate live.
//
//   node peer.js --url http://user:password@127.0.0.1:5984/database [--docs 10000] [--batch 500] [--only push|pull]
//
// The database must exist; it should be empty before a push. Local databases are in memory, which favours the peer: ours
// are on disk.
'use strict';

const { createRequire } = require('module');
const path = require('path');

const fromServer = createRequire(path.join(__dirname, '..', 'server', 'server.js')); // packages live there
const PouchDB = fromServer('pouchdb');
PouchDB.plugin(fromServer('pouchdb-adapter-memory'));

function options(argv) {
  const result = { url: '', docs: 10000, batch: 500, only: '' };
  for (let i = 0; i < argv.length; i += 2) {
    const name = argv[i].replace(/^--/, '');
    if (!(name in result) || argv[i + 1] === undefined)
      throw new Error(`unknown or incomplete option ${argv[i]}`);
    result[name] = typeof result[name] === 'number' ? Number(argv[i + 1]) : argv[i + 1];
  }
  if (!result.url)
    throw new Error('--url is missing');
  return result;
}

// Text that does not compress to nothing and is the same in every run.
function makeText(seed, length) {
  let state = seed + 1;
  let text = '';
  while (text.length < length) {
    state = (state * 1103515245 + 12345) % 2147483648;
    text += `${state.toString(36)} `;
  }
  return text.slice(0, length);
}

async function fill(database, count) {
  const kChunk = 1000;
  for (let first = 0; first < count; first += kChunk) {
    const documents = [];
    for (let i = first; i < Math.min(count, first + kChunk); ++i) {
      documents.push({ _id: `note:peer${String(i).padStart(20, '0')}`, type: 'note', schema: 1, title: `Note ${i}`,
        body: makeText(i, 900), created_at: 1700000000000 + i, updated_at: 1700000000000 + i });
    }
    await database.bulkDocs(documents);
  }
}

async function timed(work, count) {
  const started = process.hrtime.bigint();
  await work();
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  return { seconds: Number(seconds.toFixed(3)), docsPerSecond: Math.round(count / seconds) };
}

async function live(remote, count) {
  const a = new PouchDB('live-a', { adapter: 'memory' });
  const b = new PouchDB('live-b', { adapter: 'memory' });
  await b.replicate.from(remote, { batch_size: 500 });
  const to = a.replicate.to(remote, { live: true, since: 'now' });
  const from = b.replicate.from(remote, { live: true, since: 'now' });
  const changes = b.changes({ live: true, since: 'now' });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const waits = [];
  for (let i = 0; i < count; ++i) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const id = `note:live${i}`;
    const shown = new Promise((resolve) => {
      const listen = (change) => {
        if (change.id !== id)
          return;
        changes.removeListener('change', listen);
        resolve();
      };
      changes.on('change', listen);
    });
    await a.put({ _id: id, type: 'note', schema: 1, title: `Live ${i}` });
    const started = process.hrtime.bigint();
    await shown;
    waits.push(Number(process.hrtime.bigint() - started) / 1e6);
  }
  for (const one of [to, from, changes])
    one.cancel();
  waits.sort((x, y) => x - y);
  const at = (share) => Number(waits[Math.min(count - 1, Math.floor(count * share))].toFixed(1));
  return { p50: at(0.5), p95: at(0.95) };
}

async function main() {
  const wanted = options(process.argv.slice(2));
  const remote = new PouchDB(wanted.url, { skip_setup: true });
  const tuning = { batch_size: wanted.batch, batches_limit: 10 };
  const result = { peer: `PouchDB ${PouchDB.version}`, docs: wanted.docs, batch: wanted.batch };
  if (wanted.only !== 'pull') {
    const source = new PouchDB('source', { adapter: 'memory' });
    await fill(source, wanted.docs);
    result.push = await timed(() => source.replicate.to(remote, tuning), wanted.docs);
  }
  if (wanted.only !== 'push') {
    const target = new PouchDB('target', { adapter: 'memory' });
    result.pull = await timed(() => target.replicate.from(remote, tuning), wanted.docs);
    result.pulled = (await target.info()).doc_count;
  }
  if (!wanted.only)
    result.liveMs = await live(remote, 30);
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

main().then(() => process.exit(0), (error) => {
  process.stderr.write(`${error.message ?? error}\n`);
  process.exit(1);
});
