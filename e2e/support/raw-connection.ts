import { connect, type TLSSocket } from 'node:tls';
import { archive, ports } from './settings.js';

export interface RawReply {
  readonly head: string;
  readonly body: Buffer;
}

const noReply: RawReply = { head: '', body: Buffer.alloc(0) };

/** Whether an answer that has come so far is whole, and how long it is; null where only the end of the connection tells. */
function endOf(bytes: Buffer): number | 'more' | null {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return 'more';
  const head = bytes.subarray(0, headEnd).toString('latin1');
  const start = headEnd + 4;
  if (/^HTTP\/1\.1 (?:204|304)/.test(head)) return start;
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  if (length !== undefined) return bytes.length >= start + Number(length) ? start + Number(length) : 'more';
  if (!/^transfer-encoding: chunked$/im.test(head)) return null;
  const last = bytes.indexOf('0\r\n\r\n', start);
  return last !== -1 && last + 5 === bytes.length ? bytes.length : 'more';
}

/**
 * As `rawRequest`, on a connection that is kept while the peer keeps it: for many requests, most of whose time would go into
 * handshakes. One request at a time; the bytes are sent as they are, and an answer is what came until its end or the connection's.
 */
export class RawConnection {
  #socket: TLSSocket | null = null;

  async ask(bytes: Buffer, within = 15_000): Promise<RawReply> {
    const kept = this.#socket !== null;
    const reply = await this.#askOnce(bytes, within);
    // The peer closed the connection while we spoke.
    return kept && reply.head === '' ? this.#askOnce(bytes, within) : reply;
  }

  #open(): TLSSocket {
    const socket = connect({
      host: '127.0.0.1',
      port: ports.https,
      servername: archive.host,
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
    });
    // Told by the end of the connection.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.#socket === socket) this.#socket = null;
    });
    return socket;
  }

  #askOnce(bytes: Buffer, within: number): Promise<RawReply> {
    const socket = (this.#socket ??= this.#open());
    return new Promise((resolve) => {
      let all = Buffer.alloc(0);
      const done = (keep: boolean): void => {
        clearTimeout(patience);
        socket.off('data', take).off('close', end);
        if (!keep) this.close();
        const headEnd = all.indexOf('\r\n\r\n');
        const head = all.subarray(0, headEnd).toString('latin1');
        resolve(headEnd === -1 ? noReply : { head, body: all.subarray(headEnd + 4) });
      };
      const end = (): void => done(false);
      const take = (chunk: Buffer): void => {
        all = Buffer.concat([all, chunk]);
        const whole = endOf(all);
        if (typeof whole === 'number')
          done(all.length === whole && !/^connection: close$/im.test(all.toString('latin1')));
      };
      const patience = setTimeout(end, within);
      socket.on('data', take).on('close', end);
      socket.write(bytes);
    });
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = null;
  }
}
