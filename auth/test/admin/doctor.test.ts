import { describe, expect, it } from '@jest/globals';
import { useTestApp } from '../http/use-app.js';
import { act, open, signInToAccount } from './pages.js';

const use = useTestApp();

// The tested process has no proxy beside it, so nothing answers: that is a finding, too.
describe('the doctor’s page', () => {
  it('asks first, and is on the overview', async () => {
    const ines = await signInToAccount(use(), 'ines');
    expect((await open(ines, '')).text).toContain('/auth/admin/doctor');
    const page = await open(ines, 'doctor');
    expect([page.status, page.text.includes('Examine now')]).toEqual([200, true]);
    expect(page.text).not.toContain('The public address answers');
  });

  it('says what is wrong and how to mend it', async () => {
    const page = await act(await signInToAccount(use(), 'ines'), 'doctor', { as: 'page' });
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/The public address answers[\s\S]*What to do: /);
  }, 30_000);

  it('gives the report as a file to keep or publish', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const report = await act(ines, 'doctor', { as: 'json' });
    expect(report.headers['content-disposition']).toBe('attachment; filename="doctor.json"');
    expect(JSON.parse(report.text)).toMatchObject({
      target: 'https://images.test',
      failed: expect.any(Number),
    });
    const page = await act(ines, 'doctor', { as: 'html' });
    expect(page.headers['content-security-policy']).toContain('sandbox');
    expect(page.text).toMatch(/^<!doctype html>/);
  }, 60_000);
});
