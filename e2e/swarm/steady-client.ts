import { Agent } from 'node:https';
import { type Answer, ask } from '../support/http-client.js';
import { sleep } from '../support/wait.js';

/** Somebody who asks all the time, on new connections and on kept ones, and writes down whatever isn't a picture. */
export class SteadyClient {
  readonly failures: string[] = [];
  requests = 0;
  /** Kept connections that the server had just closed: a browser asks again by itself, and so does this. */
  askedAgain = 0;
  #going = true;
  readonly #loads: Promise<void>[];

  /** @param paths what to ask for, in turns; `headers` go with each */
  constructor(paths: (n: number) => string, headers: Readonly<Record<string, string>>) {
    const kept = new Agent({ keepAlive: true, maxSockets: 1 });
    const once = (path: string): Promise<Answer> => ask(path, { headers, timeout: 10_000 });
    const again = async (path: string): Promise<Answer> => {
      try {
        return await ask(path, { headers, agent: kept, timeout: 10_000 });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error;
        this.askedAgain += 1;
        return once(path);
      }
    };
    this.#loads = [this.#load(paths, once), this.#load(paths, once), this.#load(paths, again)];
  }

  async #load(paths: (n: number) => string, put: (path: string) => Promise<Answer>): Promise<void> {
    while (this.#going) {
      const path = paths(this.requests++);
      try {
        const { status, header, body } = await put(path);
        const isPicture = status === 200 && header('content-type') === 'image/jpeg' && body.length > 100;
        if (!isPicture) this.failures.push(`${new Date().toISOString()} ${status} ${path}`);
      } catch (error) {
        this.failures.push(`${new Date().toISOString()} ${String(error)} ${path}`);
      }
      await sleep(10);
    }
  }

  async stop(): Promise<void> {
    this.#going = false;
    await Promise.all(this.#loads);
  }
}
