import { Agent, request } from 'node:http';

const connections = new Agent({ keepAlive: true, maxSockets: 64 });

/**
 * One request within the stack's network.
 * @param {{ at: string, path: string, method?: string, headers?: object, body?: string }} question `at`: host:port
 * @returns status, headers, body (base64 unless `text`), and when it was sent and answered (ms since 1970)
 */
export function ask({ at, path, method = 'GET', headers = {}, body, agent = connections, text = true }) {
  const [host, port] = at.split(':');
  return new Promise((resolve, reject) => {
    const sentAt = now();
    const asking = request({ host, port, path, method, headers, agent, timeout: 30_000 }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const answeredAt = now();
        resolve({
          status: answer.statusCode,
          headers: answer.headers,
          body: text ? bytes.toString('utf8') : bytes,
          sentAt,
          answeredAt,
        });
      });
    });
    asking.on('timeout', () => asking.destroy(new Error(`no answer in 30 s: ${at}${path}`)));
    asking.on('error', reject);
    asking.end(body);
  });
}

const now = () => performance.timeOrigin + performance.now();
