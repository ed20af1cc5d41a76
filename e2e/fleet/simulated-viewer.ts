import { type ClientHttp2Session, connect } from 'node:http2';
import type { Picture } from '../fixtures/collection.js';
import { archive, ports } from '../support/settings.js';
import { sleep } from '../support/wait.js';
import type { Region } from '../support/pixels.js';

export interface Fetched {
  readonly status: number;
  readonly type: string;
  readonly etag: string;
  readonly body: Buffer;
  readonly milliseconds: number;
}

/** What a viewer asks for: a picture's tile, and the part of the master that it shows. */
export interface Tile {
  readonly path: string;
  readonly region: Region;
}

export interface Shelf {
  readonly picture: Picture;
  readonly id: string;
}

const tileEdge = 512;
/** Tiles of a window of 1,600 × 1,100 pixels. */
const [columns, rows] = [4, 3];

/** Somebody at a viewer: opens pictures, zooms and pans in bursts of tiles, looks for a while; one HTTP/2 connection as browsers have. */
export class SimulatedViewer {
  readonly #cookie: string;
  readonly #random: () => number;
  #session: ClientHttp2Session | null = null;
  #asked = 0;
  /** What the browser keeps: it asks again with the tag. */
  readonly #tags = new Map<string, string>();

  constructor(cookie: string, random: () => number) {
    this.#cookie = cookie;
    this.#random = random;
  }

  /** Opens a picture and looks around in it, a burst of tiles at a time. */
  async *look(shelf: Shelf, strokes: number): AsyncGenerator<readonly Tile[]> {
    let scale = 16;
    let [x, y] = [0.5, 0.5];
    for (let stroke = 0; stroke < strokes; stroke++) {
      yield this.#window(shelf, scale, x, y);
      await sleep(300 + this.#random() * 2500);
      const chance = this.#random();
      if (chance < 0.45) scale = Math.max(1, scale / 2);
      else if (chance < 0.6) scale = Math.min(16, scale * 2);
      const step = (tileEdge * scale) / shelf.picture.width;
      x = Math.min(1, Math.max(0, x + (this.#random() - 0.5) * 2 * step));
      y = Math.min(1, Math.max(0, y + (this.#random() - 0.5) * 2 * step));
    }
    this.close();
  }

  #window({ picture: { width, height }, id }: Shelf, scale: number, x: number, y: number): Tile[] {
    const edge = tileEdge * scale;
    const [across, down] = [Math.ceil(width / edge), Math.ceil(height / edge)];
    const from = (share: number, all: number, seen: number): number =>
      Math.max(0, Math.min(all - seen, Math.round(share * all - seen / 2)));
    const [left, top] = [from(x, across, columns), from(y, down, rows)];
    const tiles: Tile[] = [];
    for (let row = top; row < Math.min(down, top + rows); row++)
      for (let column = left; column < Math.min(across, left + columns); column++) {
        const region = [
          column * edge,
          row * edge,
          Math.min(edge, width - column * edge),
          Math.min(edge, height - row * edge),
        ] as const;
        const size = Math.ceil(region[2] / scale);
        tiles.push({ region, path: `/iiif/images/${id}/${region.join(',')}/${size},/0/default.jpg` });
      }
    return tiles;
  }

  /** Asks for a path; conditionally where this viewer has it already. */
  fetch(path: string): Promise<Fetched> {
    const session = this.#open();
    const tag = this.#tags.get(path);
    const started = performance.now();
    return new Promise((resolve, reject) => {
      const stream = session.request({
        ':path': path,
        ':authority': `${archive.host}:${ports.https}`,
        ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
        ...(tag === undefined ? {} : { 'if-none-match': tag }),
      });
      const chunks: Buffer[] = [];
      let head: Readonly<Record<string, unknown>> = {};
      stream.setTimeout(20_000, () => stream.destroy(new Error(`no answer in time: ${path}`)));
      stream.on('response', (headers) => (head = headers));
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', reject);
      stream.on('end', () => {
        const etag = String(head['etag'] ?? '');
        if (head[':status'] === 200 && etag !== '') this.#tags.set(path, etag);
        resolve({
          status: Number(head[':status'] ?? 0),
          type: String(head['content-type'] ?? ''),
          etag,
          body: Buffer.concat(chunks),
          milliseconds: performance.now() - started,
        });
      });
      stream.end();
    });
  }

  #open(): ClientHttp2Session {
    // A server ends a connection after many requests; a new one before that, so that no request meets the end.
    if (this.#session === null || this.#asked >= 500) {
      this.close();
      this.#session = connect(`https://127.0.0.1:${ports.https}`, {
        servername: archive.host,
        rejectUnauthorized: false,
      });
      // Told by the requests on it.
      this.#session.on('error', () => undefined);
      this.#asked = 0;
    }
    this.#asked += 1;
    return this.#session;
  }

  close(): void {
    this.#session?.close();
    this.#session = null;
  }
}
