import { connect } from 'node:tls';
import { archive, ports } from './settings.js';

/** What came back for bytes sent as they are. */
export interface RawAnswer {
  /** Status of each answer on the connection, in order (more than one tells of smuggling or pipelining). */
  readonly statuses: readonly number[];
  readonly bytes: Buffer;
  readonly seconds: number;
  /** The peer never closed and the time ran out. */
  readonly hung: boolean;
}

export interface RawOptions {
  readonly host?: string;
  /** Where to connect to; default 127.0.0.1. */
  readonly address?: string;
  readonly port?: number;
  /** Milliseconds after which an open connection counts as hanging. */
  readonly within?: number;
}

/**
 * Sends bytes over a TLS socket and collects everything until the peer closes. Nothing is parsed, repaired
 * or normalised on the way out; say `Connection: close` in the bytes or the wait is the whole time.
 */
export function rawRequest(bytes: string | Buffer, options: RawOptions = {}): Promise<RawAnswer> {
  const started = performance.now();
  const received: Buffer[] = [];
  return new Promise((resolve, reject) => {
    const finish = (hung: boolean): void => {
      socket.destroy();
      const all = Buffer.concat(received);
      resolve({ statuses: statusesIn(all), bytes: all, seconds: (performance.now() - started) / 1000, hung });
    };
    const socket = connect(
      {
        host: options.address ?? '127.0.0.1',
        port: options.port ?? ports.https,
        servername: options.host ?? archive.host,
        rejectUnauthorized: false,
        ALPNProtocols: ['http/1.1'],
      },
      () => socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes),
    );
    socket.setTimeout(options.within ?? 10_000, () => finish(true));
    socket.on('data', (chunk: Buffer) => received.push(chunk));
    socket.on('close', () => finish(false));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // Refused or reset after we spoke is an answer (nothing); not being able to connect is an error.
      if (error.code === 'ECONNREFUSED') reject(error);
      else finish(false);
    });
  });
}

function statusesIn(bytes: Buffer): number[] {
  const text = bytes.toString('latin1');
  return [...text.matchAll(/(?:^|\r\n|[^\r\n])HTTP\/1\.[01] (\d{3})[ \r]/g)].map((match) => Number(match[1]));
}

/** A whole request as bytes, with the public Host and `Connection: close` unless said otherwise. */
export function requestBytes(
  target: string | Buffer,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Buffer {
  const all: Record<string, string> = {
    Host: `${archive.host}:${ports.https}`,
    Connection: 'close',
    ...headers,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`${method} `),
    typeof target === 'string' ? Buffer.from(target, 'utf8') : target,
    Buffer.from(` HTTP/1.1\r\n${head.join('')}\r\n${body}`, 'latin1'),
  ]);
}
