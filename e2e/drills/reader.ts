import { atlas } from '../fixtures/collection.js';
import { type Answer, ask } from '../support/http-client.js';
import { tilePath } from '../support/iiif.js';
import { people } from '../support/people.js';
import { agreement, decodeJpeg } from '../support/pixels.js';
import type { Stack } from '../support/stack.js';
import { Visitor } from '../support/visitor.js';
import { until } from '../support/wait.js';

/** Somebody entitled who reads while things break: always tiles that nobody asked for before, so that no cache can answer. */
export class Reader {
  readonly visitor = new Visitor();
  readonly id: string;
  #count = Math.floor(Math.random() * 5000);

  private constructor(id: string) {
    this.id = id;
  }

  static async signedIn(stack: Stack): Promise<Reader> {
    const reader = new Reader(await stack.idOf(atlas.path));
    await reader.visitor.signIn(people.ayesha.name, people.ayesha.password);
    return reader;
  }

  fresh(): readonly [number, number, number, number] {
    this.#count += 1;
    return [(this.#count * 41) % 4000, (this.#count * 59) % 6000, 512, 512];
  }

  tile = (): Promise<Answer> => this.visitor.ask(tilePath(this.id, this.fresh(), 256), { timeout: 15_000 });
  strangersTile = (): Promise<Answer> => ask(tilePath(this.id, this.fresh(), 256), { timeout: 15_000 });

  /** Whether a fresh tile comes, whole and of the right place. */
  async reads(): Promise<boolean> {
    const region = this.fresh();
    const answer = await this.visitor.ask(tilePath(this.id, region, 256), { timeout: 5000 });
    return answer.status === 200 && agreement(decodeJpeg(answer.body), atlas.painting, region) > 0.9;
  }

  /**
   * Seconds until a fresh tile is served again, and a refusal put into words (checks and documents go to the auth service by
   * two ways); infinite after a minute.
   */
  async secondsUntilBack(): Promise<number> {
    const from = Date.now();
    const back = await until(async () => (await this.reads()) && (await this.strangersTile()).status < 500, { within: 60_000, every: 200 });
    return back ? (Date.now() - from) / 1000 : Number.POSITIVE_INFINITY;
  }
}
