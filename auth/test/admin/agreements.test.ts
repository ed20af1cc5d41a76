import { describe, expect, it } from '@jest/globals';
import { useTestApp } from '../http/use-app.js';
import { act, eventsOf, open, signInToAccount } from './pages.js';

const use = useTestApp();

describe('agreements that people accepted', () => {
  it('are on the person’s page, taken back with one button, and told in the audit', async () => {
    const { users } = use().deps;
    const { tom } = use().people;
    await users.recordAcceptance(tom.id, 'terms', { version: 2, at: use().now(), withdrawn: false });
    const ines = await signInToAccount(use(), 'ines');
    const page = await open(ines, 'people/tom');
    expect(page.text).toContain('<strong>terms</strong>, version 2, accepted');
    await act(ines, 'people/tom/withdraw', { agreement: 'nothing' });
    const done = await act(ines, 'people/tom/withdraw', { agreement: 'terms' });
    expect(done.status).toBe(303);
    expect((await users.findById(tom.id))?.agreements['terms']).toMatchObject({
      version: 2,
      withdrawn: true,
    });
    expect((await open(ines, 'people/tom')).text).toContain('version 2, taken back');
    const events = (await eventsOf(use())).filter(
      (entry) => (entry as { event: { kind: string } }).event.kind === 'agreement-withdrawn',
    );
    expect(events).toMatchObject([
      { actor: { name: 'ines' }, event: { user: 'tom', agreement: 'terms', version: 2 } },
    ]);
  });

  it('are on the own account page, and only a form of ours takes them back', async () => {
    const { users } = use().deps;
    const { ayesha } = use().people;
    await users.recordAcceptance(ayesha.id, 'terms', { version: 1, at: use().now(), withdrawn: false });
    const agent = await signInToAccount(use(), 'ayesha');
    const page = await agent.get('/account/data');
    expect(page.text).toContain('terms, version 1, accepted');
    const forged = await agent.post('/account/withdraw', { agreement: 'terms', form_token: 'x' });
    expect(forged.status).toBe(403);
    expect((await users.findById(ayesha.id))?.agreements['terms']?.withdrawn).toBe(false);
    const token =
      /action="\/account\/withdraw"[^]*?name="form_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    await agent.post('/account/withdraw', { agreement: 'terms', form_token: token });
    expect((await users.findById(ayesha.id))?.agreements['terms']?.withdrawn).toBe(true);
    const stranger = await use().agent().post('/account/withdraw', { agreement: 'terms' });
    expect([stranger.status, stranger.headers['location']]).toEqual([303, '/account/sign-in']);
  });
});
