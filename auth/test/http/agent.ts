import { request } from 'node:http';

/** JSON as it came: tests say what they expect of it. */
// oxlint-disable-next-line typescript/no-explicit-any -- every property is looked at by an expectation
export type Json = any;

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  /** By lower-case name; several of one name are joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Every `Set-Cookie` line as it was sent. */
  readonly setCookies: readonly string[];
  readonly text: string;
  readonly json: Json;
}

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One HTTP request as it is written, without anything that a browser or a library would add. */
export async function send(port: number, target: string, question: Question = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = question;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, path: target, method, headers, agent: false },
      (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8');
          const flat = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
          resolve({
            status: incoming.statusCode ?? 0,
            headers: Object.fromEntries(flat) as Record<string, string>,
            setCookies: incoming.headers['set-cookie'] ?? [],
            text,
            json: parseJson(text),
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** A browser as far as cookies and forms go. It follows no redirects. */
export interface Agent {
  readonly cookies: Map<string, string>;
  get(target: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Sends fields as a form does; a list of pairs may name a field twice. */
  post(target: string, fields: Fields, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  send(target: string, question?: Question): Promise<Answer>;
}

function keep(cookies: Map<string, string>, lines: readonly string[]): void {
  for (const line of lines) {
    const [pair = '', ...attributes] = line.split(';');
    const name = pair.slice(0, pair.indexOf('='));
    const expires = attributes.find((attribute) => /^\s*expires=/i.test(attribute))?.split('=')[1];
    const isGone = expires !== undefined && Date.parse(expires) <= Date.now() - 1000;
    if (isGone || /;\s*max-age=0/i.test(line)) cookies.delete(name);
    else cookies.set(name, pair.slice(name.length + 1));
  }
}

type Fields = Readonly<Record<string, string>> | readonly (readonly [string, string])[];

function pairsOf(fields: Fields): [string, string][] {
  const pairs = isList(fields) ? fields : Object.entries(fields);
  return pairs.map(([name, value]) => [name, value]);
}

function isList(fields: Fields): fields is readonly (readonly [string, string])[] {
  return Array.isArray(fields);
}

/** @param address what the proxy says of where the client is */
export function createAgent(port: number, address = '198.51.100.7'): Agent {
  const cookies = new Map<string, string>();
  const sendWithCookies = async (target: string, question: Question = {}): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      'X-Gate-Client': address,
      ...(cookie === '' ? {} : { Cookie: cookie }),
      ...question.headers,
    };
    const answer = await send(port, target, { ...question, headers });
    keep(cookies, answer.setCookies);
    return answer;
  };
  return {
    cookies,
    get: async (target, headers = {}) => sendWithCookies(target, { headers }),
    post: async (target, fields, headers = {}) =>
      sendWithCookies(target, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(pairsOf(fields)).toString(),
      }),
    send: sendWithCookies,
  };
}
