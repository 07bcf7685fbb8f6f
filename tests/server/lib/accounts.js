// Accounts, sessions and database permissions the way Apache CouchDB 3 does them (CouchDB docs, api/server/authn and
// intro/security). express-pouchdb has most of this, but leaves databases open to everyone and its cookies for ever.
'use strict';

const crypto = require('crypto');
const express = require('express');

const kLockAfter = 5; // failures of one user from one address
const kLockMs = 300 * 1000;

function deny(res, status, error, reason) {
  res.status(status).json({ error, reason });
}

class Accounts {
  constructor({ admin, sessionSeconds }) {
    this.admin = admin; // { name, password }
    this.sessionSeconds = sessionSeconds;
    this.users = new Map(); // name -> { password, roles }
    this.failures = new Map(); // name and address -> { count, since }
    this.databases = new Map(); // existing databases -> their _security object
    this.secret = crypto.randomBytes(32);
  }

  router() {
    const router = express.Router();
    const json = express.json({ limit: '1mb' });
    const form = express.urlencoded({ extended: false });
    router.use((req, res, next) => this.identify(req, res, next));
    router.get('/_session', (req, res) => res.json({
      ok: true,
      userCtx: req.userCtx,
      info: { authentication_handlers: ['cookie', 'default'], authenticated: req.userCtx.name ? 'cookie' : undefined },
    }));
    router.post('/_session', json, form, (req, res) => this.signIn(req, res));
    router.delete('/_session', (req, res) => {
      res.set('Set-Cookie', 'AuthSession=; Version=1; Path=/; HttpOnly');
      res.json({ ok: true });
    });
    router.put(/^\/_users\/org\.couchdb\.user(:|%3A)(.+)$/, json, (req, res) => this.putUser(req, res));
    router.get('/:db/_security', (req, res, next) => this.authorize(req, res, next),
      (req, res) => res.json(this.databases.get(req.params.db)));
    router.put('/:db/_security', json, (req, res) => this.putSecurity(req, res));
    router.use((req, res, next) => this.authorize(req, res, next));
    return router;
  }

  isAdmin(req) {
    return req.userCtx.roles.includes('_admin');
  }

  rolesOf(name) {
    if (name === this.admin.name)
      return ['_admin'];
    return this.users.get(name)?.roles ?? [];
  }

  // Returns null when right, else the answer to give.
  checkPassword(req, name, password) {
    const place = `${name} ${req.socket.remoteAddress}`;
    const failed = this.failures.get(place);
    if (failed && failed.count >= kLockAfter && Date.now() - failed.since < kLockMs)
      return [403, 'forbidden', 'Account is temporarily locked due to multiple authentication failures'];
    const expected = name === this.admin.name ? this.admin.password : this.users.get(name)?.password;
    if (expected !== undefined && expected === password) {
      this.failures.delete(place);
      return null;
    }
    this.failures.set(place, { count: (failed?.count ?? 0) + 1, since: Date.now() });
    return [401, 'unauthorized', 'Name or password is incorrect.'];
  }

  sign(name, time) {
    const expected = name === this.admin.name ? this.admin.password : this.users.get(name)?.password;
    return crypto.createHmac('sha256', this.secret).update(`${name}:${time}:${expected}`).digest('hex');
  }

  setCookie(res, name) {
    const time = Math.floor(Date.now() / 1000).toString(16).toUpperCase();
    const value = Buffer.from(`${name}:${time}:${this.sign(name, time)}`).toString('base64url');
    res.append('Set-Cookie',
      `AuthSession=${value}; Version=1; Max-Age=${this.sessionSeconds}; Path=/; HttpOnly`);
  }

  signIn(req, res) {
    const { name, password } = req.body ?? {};
    if (typeof name !== 'string' || typeof password !== 'string')
      return deny(res, 400, 'bad_request', 'request body must contain a username and a password');
    const wrong = this.checkPassword(req, name, password);
    if (wrong)
      return deny(res, ...wrong);
    this.setCookie(res, name);
    res.json({ ok: true, name, roles: this.rolesOf(name) });
  }

  // Finds out who asks: cookie first, then Basic. No credentials at all means anonymous, wrong ones are refused.
  identify(req, res, next) {
    req.userCtx = { name: null, roles: [] };
    const cookie = /(?:^|;\s*)AuthSession=([^;]*)/.exec(req.headers.cookie ?? '')?.[1];
    if (cookie) {
      const [, name, time, mac] = /^(.*):([0-9A-F]+):([0-9a-f]+)$/.exec(Buffer.from(cookie, 'base64url').toString()) ?? [];
      if (name === undefined)
        return deny(res, 400, 'bad_request', 'Malformed AuthSession cookie. Please clear your cookies.');
      const left = parseInt(time, 16) + this.sessionSeconds - Date.now() / 1000;
      if (mac === this.sign(name, time) && left > 0) {
        req.userCtx = { name, roles: this.rolesOf(name) };
        if (left < this.sessionSeconds * 0.9)
          this.setCookie(res, name);
      }
      return next();
    }
    const basic = /^Basic (.+)$/i.exec(req.headers.authorization ?? '')?.[1];
    if (basic) {
      const [, name, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(basic, 'base64').toString()) ?? [];
      const wrong = this.checkPassword(req, name, password);
      if (wrong)
        return deny(res, ...wrong);
      req.userCtx = { name, roles: this.rolesOf(name) };
    }
    next();
  }

  putUser(req, res) {
    if (!this.isAdmin(req))
      return deny(res, 401, 'unauthorized', 'You are not a server admin.');
    const { name, password, roles } = req.body ?? {};
    if (typeof name !== 'string' || typeof password !== 'string')
      return deny(res, 400, 'bad_request', 'A user needs a name and a password.');
    if (this.users.has(name) && !req.body._rev)
      return deny(res, 409, 'conflict', 'Document update conflict.');
    this.users.set(name, { password, roles: roles ?? [] });
    res.status(201).json({ ok: true, id: `org.couchdb.user:${name}`, rev: '1-00000000000000000000000000000000' });
  }

  putSecurity(req, res) {
    if (!this.isAdmin(req))
      return deny(res, 401, 'unauthorized', 'You are not a db or server admin.');
    if (!this.databases.has(req.params.db))
      return deny(res, 404, 'not_found', 'Database does not exist.');
    this.databases.set(req.params.db, req.body);
    res.json({ ok: true });
  }

  authorize(req, res, next) {
    const segments = req.path.split('/').slice(1).map(decodeURIComponent);
    const [name] = segments;
    if (name === '' || name === '_up')
      return next();
    if (name.startsWith('_')) {
      return this.isAdmin(req) ? next()
        : deny(res, 401, 'unauthorized', 'You are not a server admin.');
    }
    const wholeDatabase = segments.length === 1 || segments[1] === '';
    if (wholeDatabase && (req.method === 'PUT' || req.method === 'DELETE')) {
      if (!this.isAdmin(req))
        return deny(res, 401, 'unauthorized', 'You are not a server admin.');
      if (req.method === 'DELETE' && !this.databases.has(name))
        return deny(res, 404, 'not_found', 'Database does not exist.');
      res.on('finish', () => this.databaseChanged(req.method, name, res.statusCode));
      return next();
    }
    const security = this.databases.get(name);
    if (!security) // nobody may look into what is not there, and everybody may know it
      return deny(res, 404, 'not_found', 'Database does not exist.');
    if (this.isAdmin(req) || this.isMember(req.userCtx, security))
      return next();
    return req.userCtx.name === null
      ? deny(res, 401, 'unauthorized', 'You are not authorized to access this db.')
      : deny(res, 403, 'forbidden', 'You are not allowed to access this db.');
  }

  databaseChanged(method, name, status) {
    if (method === 'PUT' && status === 201)
      this.databases.set(name, { members: { roles: ['_admin'] }, admins: { roles: ['_admin'] } });
    if (method === 'DELETE' && status === 200)
      this.databases.delete(name);
  }

  isMember({ name, roles }, security) {
    const groups = [security.members ?? {}, security.admins ?? {}];
    return groups.some((group) => (name !== null && (group.names ?? []).includes(name))
      || (group.roles ?? []).some((role) => roles.includes(role)));
  }
}

module.exports = { Accounts };
