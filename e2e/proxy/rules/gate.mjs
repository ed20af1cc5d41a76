import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { freshGrant, grant, grantWith, jpeg, picture, tail, tile } from '../support/answers.mjs'
import { ask, fakes } from '../support/stack.mjs'

describe('the gate', () => {
  beforeEach(fakes.reset)

  it('asks the check first and then the gateway for exactly what the check named', async () => {
    const { check, path } = freshGrant()
    await fakes.tell({ check, gateway: picture() })
    const answer = await ask('GET', tile, { Cookie: 'a=b' })
    assert.equal(answer.status, 200)
    assert.equal(answer.body, jpeg)
    const [question] = await fakes.asked('check')
    assert.equal(question.url, '/query_auth')
    assert.equal(question.headers['x-original-uri'], tile)
    assert.equal(question.headers.cookie, 'a=b')
    const [fetched] = await fakes.asked('gateway')
    assert.equal(fetched.method, 'GET')
    assert.equal(fetched.url, `${path}/${tail}`)
    assert.deepEqual(Object.keys(fetched.headers).sort(), ['host', 'x-request-id'])
    assert.equal(fetched.headers.host, 'image-server')
    assert.equal(fetched.body, '')
    assert.equal((await fakes.asked('public')).length, 0)
  })

  for (const prefix of ['/iiif/3/images/', '/iiif/tiers/preview/images/', '/iiif/3/tiers/grey/images/'])
    it(`cuts the same tail out of ${prefix}`, async () => {
      const { check, path } = freshGrant({ api: prefix.includes('/3/') ? '3' : '2' })
      await fakes.tell({ check, gateway: picture() })
      assert.equal((await ask('GET', `${prefix}a/b%2Fc.jp2/${tail}?x=1`)).status, 200)
      const [fetched] = await fakes.asked('gateway')
      assert.equal(fetched.url, `${path.replace('/image/2', prefix.includes('/3/') ? '/image/3' : '/image/2')}/${tail}`)
    })

  for (const cut of ['full/max/0/default.jpg', 'square/!200,200/!90/gray.jpg', 'pct:10,10,50,50/pct:12.5/22.5/bitonal.png', 'full/^max/0/default.jpg', 'full/%5E!100%2C100/0/color.webp'])
    it(`passes ${cut} on as it stands`, async () => {
      const { check, path } = freshGrant()
      await fakes.tell({ check, gateway: picture() })
      assert.equal((await ask('GET', `/iiif/images/x.jp2/${cut}`)).status, 200)
      assert.equal((await fakes.asked('gateway'))[0].url, `${path}/${cut}`)
    })

  for (const name of Object.keys(grant))
    for (const [label, value] of [['missing', undefined], ['empty', ''], ['odd', '../|x y'], ['doubled', `${grant[name]}/${grant[name]}`], ['with a second line', `${grant[name]}, ${grant[name]}`]])
      it(`answers 503 for an allow whose ${name} is ${label}`, async () => {
        await fakes.tell({ check: grantWith(name, value), gateway: picture() })
        const answer = await ask('GET', tile)
        assert.equal(answer.status, 503)
        assert.equal(answer.headers['access-control-allow-origin'], '*')
        assert.equal((await fakes.asked('gateway')).length, 0)
      })

  for (const [label, value] of [['a slash', 'a/b.jp2'], ['a query', 'a.jp2?x'], ['raw UTF-8', 'Z\u00fcrich.jp2'], ['a broken escape', 'a%2.jp2'], ['a fragment', 'a#b']])
    it(`answers 503 for an allow whose image holds ${label}`, async () => {
      await fakes.tell({ check: grantWith('image', value), gateway: picture() })
      assert.equal((await ask('GET', tile)).status, 503)
      assert.equal((await fakes.asked('gateway')).length, 0)
    })

  for (const name of ['X-Gate-Image', 'X-Gate-Cache'])
    for (const [label, change] of [['missing', () => undefined], ['doubled', (value) => [value, value]]])
      it(`answers 503 for an allow whose header ${name} is ${label}`, async () => {
        const { check } = freshGrant()
        const value = change(check.headers[name])
        await fakes.tell({ check: { ...check, headers: { ...check.headers, [name]: value } }, gateway: picture() })
        assert.equal((await ask('GET', tile)).status, 503)
        assert.equal((await fakes.asked('gateway')).length, 0)
      })

  it('answers 503 for a bare 204 (the framework trap)', async () => {
    await fakes.tell({ check: { status: 204, headers: {} }, gateway: picture() })
    const answer = await ask('GET', tile)
    assert.equal(answer.status, 503)
    assert.equal((await fakes.asked('gateway')).length, 0)
  })

  it('answers 503 for an allow of something that is no image request', async () => {
    await fakes.tell({ check: freshGrant().check, gateway: picture() })
    for (const target of ['/iiif/images/a.jp2/info.json', '/iiif/manifests/a', '/iiif/files/a.pdf', '/iiif/images/a.jp2', '/iiif/'])
      assert.equal((await ask('GET', target)).status, 503, target)
    assert.equal((await fakes.asked('gateway')).length, 0)
  })

  for (const status of [401, 403])
    it(`has the auth service word a ${status}, at the very same address and with a status of its own`, async () => {
      const body = '{"@id":"x"}'
      await fakes.tell({ check: { status, headers: { 'X-Gate-Outcome': 'document' } }, public: { status: 302, headers: { location: 'https://gate.test/x', 'content-type': 'application/json', 'x-gate-outcome': 'leak' }, body } })
      const target = '/iiif/images/a%2Fb.jp2/info.json?q=1'
      const answer = await ask('GET', target, { Authorization: 'Bearer t', Range: 'bytes=0-1', 'If-None-Match': '"e"', Origin: 'https://v.test' })
      assert.equal(answer.status, 302)
      assert.equal(answer.headers.location, 'https://gate.test/x')
      assert.equal(answer.headers['x-gate-outcome'], undefined)
      assert.equal(answer.body, body)
      const [question] = await fakes.asked('public')
      assert.equal(question.method, 'GET')
      assert.equal(question.url, target)
      assert.equal(question.headers.authorization, 'Bearer t')
      assert.equal(question.headers.range, 'bytes=0-1')
      assert.equal(question.headers['if-none-match'], '"e"')
      assert.equal(question.headers.origin, 'https://v.test')
      assert.equal((await fakes.asked('gateway')).length, 0)
    })

  it('passes on the gateway\'s own errors, for nobody to keep', async () => {
    for (const status of [400, 404, 503]) {
      await fakes.tell({ check: freshGrant().check, gateway: { status, headers: { 'content-type': 'application/json', 'cache-control': 'max-age=9' }, body: '{"error":"x"}' } })
      const answer = await ask('GET', tile)
      assert.equal(answer.status, status)
      assert.equal(answer.body, '{"error":"x"}')
      assert.equal(answer.headers['cache-control'], 'no-store')
      assert.equal(answer.headers['access-control-allow-origin'], '*')
    }
  })
})
