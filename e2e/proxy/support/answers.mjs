// What the check and the gateway say in most tests.
export const tile = '/iiif/images/estates!miller!001.jp2/0,0,256,256/256,/0/default.jpg'
export const tail = '0,0,256,256/256,/0/default.jpg'
export const jpeg = 'JPEG-of-the-miller-estate'

// What X-Gate-Image holds, in this order, and X-Gate-Cache beside it.
export const grant = { api: '2', root: 'images', size: '6000x8000', view: '6000x8000-color', version: 'v1-abc', tier: 'full', image: 'estates!miller!001.jp2', cache: 'private' }
export const canonical = '/image/2/images/6000x8000/6000x8000-color/v1-abc/estates!miller!001.jp2'

/** The headers of a grant; a part that is undefined is left out. */
export function headersOf({ cache, ...parts }) {
  const headers = { 'X-Gate-Image': Object.values(parts).filter((part) => part !== undefined).join('/'), 'X-Gate-Cache': cache }
  if (cache === undefined) delete headers['X-Gate-Cache']
  return headers
}

let count = 0
/** A grant under a version of its own, so that no earlier test's tile is in the cache. */
export function freshGrant(changes = {}) {
  const version = `t${++count}-${process.pid}`
  const parts = { ...grant, version, ...changes }
  return { version, parts, check: { status: 200, headers: headersOf(parts) }, path: canonical.replace('v1-abc', version) }
}

/** The check's answer without one part, or with another value for it. */
export const grantWith = (name, value) => freshGrant({ [name]: value }).check

export const picture = (body = jpeg) => ({ status: 200, headers: { 'content-type': 'image/jpeg', etag: `"${body.length}-${body.slice(0, 8)}"` }, body })
