// What express-pouchdb lacks, and three requests that end its process. A test server must outlive every request.
'use strict';

const express = require('express');

// Apache CouchDB's default; one document over it fails the whole _bulk_docs request.
const kMaxDocumentBytes = 8_000_000;

function guards() {
  const router = express.Router();

  router.get('/_up', (req, res) => res.json({ status: 'ok', seeds: {} }));

  router.all('/:db/_changes', (req, res, next) => {
    if (req.query.filter === '_selector')
      return res.status(501).json({ error: 'not_implemented', reason: 'This server has no selector filter.' });
    next();
  });

  router.put('/:db/:id', (req, res, next) => {
    if (/^multipart\//i.test(req.headers['content-type'] ?? ''))
      return res.status(501).json({ error: 'not_implemented', reason: 'This server takes no multipart documents.' });
    next();
  });

  router.post('/:db/_bulk_docs', express.json({ limit: '1gb' }), (req, res, next) => {
    const large = (req.body?.docs ?? []).find?.((doc) => Buffer.byteLength(JSON.stringify(doc)) > kMaxDocumentBytes);
    if (large)
      return res.status(413).json({ error: 'document_too_large', reason: large._id });
    next();
  });

  // A body that is no JSON ends here, in CouchDB's words.
  router.use((error, req, res, next) => {
    if (error.type === 'entity.parse.failed')
      return res.status(400).json({ error: 'bad_request', reason: 'invalid UTF-8 JSON' });
    next(error);
  });
  return router;
}

module.exports = { guards };
