import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { freshGrant, jpeg, picture, tile } from '../support/answers.mjs'
import { ask, fakes } from '../support/stack.mjs'

const closed = (answer, seconds = 10) => {
  assert.equal(answer.status, 503)
  assert.equal(answer.headers['access-control-allow-origin'], '*')
  assert.equal(answer.headers['cache-control'], 'no-store')
  assert.ok(Number(answer.headers['retry-after']) > 0)
  assert.equal(JSON.parse(answer.body).error, 'unavailable')
  assert.ok(answer.ms < seconds * 1000, `${answer.ms} ms`)
}
const recovered = async () => {
  await fakes.tell({ check: freshGrant().check, gateway: picture() })
  const start = Date.now()
  let answer
  do answer = await ask('GET', tile)
  while (answer.status !== 200 && Date.now() - start < 10_000)
  assert.equal(answer.body, jpeg, `still ${answer.status} after 10 s`)
}

describe('failures', () => {
  beforeEach(fakes.reset)

  for (const status of [201, 202, 204, 206, 301, 302, 304, 400, 404, 407, 429, 500, 502, 503, 504])
    it(`stays closed when the check answers ${status}`, async () => {
      await fakes.tell({ check: { status, headers: { location: '/healthz' } }, gateway: picture() })
      closed(await ask('GET', tile), 3)
      assert.equal((await fakes.asked('gateway')).length, 0)
    })

  it('stays closed when the check gives up in mid-answer', async () => {
    await fakes.tell({ check: { status: 200, body: 'x', cut: 100 }, gateway: picture() })
    closed(await ask('GET', tile))
  })

  it('stays closed, soon, when the check hangs, and recovers', async () => {
    await fakes.tell({ check: { hang: true }, gateway: picture() })
    closed(await ask('GET', tile))
    await recovered()
  })

  it('stays closed when the check is down, and recovers', async () => {
    await fakes.tell({ gateway: picture() })
    await fakes.close('check')
    for (let n = 0; n < 3; n++) closed(await ask('GET', tile), 3)
    await fakes.open('check')
    await recovered()
  })

  it('says 503 when the auth service can\'t word its refusal, and recovers', async () => {
    await fakes.close('public')
    closed(await ask('GET', '/iiif/images/a.jp2/info.json'), 3)
    const page = await ask('GET', '/')
    assert.equal(page.status, 503)
    assert.equal(page.headers['content-type'], 'text/html; charset=utf-8')
    assert.match(page.headers['content-security-policy'], /^default-src 'none'; style-src 'sha256-/)
    assert.match(page.body, /<html lang="en">.*<title>.*<h1>.*try again shortly/s)
    closed(await ask('GET', '/iiif-token'), 3)
    await fakes.open('public')
    const start = Date.now()
    while ((await ask('GET', '/')).status !== 200) assert.ok(Date.now() - start < 10_000)
  })

  it('says 503 when the auth service fails or hangs while wording it', async () => {
    await fakes.tell({ public: { status: 500, body: 'stack trace' } })
    closed(await ask('GET', tile), 3)
    await fakes.tell({ public: { hang: true } })
    closed(await ask('GET', tile))
  })

  it('is through within 10 s when both are slow', async () => {
    await fakes.tell({ check: { status: 401, delay: 2500 }, public: { hang: true } })
    closed(await ask('GET', tile))
  })

  it('passes on the auth service\'s own 503', async () => {
    await fakes.tell({ public: { status: 503, headers: { 'content-type': 'application/json', 'retry-after': '7' }, body: '{"error":"database"}' } })
    const answer = await ask('GET', tile)
    assert.equal(answer.status, 503)
    assert.equal(answer.body, '{"error":"database"}')
    assert.equal(answer.headers['retry-after'], '7')
  })

  it('says 503 when the gateway is down, and recovers', async () => {
    await fakes.tell({ check: freshGrant().check })
    await fakes.close('gateway')
    closed(await ask('GET', tile), 3)
    await fakes.open('gateway')
    await recovered()
  })

  it('says 503 for pages of the auth service that hang', async () => {
    await fakes.tell({ public: { hang: true } })
    const answer = await ask('GET', '/iiif-login')
    assert.equal(answer.status, 503)
    assert.ok(answer.ms < 10_000)
  })
})
