import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const facts = { width: 6000, height: 4000, levels: 6, tileWidth: 256, tileHeight: 256, format: 'jp2' };

/** A gateway on loopback that answers `GET /facts/…` and counts; `answer` may be changed while it runs. */
export async function startFakeGateway() {
  const state = {
    asked: [] as string[],
    atOnce: 0,
    mostAtOnce: 0,
    answer: (_path: string): { status: number; body: unknown; delayMs?: number } => ({
      status: 200,
      body: facts,
    }),
  };
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    state.asked.push(url);
    state.atOnce += 1;
    state.mostAtOnce = Math.max(state.mostAtOnce, state.atOnce);
    const { status, body, delayMs } = state.answer(url);
    setTimeout(() => {
      state.atOnce -= 1;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    }, delayMs ?? 0);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    state,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
