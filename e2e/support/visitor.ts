import { CookieJar } from './cookie-jar.js';
import { firstForm, type HtmlForm } from './html-form.js';
import { type Answer, ask, type Question } from './http-client.js';
import { archive } from './settings.js';

/** Someone with a browser that runs no JavaScript: cookies, forms, redirects within the archive. */
export class Visitor {
  readonly jar = new CookieJar();

  /** One request with this visitor's cookies; keeps what the answer sets. */
  async ask(path: string, question: Question = {}): Promise<Answer> {
    const answer = await ask(path, {
      ...question,
      headers: { ...this.jar.headers(), ...question.headers },
    });
    this.jar.keep(answer);
    return answer;
  }

  /** A top-level navigation, following redirects within the archive (at most five). */
  async open(path: string): Promise<{ answer: Answer; path: string }> {
    let here = path;
    let answer = await this.ask(here, { headers: navigationHeaders });
    for (let hops = 0; hops < 5 && answer.status >= 300 && answer.status < 400; hops++) {
      here = within(answer.header('location'), here);
      answer = await this.ask(here, { headers: navigationHeaders });
    }
    return { answer, path: here };
  }

  /** Submits the first form of a page that was opened, with some fields filled in; follows the redirect after it. */
  async submit(
    page: { answer: Answer; path: string },
    fill: (form: HtmlForm) => Map<string, string>,
  ): Promise<Answer> {
    const form = firstForm(page.answer.text());
    if (form === null) throw new Error(`no form on ${page.path}: ${page.answer.status}`);
    const fields = new URLSearchParams([...new Map([...form.fields, ...fill(form)])]);
    const answer = await this.ask(within(form.action, page.path), {
      method: form.method,
      body: fields.toString(),
      headers: {
        ...navigationHeaders,
        'sec-fetch-site': 'same-origin',
        origin: archive.origin,
        referer: archive.origin + page.path,
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
    if (answer.status !== 302 && answer.status !== 303) return answer;
    return (await this.open(within(answer.header('location'), page.path))).answer;
  }

  /** Opens the access service as a viewer at `origin` would and signs in; gives the last page. */
  async signIn(
    name: string,
    password: string,
    { service = '/iiif-login', origin }: { service?: string; origin?: string } = {},
  ): Promise<Answer> {
    const page = await this.open(origin === undefined ? service : `${service}?origin=${origin}`);
    return this.submit(page, (form) => credentials(form, name, password));
  }
}

/** What a browser sends with a typed address or a new window. */
export const navigationHeaders: Readonly<Record<string, string>> = {
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'cross-site',
  'sec-fetch-user': '?1',
};

/** Fills in the sign-in form, whatever its fields are called. */
export function credentials(form: HtmlForm, name: string, password: string): Map<string, string> {
  const nameField = form.types.get('text') ?? form.types.get('email');
  const passwordField = form.types.get('password');
  if (nameField === undefined || passwordField === undefined)
    throw new Error('the first form asks for no password');
  return new Map([
    [nameField, name],
    [passwordField, password],
  ]);
}

/** A link on a page of the archive as a path; refuses to leave the archive. */
function within(link: string, base: string): string {
  const url = new URL(link, archive.origin + base);
  if (url.origin !== archive.origin) throw new Error(`leads away from the archive: ${link}`);
  return url.href.slice(url.origin.length);
}
