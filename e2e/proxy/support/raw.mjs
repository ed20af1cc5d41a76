// One request over one connection, byte for byte: HTTP clients tidy up paths and headers.
import { connect as connectPlain } from 'node:net'
import { connect as connectTls } from 'node:tls'

function parse(bytes) {
  const text = bytes.toString('latin1')
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return { status: 0, headers: {}, fields: [], body: text }
  const [first, ...lines] = text.slice(0, end).split('\r\n')
  const fields = lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()])
  const headers = {}
  for (const [name, value] of fields) headers[name] = name in headers ? `${headers[name]}, ${value}` : value
  let body = text.slice(end + 4)
  if (headers['transfer-encoding'] === 'chunked') body = unchunk(body)
  return { status: Number(first.split(' ')[1]), headers, fields, body }
}

function unchunk(text) {
  let out = ''
  for (let at = 0; ;) {
    const line = text.indexOf('\r\n', at)
    const size = parseInt(text.slice(at, line), 16)
    if (!(size > 0)) return out
    out += text.slice(line + 2, line + 2 + size)
    at = line + 4 + size
  }
}

/**
 * @param {{port: number, tls?: boolean, timeout?: number}} where
 * @param {string} bytes the request, header lines ending in CRLF
 * @returns {Promise<{status: number, headers: object, fields: string[][], body: string, ms: number}>}
 */
export function send({ port, tls = true, timeout = 15_000 }, bytes) {
  return new Promise((done, fail) => {
    const start = Date.now()
    const parts = []
    const options = { port, host: '127.0.0.1' }
    const socket = tls ? connectTls({ ...options, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] }) : connectPlain(options)
    socket.setTimeout(timeout, () => { socket.destroy(); fail(new Error(`no answer in ${timeout} ms`)) })
    socket.on(tls ? 'secureConnect' : 'connect', () => socket.write(Buffer.from(bytes, 'latin1')))
    socket.on('data', (part) => parts.push(part))
    socket.on('error', (error) => parts.length > 0 ? undefined : fail(error))
    socket.on('close', () => done({ ...parse(Buffer.concat(parts)), ms: Date.now() - start }))
  })
}

/** The text of a request; `Connection: close` so that the end of the answer is the end of the connection. */
export function requestText(method, target, headers = {}, body = '') {
  const all = { Host: 'gate.test', Connection: 'close', ...headers }
  const lines = Object.entries(all)
    .filter(([, value]) => value !== null)
    .flatMap(([name, value]) => [value].flat().map((each) => `${name}: ${each}\r\n`))
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n${body}`
}
