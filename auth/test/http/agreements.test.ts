import { describe, expect, it } from '@jest/globals';
import { cookieOf, viewer } from '../support/test-app.js';
import { testPolicyText } from '../support/factories.js';
import type { Agent, Answer } from './agent.js';
import { posted } from './auth2-documents.js';
import { bearer, token2 } from './auth2-flow.js';
import { readForm } from './forms.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const page1 = `/iiif-login/agree/terms?origin=${encodeURIComponent(viewer)}`;
const page2 = `/iiif-auth2/access/agree/terms?origin=${encodeURIComponent(viewer)}`;
const info = '/iiif/images/terms!001.jp2/info.json';
const tile = '/iiif/images/terms!001.jp2/0,0,512,512/256,/0/default.jpg';

async function agree(agent: Agent, target = page1): Promise<Answer> {
  const form = readForm((await agent.get(target)).text, target);
  return agent.post(form.action, form.fields);
}

describe('agreements', () => {
  it.each([page1, page2])('[A1-38] [A2-16] shows title, terms and one button: %s', async (target) => {
    const answer = await use().agent().get(target);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Terms of use');
    expect(answer.text).toContain('You may view this for private study only.');
    expect(answer.text).toContain('viewer.test');
    expect(answer.text.match(/<button/g)).toHaveLength(1);
  });

  it.each([page1, page2])(
    '[A1-33] [A1-35] [A2-14] a click opens the pictures at once, without an account: %s',
    async (target) => {
      const agent = use().agent();
      expect((await use().check(tile)).status).toBe(401);
      const done = await agree(agent, target);
      expect([done.status, done.text.includes('window.close()')]).toEqual([200, true]);
      expect((await use().check(tile, cookieOf(agent))).status).toBe(200);
    },
  );

  it('[A1-32] the viewer that asked gets its token, of both versions, and no other site does', async () => {
    const agent = use().agent();
    await agree(agent);
    const token = String(
      posted(await agent.get(`/iiif-token?messageId=1&origin=${viewer}`))?.message.accessToken,
    );
    expect((await use().agent().get(info, bearer(token))).status).toBe(200);
    const second = await token2(agent);
    const probe = await use().agent().get('/iiif-auth2/probe/service/terms!001.jp2', bearer(second));
    expect(probe.json.status).toBe(200);
    const other = posted(await agent.get('/iiif-token?messageId=1&origin=https://other.test'))?.message;
    expect(other.error).toBe('invalidOrigin');
  });

  it('opens nothing but what was agreed to', async () => {
    const agent = use().agent();
    await agree(agent);
    const staff = await use().check('/iiif/images/members!001.jp2/full/max/0/default.jpg', cookieOf(agent));
    expect(staff.status).toBe(401);
  });

  it('is kept with version and time, and written into the audit log', async () => {
    const agent = use().agent();
    await agree(agent);
    const hash = use().deps.digest.sha256(agent.cookies.get('__Host-gatehouse') ?? '');
    const session = await use().deps.sessions.find(hash as never);
    expect(session?.agreements).toEqual({ terms: { version: 1, at: use().now() } });
    const [entry] = await use().deps.audit.listNewest(1);
    expect(entry).toMatchObject({
      at: use().now(),
      actor: { kind: 'visitor' },
      address: '198.51.100.7',
      event: { kind: 'agreed', user: null, agreement: 'terms', version: 1 },
    });
  });

  it('names the person in the audit log who is signed in, and keeps them signed in', async () => {
    const agent = await use().signIn('tom');
    await agree(agent);
    const [entry] = await use().deps.audit.listNewest(1);
    expect(entry?.event).toMatchObject({ kind: 'agreed', user: 'tom' });
    const staff = await use().check('/iiif/images/staff!001.jp2/full/max/0/default.jpg', cookieOf(agent));
    expect(staff.status).toBe(200);
  });

  it('keeps what a person with an account accepts: for every device, past the session, as long as it is valid', async () => {
    const first = await use().signIn('ayesha');
    await agree(first);
    const { ayesha } = use().people;
    const at = use().now();
    expect((await use().deps.users.findById(ayesha.id))?.agreements).toEqual({
      terms: { version: 1, at, withdrawn: false },
    });
    const second = await use().signIn('ayesha');
    expect((await use().check(tile, cookieOf(second))).status).toBe(200);
    use().advance(86_400);
    expect((await use().check(tile, cookieOf(second))).status).toBe(401);
    const nextDay = await use().signIn('ayesha');
    expect((await use().check(tile, cookieOf(nextDay))).status).toBe(200);
    use().advance(29 * 86_400 - 1);
    const lastSecond = await use().signIn('ayesha');
    expect((await use().check(tile, cookieOf(lastSecond))).status).toBe(200);
    use().advance(1);
    expect((await use().check(tile, cookieOf(lastSecond))).status).toBe(401);
  });

  it('asks a person with an account again when there is a new version', async () => {
    const agent = await use().signIn('ayesha');
    await agree(agent);
    await use().publish(testPolicyText.replace('terms: { version: 1,', 'terms: { version: 2,'));
    expect((await use().check(tile, cookieOf(agent))).status).toBe(401);
    await agree(agent);
    expect((await use().check(tile, cookieOf(agent))).status).toBe(200);
    await use().publish(testPolicyText);
    expect((await use().check(tile, cookieOf(agent))).status).toBe(401);
  });

  it('is nobody else’s who signs in from the same browser afterwards', async () => {
    const agent = await use().signIn('ayesha');
    await agree(agent);
    await use().signIn('marek', viewer, agent);
    expect((await use().check(tile, cookieOf(agent))).status).toBe(401);
  });

  it('can be taken back on the same page, with and without an account; no session and no token goes on with it', async () => {
    const [signedIn, elsewhere, nobody] = [
      await use().signIn('tom'),
      await use().signIn('tom'),
      use().agent(),
    ];
    for (const agent of [signedIn, nobody]) {
      await agree(agent);
      expect((await use().check(tile, cookieOf(agent))).status).toBe(200);
      const token = await use().token(agent);
      const page = (await agent.get(page2)).text;
      const form = readForm(page.slice(page.lastIndexOf('<form')), page2);
      expect(form.fields['choice']).toBe('withdraw');
      expect((await agent.post(form.action, form.fields)).status).toBe(200);
      expect((await use().check(tile, cookieOf(agent))).status).toBe(401);
      expect((await use().check(tile, cookieOf(elsewhere))).status).toBe(401);
      expect((await use().agent().get(info, bearer(token))).status).toBe(401);
      const [entry] = await use().deps.audit.listNewest(1);
      expect(entry?.event).toMatchObject({ kind: 'agreement-withdrawn', agreement: 'terms', version: 1 });
    }
  });

  it('takes back with the account’s what was accepted in the session before signing in', async () => {
    const agent = use().agent();
    await agree(agent);
    await use().signIn('marek', viewer, agent);
    expect((await use().check(tile, cookieOf(agent))).status).toBe(200);
    const page = (await agent.get(page2)).text;
    const form = readForm(page.slice(page.lastIndexOf('<form')), page2);
    await agent.post(form.action, form.fields);
    expect((await use().check(tile, cookieOf(agent))).status).toBe(401);
  });

  it('without an account lives with its browser for 90 days at most, if the terms are valid that long', async () => {
    const agent = use().agent();
    const answer = await agree(agent);
    expect(String(answer.headers['set-cookie'])).toMatch(
      /__Host-gatehouse=[^;]+; path=\/; (?:max-age|expires)=/i,
    );
    const [started, ends] = [
      Date.now(),
      Date.parse(/expires=([^;]+)/i.exec(String(answer.headers['set-cookie']))?.[1] ?? ''),
    ];
    expect(Math.round((ends - started) / 86_400_000)).toBe(90);
    use().advance(30 * 86_400 - 1);
    expect((await use().check(tile, cookieOf(agent))).status).toBe(200);
    use().advance(1);
    expect((await use().check(tile, cookieOf(agent))).status).toBe(401);
    await use().publish(testPolicyText.replace(', valid: 30d', ''));
    expect((await use().check(tile, cookieOf(agent))).status).toBe(200);
    use().advance(60 * 86_400);
    expect((await use().check(tile, cookieOf(agent))).status).toBe(401);
    await use().publish(testPolicyText);
  });

  it('keeps nothing of whoever has no account that could tell who it was', async () => {
    const agent = use().agent();
    await agree(agent);
    const hash = use().deps.digest.sha256(agent.cookies.get('__Host-gatehouse') ?? '');
    const session = await use().deps.sessions.find(hash as never);
    expect([session?.user, session?.address, session?.userAgent]).toEqual([null, null, null]);
  });

  it('outlives signing in from the same browser', async () => {
    const agent = use().agent();
    await agree(agent);
    await use().signIn('marek', viewer, agent);
    expect((await use().check(tile, cookieOf(agent))).status).toBe(200);
  });

  it('[A1-38] closes at once in 1.0 where it was agreed to for this site; [A2-16] asks for the click in 2.0', async () => {
    const agent = use().agent();
    await agree(agent);
    expect((await agent.get(page1)).text).toContain('window.close()');
    const other = await agent.get('/iiif-login/agree/terms?origin=https://other.test');
    expect(other.text).not.toContain('window.close()');
    const again = await agent.get(page2);
    expect(again.text).not.toContain('window.close()');
    expect(again.text).toContain('You have agreed to these terms already.');
  });

  it('asks again when there is a new version, and tells a page that is older than it', async () => {
    const agent = use().agent();
    await agree(agent);
    const late = use().agent();
    const form = readForm((await late.get(page1)).text, page1);
    await use().publish(testPolicyText.replace('terms: { version: 1,', 'terms: { version: 2,'));
    expect((await use().check(tile, cookieOf(agent))).status).toBe(401);
    const stale = await late.post(form.action, form.fields);
    expect([stale.status, stale.text.includes('terms have changed')]).toEqual([409, true]);
    expect((await use().check(tile, cookieOf(late))).status).toBe(401);
    await agree(agent);
    expect((await use().check(tile, cookieOf(agent))).status).toBe(200);
    await use().publish(testPolicyText);
  });

  it('counts for as long as it is valid', async () => {
    await use().publish(testPolicyText.replace('valid: 30d', 'valid: 1h'));
    const agent = use().agent();
    await agree(agent);
    use().advance(3_599);
    expect((await use().check(tile, cookieOf(agent))).status).toBe(200);
    use().advance(1);
    expect((await use().check(tile, cookieOf(agent))).status).toBe(401);
    await use().publish(testPolicyText);
  });

  it('[D8] a form from elsewhere agrees to nothing', async () => {
    const agent = use().agent();
    const form = readForm((await agent.get(page1)).text, page1);
    const forged = await agent.post(form.action, { ...form.fields, form_token: 'x' });
    expect(forged.status).toBe(403);
    const foreign = await agent.post(form.action, form.fields, { Origin: 'https://evil.test' });
    expect(foreign.status).toBe(403);
    expect((await use().check(tile, cookieOf(agent))).status).toBe(401);
  });

  it('sends a person who came from a picture back to it, and nowhere else', async () => {
    const agent = use().agent();
    const target = '/iiif-login/agree/terms?return=/iiif/images/terms!001.jp2/full/max/0/default.jpg';
    const done = await agree(agent, target);
    expect([done.status, done.headers['location']]).toEqual([
      303,
      '/iiif/images/terms!001.jp2/full/max/0/default.jpg',
    ]);
    const evil = await agree(use().agent(), '/iiif-login/agree/terms?return=//evil.test');
    expect([evil.status, evil.headers['location']]).toEqual([200, undefined]);
  });

  it('[A2-1B] closes the window for terms that do not exist', async () => {
    const answer = await use().agent().get('/iiif-login/agree/nothing');
    expect([answer.status, answer.text.includes('window.close()')]).toEqual([404, true]);
  });

  it('shows the terms in the language that the visitor reads best, formatted, and never as markup of their own', async () => {
    const text =
      '**Nur** Lesen.\\n\\n- a\\n- b\\n\\n<script>alert(1)</script> [x](javascript:alert) [y](https://y.test/)';
    await use().publish(
      testPolicyText.replace(
        'title: { en: Terms of use }, text: { en: You may view this for private study only. }',
        `title: { en: Terms of use, de: Bedingungen }, text: { en: English text, de: "${text}" }`,
      ),
    );
    const german = (await use().agent().get(page1, { 'Accept-Language': 'de-AT,en;q=0.5' })).text;
    expect(german).toContain('<strong>Nur</strong> Lesen.');
    expect(german).toMatch(/<ul>\s*<li>a<\/li><li>b<\/li>\s*<\/ul>/);
    expect(german).toContain('&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert)');
    expect(german).toContain('<a href="https://y.test/"');
    expect(german).toContain('lang="de"');
    expect((await use().agent().get(page1, { 'Accept-Language': 'fr' })).text).toContain('English text');
    await use().publish(testPolicyText);
  });
});
