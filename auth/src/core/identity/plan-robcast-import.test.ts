import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { planRobcastImport } from './plan-robcast-import.js';
import { readDump } from './sql-dump.js';

const fixture = (name: string): string => readFileSync(`test/fixtures/flask-security/${name}`, 'utf8');
const hashes = JSON.parse(fixture('hashes.json')) as Record<string, string>;

describe('planRobcastImport', () => {
  it.each(['sqlite.sql', 'postgres.sql'])('reads people, roles and states from %s', (name) => {
    const { people, problems } = planRobcastImport(fixture(name), 'c2FsdA');
    expect(problems).toEqual([]);
    const one = { email: expect.any(String), groups: [], disabled: false };
    expect(people).toEqual([
      {
        ...one,
        name: 'anna@example.org',
        groups: ['admin', 'staff'],
        passwordHash: `$imported$c2FsdA$${hashes['bcrypt']}`,
      },
      {
        ...one,
        name: "o'neil@example.org",
        groups: ['staff'],
        passwordHash: `$imported$c2FsdA$${hashes['pbkdf2']}`,
      },
      {
        ...one,
        name: 'gone@example.org',
        disabled: true,
        passwordHash: `$imported$c2FsdA$${hashes['pbkdf2']}`,
      },
      { ...one, name: 'plain@example.org', passwordHash: null },
    ]);
  });

  it('leaves out, with a sentence, who can have no account here', () => {
    const dump = `INSERT INTO "user" (id, email) VALUES (1, 'a@b.org'), (2, 'A@B.org');\nINSERT INTO public."user" (id, email) VALUES (3, NULL);`;
    const { people, problems } = planRobcastImport(dump, '');
    expect(people.map(({ name }) => name)).toEqual(['a@b.org']);
    expect(problems).toEqual([
      'User 2: a@b.org is there twice.',
      expect.stringContaining('User 3: The user name ""'),
    ]);
  });

  it.each([
    '',
    'INSERT INTO user VALUES(',
    "INSERT INTO user VALUES('x",
    'COPY user (id) FROM stdin;\n1',
    'CREATE TABLE user (',
  ])('finds nobody in what is no whole dump: %j', (text) => {
    expect(planRobcastImport(text, '').people).toEqual([]);
    expect([...readDump(text, ['user']).values()].flat().length).toBeLessThan(2);
  });
});
