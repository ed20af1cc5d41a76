import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiKeyHash } from '../../src/core/identity/api-key.js';
import { epochSeconds } from '../../src/core/time.js';
import { createPostgresApiKeyStore } from '../../src/store/postgres-api-key-store.js';
import { sha256 } from '../../src/system/hash.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const secret = `ghk_${'k'.repeat(43)}`;
const key = { Authorization: `Gatehouse-Key ${secret}` };
const pixels = (image: string): string => `/iiif/images/${image}/full/max/0/default.jpg`;

/** What the check and the public side say of an image to whoever shows these headers. */
async function statuses(image: string, headers: Readonly<Record<string, string>>) {
  const info = await use().agent().get(`/iiif/images/${image}/info.json`, headers);
  return [(await use().check(pixels(image), headers)).status, info.status];
}

async function make(folder: string): Promise<void> {
  const { deps, database, people } = use();
  const keys = createPostgresApiKeyStore(database.dataSource, () => undefined);
  await keys.revoke('test');
  await keys.create({
    hash: sha256(secret) as ApiKeyHash,
    name: 'test',
    user: people.tom.id,
    folder,
    createdAt: deps.clock(),
    expiresAt: epochSeconds(deps.clock() + 3600),
    lastUsedAt: null,
  });
  // As the change feed does, here by hand.
  use().setFresh(false);
  use().advance(2);
}

describe('an API key (contract 3)', () => {
  beforeAll(async () => make('members'));

  it('opens pixels and descriptions below its folder, as its user', async () => {
    expect(await statuses('members!001.jp2', key)).toEqual([200, 200]);
    expect(await statuses('members!001.jp2', {})).toEqual([401, 401]);
  });

  it('opens nothing beside its folder, though its user may see it', async () => {
    expect(await statuses('staff!001.jp2', key)).toEqual([401, 401]);
  });

  it('opens nothing that its user may not see', async () => {
    await make('');
    expect(await statuses('staff!001.jp2', key)).toEqual([200, 200]);
    expect(await statuses('sealed!001.jp2', key)).toEqual([403, 401]);
    await make('members');
  });

  it.each([
    ['as Bearer', { Authorization: `Bearer ${secret}` }],
    ['as Bearer without its prefix', { Authorization: `Bearer ${secret.slice(4)}` }],
    ['as Basic', { Authorization: `Basic ${secret}` }],
    ['without a scheme', { Authorization: secret }],
    ['in a cookie', { Cookie: `__Host-gatehouse=${secret.slice(4)}` }],
    ['in another header', { 'X-Api-Key': secret, 'X-Gatehouse-Key': secret }],
    ['with one letter changed', { Authorization: `Gatehouse-Key ${secret.slice(0, -1)}K` }],
  ])('counts for nothing %s', async (_, headers) => {
    expect(await statuses('members!001.jp2', headers)).toEqual([401, 401]);
  });

  it('counts for nothing in the address', async () => {
    const uri = `${pixels('members!001.jp2')}?key=${secret}&access_token=${secret}&Authorization=Gatehouse-Key%20${secret}`;
    expect((await use().check(uri)).status).toBe(401);
  });

  it('is no session and no token: no token page, no probe, no account page knows it', async () => {
    const token = await use().agent().get('/iiif-token', key);
    expect(token.json).toMatchObject({ error: 'missingCredentials' });
    const probe = await use().agent().get('/iiif-auth2/probe/service/members!001.jp2', key);
    expect(probe.json).toMatchObject({ status: 401 });
    expect((await use().agent().get('/auth/admin/', key)).status).not.toBe(200);
  });

  it('is dead while its user is disabled', async () => {
    const { deps, people } = use();
    await deps.users.setDisabled(people.tom.id, true);
    expect(await statuses('members!001.jp2', key)).toEqual([401, 401]);
    await deps.users.setDisabled(people.tom.id, false);
    expect(await statuses('members!001.jp2', key)).toEqual([200, 200]);
  });

  it('does not hide a session that may see more', async () => {
    const agent = await use().signIn('tom');
    const cookie = [...agent.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    expect(await statuses('staff!001.jp2', { ...key, Cookie: cookie })).toEqual([200, 200]);
  });

  it('ends when it runs out', async () => {
    use().advance(3600);
    expect(await statuses('members!001.jp2', key)).toEqual([401, 401]);
  });
});
