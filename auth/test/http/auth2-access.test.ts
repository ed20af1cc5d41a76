import { describe, expect, it } from '@jest/globals';
import { viewer } from '../support/test-app.js';
import { posted } from './auth2-documents.js';
import { readForm } from './forms.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const access = `/iiif-auth2/access/active?origin=${encodeURIComponent(viewer)}`;

describe('access service: active', () => {
  it('[A2-11] [A2-15] [A2-14] is the sign-in form; signing in closes the window and is remembered for the origin', async () => {
    const agent = use().agent();
    const page = await agent.get(access);
    expect(page.status).toBe(200);
    const form = readForm(page.text, access);
    expect(form.action).toBe('/iiif-login');
    const done = await agent.post(form.action, {
      ...form.fields,
      username: 'marek',
      password: 'correct horse marek',
    });
    expect(done.text).toContain('window.close()');
    const token = await agent.get(`/iiif-auth2/token/session?messageId=1&origin=${viewer}`);
    expect(posted(token)?.message.type).toBe('AuthAccessToken2');
  });

  it('[A2-16] asks somebody who is signed in already for a click each time, naming the site', async () => {
    const agent = await use().signIn('marek', viewer);
    const page = await agent.get(access);
    expect(page.text).not.toContain('window.close()');
    expect(page.text).toContain('viewer.test');
    const form = readForm(page.text, access);
    const done = await agent.post(form.action, { ...form.fields, choice: 'continue' });
    expect(done.text).toContain('window.close()');
  });

  it('[A2-11] works without origin', async () => {
    expect((await use().agent().get('/iiif-auth2/access/active')).status).toBe(200);
  });

  it('[A2-14] [A2-2C] has no opener policy and is never framed', async () => {
    for (const target of [access, '/iiif-auth2/access/kiosk', '/iiif-auth2/access/agree/terms']) {
      const { headers } = await use().agent().get(target);
      expect(headers).not.toHaveProperty('cross-origin-opener-policy');
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers).not.toHaveProperty('access-control-allow-credentials');
    }
  });

  it('[A2-1B] ends in a closing page also where somebody cancels', async () => {
    expect((await use().agent().get('/iiif-login/cancel')).text).toContain('window.close()');
  });
});

describe('logout service of 2.0', () => {
  it('[A2-42] [A2-43] ends the session on GET, whatever is appended', async () => {
    const agent = await use().signIn('marek');
    const answer = await agent.get(`/iiif-auth2/logout/session?origin=${viewer}`);
    expect([answer.status, agent.cookies.has('__Host-gatehouse')]).toEqual([200, false]);
  });

  it('[A2-42] does no harm without a session', async () => {
    expect((await use().agent().get('/iiif-auth2/logout/session')).status).toBe(200);
  });

  it('does not sign anyone out for an image or frame of another page', async () => {
    const agent = await use().signIn('marek');
    await agent.get('/iiif-auth2/logout/session', { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' });
    expect((await agent.get('/iiif-token')).status).toBe(200);
  });
});
