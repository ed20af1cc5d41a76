import { ask } from './ask.mjs';

const contentCookie = '__Host-gatehouse';

/**
 * Signs one account in again and again, as from many addresses, straight at the auth service (the proxy slows down
 * whoever tries often).
 * @param {{ at: string, name: string, password: string, count: number, atOnce: number, first: number }} order
 * @returns the cookies, and how long it took
 */
export async function signIn({ at, name, password, count, atOnce, first }) {
  const form = await openForm(at);
  const cookies = [];
  const refused = {};
  const began = performance.now();
  let started = 0;
  async function work() {
    while (started < count) {
      const number = first + started++;
      const answer = await ask({
        at,
        path: '/iiif-login',
        method: 'POST',
        headers: { ...clientHeaders(number), Cookie: form.cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ form_token: form.token, username: name, password }).toString(),
      });
      const cookie = cookieOf(answer, contentCookie);
      if (cookie === null) refused[answer.status] = (refused[answer.status] ?? 0) + 1;
      else cookies.push(cookie);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return { requests: cookies.length, seconds: (performance.now() - began) / 1000, cookies, refused };
}

async function openForm(at) {
  const page = await ask({ at, path: '/iiif-login', headers: clientHeaders(0) });
  const token = /name="form_token" value="([^"]+)"/.exec(page.body)?.[1];
  const cookie = cookieOf(page, '__Host-gatehouse-form');
  if (token === undefined || cookie === null) throw new Error(`no sign-in form: ${page.status} ${page.body.slice(0, 300)}`);
  return { token, cookie };
}

const clientHeaders = (number) => ({
  Host: 'bench.test',
  'X-Gate-Client': `198.18.${(number >> 8) & 255}.${number & 255}`,
  'X-Request-Id': `bench-${number}`,
});

function cookieOf({ headers }, name) {
  const line = (headers['set-cookie'] ?? []).find((text) => text.startsWith(`${name}=`));
  return line === undefined ? null : line.split(';', 1)[0];
}
