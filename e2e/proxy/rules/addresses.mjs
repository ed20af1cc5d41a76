import assert from 'node:assert/strict'
import { connect } from 'node:tls'
import { beforeEach, describe, it } from 'node:test'
import { freshGrant, picture, tile } from '../support/answers.mjs'
import { ask, askBehind, askPlain, askRaw, fakes, proxyLog, stack } from '../support/stack.mjs'

describe('addresses', () => {
  beforeEach(fakes.reset)

  for (const host of ['evil.test', 'gate.test.evil.test', 'gate.test:8443', '127.0.0.1', 'localhost', 'evil:x@gate.test', 'gate.test.'])
    it(`answers 421 with the right address for Host: ${host}`, async () => {
      for (const target of [tile, '/', '/auth/admin/']) {
        const answer = await ask('GET', target, { Host: host })
        assert.ok([421, 400].includes(answer.status), String(answer.status))
        if (answer.status === 421 && target === tile) assert.equal(JSON.parse(answer.body).address, 'https://gate.test')
        if (answer.status === 421) assert.ok(answer.body.includes('https://gate.test'))
      }
      for (const name of ['check', 'public', 'gateway']) assert.equal((await fakes.asked(name)).length, 0)
    })

  it('answers 421 to a request without a Host, and to one whose line and header disagree', async () => {
    assert.equal((await askRaw('GET / HTTP/1.0\r\n\r\n')).status, 421)
    assert.equal((await ask('GET', 'https://evil.test/')).status, 421)
    assert.equal((await askRaw('GET https://gate.test/ HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n')).status, 421)
    assert.equal((await fakes.asked('public')).length, 0)
  })

  it('knows its own name in capitals and with the default port', async () => {
    for (const host of ['GATE.test', 'gate.test:443']) assert.equal((await ask('GET', '/', { Host: host })).status, 200, host)
  })

  it('sends plain HTTP to the one right address, cross-origin clients included', async () => {
    const answer = await askPlain('GET', `${tile}?a=1`, { Origin: 'https://v.test' })
    assert.equal(answer.status, 308)
    assert.equal(answer.headers.location, `https://gate.test${tile}?a=1`)
    assert.equal(answer.headers['access-control-allow-origin'], '*')
    assert.equal((await askPlain('OPTIONS', tile)).status, 204)
    assert.equal((await askPlain('GET', '//evil.test/x')).headers.location, 'https://gate.test//evil.test/x')
    assert.equal((await askPlain('GET', '/', { Host: 'gate.test:8080' })).status, 308)
    assert.equal((await askPlain('GET', '/', { Host: 'evil.test' })).status, 421)
    assert.equal((await fakes.asked('public')).length, 0)
  })

  it('answers health checks on both ports for any host', async () => {
    for (const health of [ask, askPlain, askBehind]) {
      const answer = await health('GET', '/healthz', { Host: '127.0.0.1' })
      assert.equal(answer.status, 200)
      assert.equal(answer.body, 'ok\n')
    }
  })

  it('serves challenges of a certificate authority on plain HTTP, and 404 for an unknown one', async () => {
    const answer = await askPlain('GET', '/.well-known/acme-challenge/x')
    assert.equal(answer.status, 404)
    assert.equal((await askPlain('GET', '/.well-known/acme-challenge/../../etc/passwd')).status, 308)
  })

  it('serves the gate itself on plain HTTP behind somebody else\'s TLS', async () => {
    await fakes.tell({ check: freshGrant().check, gateway: picture() })
    assert.equal((await askBehind('GET', tile)).status, 200)
    assert.equal((await askBehind('GET', tile, { Host: 'evil.test' })).status, 421)
  })

  it('promises HTTPS for a year under a real name', async () => {
    await fakes.tell({ check: freshGrant().check, gateway: picture() })
    for (const target of [tile, '/']) assert.equal((await ask('GET', target)).headers['strict-transport-security'], 'max-age=31536000')
  })

  it('speaks HTTP/2 and TLS 1.2 or newer, with a certificate for its name', async () => {
    const facts = await new Promise((done, fail) => {
      const socket = connect({ port: stack.own.tls, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: ['h2'], servername: 'gate.test' }, () => {
        done({ alpn: socket.alpnProtocol, protocol: socket.getProtocol(), names: socket.getPeerCertificate().subjectaltname })
        socket.destroy()
      }).on('error', fail)
    })
    assert.equal(facts.alpn, 'h2')
    assert.equal(facts.protocol, 'TLSv1.3')
    assert.match(facts.names, /DNS:gate\.test/)
    await assert.rejects(new Promise((done, fail) => {
      connect({ port: stack.own.tls, host: '127.0.0.1', rejectUnauthorized: false, maxVersion: 'TLSv1.1', minVersion: 'TLSv1' }, done).on('error', fail)
    }))
  })

  it('logs no query, cookie, token, one-time link or full address', async () => {
    await ask('GET', '/iiif-token?secretquery=1', { Cookie: 's=secretcookie', Authorization: 'Bearer secrettoken' })
    await ask('GET', '/account/setup/secretlink')
    await fakes.close('public')
    await ask('GET', '/account/setup/secretlink?secretquery=2')
    // Lines are written in bunches, at the latest after a second.
    await new Promise((done) => setTimeout(done, 1500))
    const log = await proxyLog()
    assert.ok(!/secret(query|cookie|token|link)/.test(log))
    const entries = log.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
    assert.ok(entries.some((entry) => entry.path === '/iiif-token'))
    assert.ok(entries.every((entry) => entry.client.endsWith('.0')))
  })
})
