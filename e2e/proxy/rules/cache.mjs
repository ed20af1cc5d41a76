import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { freshGrant, headersOf, picture, tail, tile } from '../support/answers.mjs'
import { ask, fakes } from '../support/stack.mjs'

describe('the tile cache', () => {
  beforeEach(fakes.reset)

  it('asks the check for every tile, cached or not', async () => {
    const { check } = freshGrant()
    await fakes.tell({ check, gateway: picture() })
    for (let n = 0; n < 3; n++) assert.equal((await ask('GET', tile)).status, 200)
    assert.equal((await fakes.asked('gateway')).length, 1)
    assert.equal((await fakes.asked('check')).length, 3)
    await fakes.tell({ check: { status: 401 }, public: { status: 401, body: '' } })
    assert.equal((await ask('GET', tile)).status, 401)
    await fakes.tell({ check: { status: 500 } })
    assert.equal((await ask('GET', tile)).status, 503)
  })

  for (const [name, first, second] of [
    ['view', '400x533-color', '6000x8000-color'], ['view', '1600x1200-gray', '1600x1200-color'], ['version', 'one', 'two'],
    ['root', 'images', 'demo'], ['api', '2', '3'], ['image', 'a!b.jp2', 'a%21b.jp2'], ['size', '10x10', '20x20'],
  ])
    it(`never mixes two values of ${name} (${first}, ${second})`, async () => {
      const { parts } = freshGrant()
      for (const value of [first, second, first]) {
        await fakes.tell({ check: { status: 200, headers: headersOf({ ...parts, [name]: value }) }, gateway: picture(`picture for ${value}`) })
        assert.equal((await ask('GET', tile)).body, `picture for ${value}`)
      }
      assert.equal((await fakes.asked('gateway')).length, 2)
    })

  it('holds neither user, query nor spelling of the identifier in its key', async () => {
    const { check } = freshGrant()
    await fakes.tell({ check, gateway: picture() })
    await ask('GET', tile, { Cookie: 'who=ann' })
    await ask('GET', `${tile}?cachebuster=1`, { Cookie: 'who=bob', Authorization: 'Bearer x', 'Accept-Encoding': 'gzip' })
    await ask('GET', `/iiif/images/estates%2Fmiller%2F001.jp2/${tail}`)
    assert.equal((await fakes.asked('gateway')).length, 1)
  })

  it('never keeps what broke off, nor what isn\'t a 200', async () => {
    const { check } = freshGrant()
    await fakes.tell({ check, gateway: { ...picture('half a pic'), cut: 1000 } })
    await ask('GET', tile)
    for (const status of [404, 502, 301, 206]) {
      await fakes.tell({ gateway: { status, headers: { 'cache-control': 'max-age=600' }, body: 'no' } })
      await ask('GET', tile)
    }
    await fakes.tell({ gateway: picture('the whole picture') })
    assert.equal((await ask('GET', tile)).body, 'the whole picture')
    assert.equal((await fakes.asked('gateway')).length, 6)
  })

  it('answers 304 to a matching ETag, cached or not, and only after the check', async () => {
    const { check } = freshGrant()
    await fakes.tell({ check, gateway: picture() })
    const etag = picture().headers.etag
    for (let n = 0; n < 2; n++) {
      const answer = await ask('GET', tile, { 'If-None-Match': etag })
      assert.equal(answer.status, 304)
      assert.equal(answer.headers['access-control-allow-origin'], '*')
      assert.equal(answer.headers['cache-control'], 'private, no-cache')
      assert.equal(answer.headers.etag, etag)
    }
    assert.equal((await fakes.asked('gateway')).length, 1)
    assert.equal((await fakes.asked('gateway'))[0].headers['if-none-match'], undefined)
    assert.equal((await ask('GET', tile, { 'If-None-Match': '"other"' })).status, 200)
    await fakes.tell({ check: { status: 401 }, public: { status: 401, body: '' } })
    assert.equal((await ask('GET', tile, { 'If-None-Match': etag })).status, 401)
  })

  it('gives the whole picture to a Range request', async () => {
    await fakes.tell({ check: freshGrant().check, gateway: picture() })
    for (let n = 0; n < 2; n++) assert.equal((await ask('GET', tile, { Range: 'bytes=0-1' })).status, 200)
  })

  it('fills from a HEAD what a GET then finds whole', async () => {
    const { check } = freshGrant()
    await fakes.tell({ check, gateway: picture('all of it') })
    await ask('HEAD', tile)
    assert.equal((await ask('GET', tile)).body, 'all of it')
  })
})
