import { describe, expect, it } from '@jest/globals';
import { viewer } from '../support/test-app.js';
import type { Agent, Answer } from './agent.js';
import { bearer, token2 } from './auth2-flow.js';
import { readForm, unescapeHtml } from './forms.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const image = '/iiif/images/staff!001.jp2/full/600,/0/default.jpg';
const back = `return=${encodeURIComponent(image)}`;
const access = `/iiif-auth2/access/active?origin=${viewer}`;
const refusal = 'this account does not open this item';

const choices = ({ text }: Answer): string[] =>
  [...text.matchAll(/name="choice" value="(\w+)"/g)].map((m) => m[1] ?? '');

describe('the window of somebody whose account does not open what they want', () => {
  it('[A2-16] offers to go on, first of all, while nothing was refused', async () => {
    const answer = await (await use().signIn('marek')).get(access);
    expect(answer.text).not.toContain(refusal);
    expect(choices(answer)).toEqual(['continue', 'switch']);
  });

  it('says so, and offers another account first, once a probe was refused', async () => {
    const agent = await use().signIn('marek');
    await agent.get('/iiif-auth2/probe/service/staff!001.jp2', bearer(await token2(agent)));
    const answer = await agent.get(access);
    expect(answer.text).toContain(refusal);
    expect(choices(answer)).toEqual(['switch', 'continue']);
    await agent.get('/iiif-auth2/probe/service/members!001.jp2', bearer(await token2(agent)));
    expect(choices(await agent.get(access))).toEqual(['continue', 'switch']);
  });

  it('[A1-6D] says so once an info.json was refused; nobody else is told', async () => {
    const agent = await use().signIn('marek');
    await agent.get('/iiif/images/staff!001.jp2/info.json');
    expect((await agent.get(`/iiif-login?origin=${viewer}`)).text).toContain(refusal);
    expect((await (await use().signIn('ayesha')).get(access)).text).not.toContain(refusal);
  });

  it('never offers to go on where that leads straight back here', async () => {
    const agent = await use().signIn('marek');
    const answer = await agent.get(`/iiif-login?${back}&account=other`);
    expect(choices(answer)).toEqual(['switch']);
    const switched = await agent.post('/iiif-login', {
      ...readForm(answer.text, '').fields,
      choice: 'switch',
    });
    expect(readForm(switched.text, '').fields).toMatchObject({ return: image, username: '' });
  });
});

async function cancelled(agent: Agent, target: string): Promise<Answer> {
  const { text } = await agent.get(target);
  const link = /href="(\/iiif-login\/cancel[^"]*)"/.exec(text)?.[1] ?? '';
  return agent.get(unescapeHtml(link));
}

describe('cancelling', () => {
  it.each(['/', '/view/?manifest=https://images.test/iiif/manifests/staff'])(
    'goes back to %s',
    async (path) => {
      const answer = await cancelled(use().agent(), `/iiif-login?return=${encodeURIComponent(path)}`);
      expect([answer.status, answer.headers['location']]).toEqual([303, path]);
    },
  );

  it('ends on a page where a picture would only lead here again', async () => {
    const answer = await cancelled(use().agent(), `/iiif-login?${back}`);
    expect([answer.status, answer.headers['location']]).toEqual([200, undefined]);
    expect(answer.text).toContain('Nothing was changed.');
  });

  it.each(['https://elsewhere.test/', '//elsewhere.test', '/\\elsewhere.test'])(
    'never goes to %s',
    async (path) => {
      const answer = await use()
        .agent()
        .get(`/iiif-login/cancel?return=${encodeURIComponent(path)}`);
      expect([answer.status, answer.headers['location']]).toEqual([200, undefined]);
    },
  );
});

describe('a refusal leads an administrator to its reasons', () => {
  it.each([
    ['wrong account', `/iiif-login?${back}&account=other`],
    ['not in the place', `/iiif-login/place?${back}`],
  ])('%s', async (_name, target) => {
    const link = '/auth/admin/why?url=https%3A%2F%2Fimages.test%2Fiiif%2Fimages%2Fstaff%21001.jp2';
    const mine = await (await use().signIn('ines')).get(target);
    expect(mine.text).toContain(link);
    expect(mine.text).toContain('user=ines');
    expect((await (await use().signIn('marek')).get(target)).text).not.toContain('/auth/admin/why');
    expect((await use().agent().get(target)).text).not.toContain('/auth/admin/why');
  });
});
