// What the check and the gateway say in most tests.
export const tile = '/iiif/images/estates!miller!001.jp2/0,0,256,256/256,/0/default.jpg'
export const tail = '0,0,256,256/256,/0/default.jpg'
export const jpeg = 'JPEG-of-the-miller-estate'

export const grant = {
  'X-Gate-Api': '2', 'X-Gate-Image': 'estates!miller!001.jp2', 'X-Gate-Root': 'images', 'X-Gate-Size': '6000x8000',
  'X-Gate-View': '6000x8000-color', 'X-Gate-Version': 'v1-abc', 'X-Gate-Tier': 'full', 'X-Gate-Cache': 'private',
}
export const canonical = '/image/2/images/6000x8000/6000x8000-color/v1-abc/estates!miller!001.jp2'

let count = 0
/** A grant under a version of its own, so that no earlier test's tile is in the cache. */
export function freshGrant(changes = {}) {
  const version = `t${++count}-${process.pid}`
  const headers = { ...grant, 'X-Gate-Version': version, ...changes }
  return { version, check: { status: 200, headers }, path: canonical.replace('v1-abc', version) }
}

/** The check's answer without one header, or with another value for it. */
export const grantWith = (name, value) => {
  const headers = { ...grant, 'X-Gate-Version': `w${++count}-${process.pid}`, [name]: value }
  if (value === undefined) delete headers[name]
  return { status: 200, headers }
}

export const picture = (body = jpeg) => ({ status: 200, headers: { 'content-type': 'image/jpeg', etag: `"${body.length}-${body.slice(0, 8)}"` }, body })
