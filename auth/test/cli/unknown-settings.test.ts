import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

/** What `scripts/start` says of names in `.env` before it starts anything. */
describe('scripts/stack/unknown-settings', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-names-'));
    cpSync('../scripts/stack', join(folder, 'scripts/stack'), { recursive: true });
    const files = readdirSync('..').filter(
      (name) => name === '.env.template' || /^docker-compose.*\.yml$/.test(name),
    );
    for (const name of files) cpSync(join('..', name), join(folder, name));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function said(env: string): readonly string[] {
    writeFileSync(join(folder, '.env'), env);
    const out = execFileSync(join(folder, 'scripts/stack/unknown-settings'), { encoding: 'utf8' });
    return out.split('\n').filter((line) => line !== '');
  }

  it('says nothing of the template with every line switched on, of NAME_FILE, and of Compose’s own names', () => {
    const template = execFileSync('sed', ['-E', 's/^#([A-Z])/\\1/', '../.env.template'], {
      encoding: 'utf8',
    });
    expect(said(template)).toEqual([]);
    expect(
      said('VIRTUAL_HOST_FILE=/run/secrets/x\nCOMPOSE_HTTP_TIMEOUT=9\nhttp_proxy=x\nLETSENCRYPT_HOST=a\n'),
    ).toEqual([]);
  });

  it.each([
    ['VIRTUALHOST', 'VIRTUAL_HOST'],
    ['IMAGES_DIR', 'IMAGE_DIR'],
    ['Image_Dir', 'IMAGE_DIR'],
    ['TRUSTED_PROXY', 'TRUSTED_PROXIES'],
    ['LETSENCRYPT_EMIAL', 'LETSENCRYPT_EMAIL'],
    ['AUTH_ADMIN_USER', 'AUTH_ADMIN_USERID'],
    ['COMPOSE_PROFILE', 'COMPOSE_PROFILES'],
  ])('asks whether %s was meant as %s', (name, meant) => {
    expect(said(` export ${name} = "a value"\n`)).toEqual([
      `  ${name} in .env is no setting. Remedy: did you mean ${meant}? Correct the name, or delete the line.`,
    ]);
  });

  it('only notes a name that is like none of ours, and never shows a value', () => {
    expect(said('MY_OWN=secret-value\n# VIRTUALHOST=x\n')).toEqual([
      'Note: MY_OWN in .env is no setting of Gatehouse, and nothing reads it.',
    ]);
  });

  it('knows what somebody’s own compose file reads', () => {
    writeFileSync(
      join(folder, 'docker-compose.override.yml'),
      'services: { x: { image: "${MY_OWN:-y}" } }\n',
    );
    expect(said('MY_OWN=z\n')).toEqual([]);
  });
});
