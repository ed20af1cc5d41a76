import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { freshGrant, picture, tile } from '../support/answers.mjs'
import { ask, fakes } from '../support/stack.mjs'

const one = (answer, name) => answer.fields.filter(([field]) => field === name).length

describe('methods and CORS', () => {
  beforeEach(fakes.reset)

  it('answers a preflight itself, without asking anybody', async () => {
    const answer = await ask('OPTIONS', tile, { Origin: 'https://v.test', 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'authorization, x-own' })
    assert.equal(answer.status, 204)
    assert.equal(answer.body, '')
    assert.equal(answer.headers['access-control-allow-origin'], '*')
    assert.equal(answer.headers['access-control-allow-methods'], 'GET, HEAD, OPTIONS')
    assert.equal(answer.headers['access-control-allow-headers'], 'authorization, x-own')
    assert.equal(answer.headers['access-control-max-age'], '7200')
    assert.equal((await fakes.asked('check')).length + (await fakes.asked('public')).length, 0)
  })

  it('names the usual headers when a preflight asks for none, or for something odd', async () => {
    for (const asked of [null, 'x"y', 'a b', 'é'])
      assert.equal((await ask('OPTIONS', tile, { 'Access-Control-Request-Headers': asked })).headers['access-control-allow-headers'], 'Authorization, Accept, Content-Type, Range')
  })

  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'get'])
    it(`refuses ${method} below /iiif/ without asking anybody`, async () => {
      const answer = await ask(method, tile, { 'Content-Length': '3' }, 'abc')
      assert.ok([405, 400].includes(answer.status), String(answer.status))
      assert.equal(answer.headers['access-control-allow-origin'], '*')
      if (answer.status === 405) {
        assert.equal(answer.headers.allow, 'GET, HEAD, OPTIONS')
        assert.equal(answer.headers['content-type'], 'application/json')
      }
      assert.equal((await fakes.asked('check')).length, 0)
    })

  it('answers HEAD as GET without the picture', async () => {
    await fakes.tell({ check: freshGrant().check, gateway: picture() })
    const answer = await ask('HEAD', tile)
    assert.equal(answer.status, 200)
    assert.equal(answer.body, '')
    assert.ok(Number(answer.headers['content-length']) > 0)
    assert.equal((await fakes.asked('gateway'))[0].method, 'GET')
  })

  it('passes no body of a GET on', async () => {
    await fakes.tell({ check: freshGrant().check, gateway: picture() })
    assert.equal((await ask('GET', tile, { 'Content-Length': '28' }, 'FIF=secret.jp2&WID=200&CVT=j')).status, 200)
    assert.equal((await fakes.asked('check'))[0].body, '')
    assert.equal((await fakes.asked('gateway'))[0].body, '')
    assert.equal((await ask('GET', tile, { 'Content-Length': '90000' })).status, 413)
  })

  for (const [origin, allowed, credentials] of [['https://viewer.test', 'https://viewer.test', 'true'], ['https://other.test:8444', 'https://other.test:8444', 'true'], ['https://viewer.test.evil.test', '*', undefined], ['https://viewer.test:444', '*', undefined], ['null', '*', undefined]])
    it(`gives the origin ${origin} ${credentials ? 'credentialed' : 'plain'} CORS`, async () => {
      await fakes.tell({ check: freshGrant().check, gateway: picture() })
      for (const method of ['GET', 'OPTIONS']) {
        const { headers } = await ask(method, tile, { Origin: origin })
        assert.equal(headers['access-control-allow-origin'], allowed)
        assert.equal(headers['access-control-allow-credentials'], credentials)
      }
    })

  it('puts CORS on every status exactly once', async () => {
    const cases = [
      [200, { check: freshGrant().check, gateway: picture() }],
      [404, { check: freshGrant().check, gateway: { status: 404 } }],
      [503, { check: { status: 500 } }],
      [401, { check: { status: 401 }, public: { status: 401, headers: { 'access-control-allow-origin': '*' }, body: '{}' } }],
      [401, { check: { status: 401 }, public: { status: 401, body: '{}' } }],
      [302, { check: { status: 401 }, public: { status: 302, headers: { location: '/x' } } }],
    ]
    for (const [status, told] of cases) {
      await fakes.reset()
      await fakes.tell(told)
      const answer = await ask('GET', tile)
      assert.equal(answer.status, status)
      assert.equal(answer.headers['access-control-allow-origin'], '*', String(status))
      assert.equal(one(answer, 'access-control-allow-origin'), 1)
    }
  })

  it('leaves the CORS of the auth service\'s answers to the auth service', async () => {
    await fakes.tell({ public: { status: 200, headers: { 'access-control-allow-origin': 'https://v.test', 'access-control-allow-credentials': 'true' }, body: '{}' } })
    const answer = await ask('GET', '/iiif/images/a.jp2/info.json')
    assert.equal(answer.headers['access-control-allow-origin'], 'https://v.test')
    assert.equal((await ask('GET', '/iiif-token')).headers['access-control-allow-origin'], 'https://v.test')
  })

  it('hands preflights of the other services to the auth service', async () => {
    await ask('OPTIONS', '/iiif-auth2/probe/a', { 'Access-Control-Request-Headers': 'authorization', 'Access-Control-Request-Method': 'GET' })
    const [question] = await fakes.asked('public')
    assert.equal(question.method, 'OPTIONS')
    assert.equal(question.headers['access-control-request-headers'], 'authorization')
  })

  it('passes a form on, up to 64 kB, and slows a flood of them', async () => {
    const send = (size) => ask('POST', '/iiif-login', { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': String(size) }, 'x'.repeat(size))
    assert.equal((await send(1000)).status, 200)
    assert.equal((await fakes.asked('public'))[0].body.length, 1000)
    assert.equal((await send(70_000)).status, 413)
    const flood = await Promise.all(Array.from({ length: 60 }, () => send(3)))
    assert.ok(flood.some((answer) => answer.status === 429))
    assert.ok(flood.filter((answer) => answer.status === 200).length >= 20)
  })
})
