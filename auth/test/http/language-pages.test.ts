import { describe, expect, it } from '@jest/globals';
import { catalogues, languageNames, speakIn } from '../../src/core/texts/catalogue.js';
import { viewer } from '../support/test-app.js';
import { posted } from './auth2-documents.js';
import { readForm, unescapeHtml } from './forms.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const languages = Object.keys(catalogues);
const values = { institution: 'Example Archive', origin: viewer, address: '203.0.113.9' };
const html = { Accept: 'text/html' };

/** Pages by an address that shows them, and a text that each shows. */
const pages = [
  ['sign-in', '/iiif-login', 'login.intro'],
  ['sign-in for a viewer', `/iiif-login?origin=${viewer}`, 'login.introOrigin'],
  ['sign-in of 2.0', `/iiif-auth2/access/active?origin=${viewer}`, 'login.introOrigin'],
  ['agreement', `/iiif-login/agree/terms?origin=${viewer}`, 'agree.introOrigin'],
  ['agreement of 2.0', '/iiif-auth2/access/agree/terms', 'agree.button'],
  ['place', '/iiif-login/place', 'place.notHere'],
  ['kiosk', '/iiif-auth2/access/kiosk', 'place.notHere'],
  ['cancelled', '/iiif-login/cancel', 'done.cancelled'],
  ['signed out', '/iiif-logout', 'done.signedOut'],
  ['sign-out', '/iiif-logout?ask=1', 'logout.confirm'],
  ['welcome', '/', 'welcome.intro'],
  ['nothing there', '/nothing-here', 'problem.missing'],
  ['no such terms', '/iiif-login/agree/none', 'agree.unknown'],
  ['token', `/iiif-auth2/token/session?messageId=1&origin=${viewer}`, 'token.missing'],
  ['token of a place', `/iiif-auth2/token/place?messageId=1&origin=${viewer}`, 'token.notAtPlace'],
] as const;

describe.each(languages)('pages in %s', (language) => {
  it.each(pages)('%s', async (_name, target, key) => {
    const answer = await use()
      .agent('203.0.113.9')
      .get(target, { ...html, 'Accept-Language': `xx, ${language}-XX;q=0.9, en;q=0.1` });
    expect(answer.text).toContain(`<html lang="${language}">`);
    expect([answer.headers['content-language'], answer.headers['cache-control']]).toEqual([
      language,
      'no-store',
    ]);
    expect(answer.headers['vary']).toContain('Accept-Language');
    const places = { ...values, host: 'images.test', hosted: 'https://images.test/view/' };
    expect(unescapeHtml(answer.text)).toContain(speakIn(language)(key, places));
  });

  it('a browser that holds cookies back: page and posted messages of both versions', async () => {
    const headers = { 'Accept-Language': language, 'Sec-Fetch-Storage-Access': 'none' };
    const text = speakIn(language)('token.blocked', {
      host: 'images.test',
      hosted: 'https://images.test/view/',
    });
    const one = await use().agent('203.0.113.9').get(`/iiif-token?messageId=1&origin=${viewer}`, headers);
    expect(posted(one)?.message.description).toBe(text);
    const two = await use()
      .agent('203.0.113.9')
      .get(`/iiif-auth2/token/session?messageId=1&origin=${viewer}`, headers);
    expect(posted(two)?.message.note[language]).toEqual([text]);
    expect(unescapeHtml(two.text)).toContain(text);
  });

  it('a refused sign-in, and one that has to wait', async () => {
    const agent = use().agent(`203.0.113.${100 + languages.indexOf(language)}`);
    const fields = readForm((await agent.get('/iiif-login')).text, '').fields;
    const form = { ...fields, username: `nobody-${language}`, password: 'x' };
    const speaking = { 'Accept-Language': language };
    const refused = await agent.post('/iiif-login', form, speaking);
    expect([refused.status, refused.headers['content-language']]).toEqual([401, language]);
    expect(unescapeHtml(refused.text)).toContain(speakIn(language)('login.wrong'));
  });
});

describe('choice of language', () => {
  it('the menu offers all six by name, without any form or script, and keeps what the page was opened with', async () => {
    const target = `/iiif-login?origin=${viewer}&return=%2Fview%2F&messageId=7`;
    const { text } = await use().agent().get(target, { 'Accept-Language': 'de' });
    for (const [tag, name] of Object.entries(languageNames))
      expect(text).toContain(
        tag === 'de' ? `aria-current="true">${name}` : `hreflang="${tag}" rel="nofollow">${name}`,
      );
    const link = unescapeHtml(/href="(\?[^"]*lang=ja)"/.exec(text)?.[1] ?? '');
    expect(Object.fromEntries(new URLSearchParams(link))).toEqual({
      origin: viewer,
      return: '/view/',
      messageId: '7',
      lang: 'ja',
    });
    const chosen = await use().agent().get(`/iiif-login${link}`);
    expect(chosen.text).toContain('<html lang="ja">');
    expect(readForm(chosen.text, '').fields).toMatchObject({ origin: viewer, return: '/view/' });
    expect(text.match(/<form/g)).toHaveLength(1);
  });

  it('the menu of a page that answers a form leads back to the same errand', async () => {
    const agent = use().agent('203.0.113.50');
    const target = `/iiif-login?origin=${viewer}&return=%2Fview%2F`;
    const form = readForm((await agent.get(target)).text, '');
    const { text } = await agent.post('/iiif-login', { ...form.fields, username: 'nobody', password: 'x' });
    expect(text).toContain(`href="?origin=${encodeURIComponent(viewer)}&amp;return=%2Fview%2F&amp;lang=fr"`);
  });

  it('is remembered in the browser, before what the browser asks for', async () => {
    const agent = use().agent();
    await agent.get('/?lang=it');
    const { text } = await agent.get('/iiif-login', { 'Accept-Language': 'fr' });
    expect(text).toContain('<html lang="it">');
    const { text: other } = await use().agent().get('/iiif-login', { 'Accept-Language': 'fr' });
    expect(other).toContain('<html lang="fr">');
  });

  it('is remembered in the account: another browser speaks it after the sign-in', async () => {
    const agent = await use().signIn('tom');
    await agent.get('/?lang=es');
    expect((await use().deps.users.findByName('tom'))?.language).toBe('es');
    const elsewhere = await use().signIn('tom');
    expect((await elsewhere.get('/')).text).toContain('<html lang="es">');
    const account = use().agent();
    const form = readForm((await account.get('/account/sign-in')).text, '');
    await account.post('/account/sign-in', { ...form.fields, username: 'tom', password: 'wrong' });
    expect(account.cookies.get('__Host-gatehouse-language')).toBeUndefined();
  });

  it('another site’s link or picture is spoken in that language, but changes nothing', async () => {
    const agent = await use().signIn('ayesha');
    const answer = await agent.get('/?lang=ja', { 'Sec-Fetch-Site': 'cross-site' });
    expect(answer.text).toContain('<html lang="ja">');
    expect(answer.setCookies).toEqual([]);
    expect((await use().deps.users.findByName('ayesha'))?.language).toBeNull();
    expect((await agent.get('/')).text).toContain('<html lang="en">');
  });

  it.each(['xx', '__proto__', 'constructor', '', '"><script>', 'en&lang=de'])(
    'counts as none where we have no such language: "%s"',
    async (lang) => {
      const answer = await use().agent().get(`/?lang=${lang}`, { 'Accept-Language': 'fr' });
      expect(answer.text).toContain('<html lang="fr">');
      expect(answer.setCookies).toEqual([]);
    },
  );

  it('a cookie that holds anything else is ignored', async () => {
    const answer = await use()
      .agent()
      .get('/', { Cookie: '__Host-gatehouse-language=constructor', 'Accept-Language': 'de' });
    expect(answer.text).toContain('<html lang="de">');
  });

  it('the sign-out page asks again in another language, and signs nobody out', async () => {
    const agent = await use().signIn('marek');
    const headers = { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' };
    const { text } = await agent.get('/iiif-logout', headers);
    expect(text).toContain('href="?ask=1&amp;lang=de"');
    await agent.get('/iiif-logout?ask=1&lang=de');
    expect((await agent.get('/iiif/images/members!001.jp2/info.json')).status).toBe(200);
  });

  it('links of an error page stay on this site whatever the address was', async () => {
    const { text } = await use().agent().get('//elsewhere.test/x', html);
    expect(text).toContain('href="?lang=de"');
    expect(text).not.toContain('href="//elsewhere');
  });
});
