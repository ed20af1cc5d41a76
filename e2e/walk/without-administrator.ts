import { compose } from '../support/compose.js';
import type { Stack } from '../support/stack.js';

const sql = async (stack: Stack, text: string): Promise<string> =>
  compose(stack.files, ['exec', '-T', 'db', 'psql', '-U', 'gatehouse', '-d', 'gatehouse', '-Atc', text]);

/** While `work` runs nobody administers, as on the first day: only then set-up links count. */
export async function withoutAdministrator<T>(stack: Stack, work: () => Promise<T>): Promise<T> {
  const names = (await sql(stack, 'select id from users where administrator')).trim().split('\n').filter(Boolean);
  await sql(stack, 'update users set administrator = false');
  try {
    return await work();
  } finally {
    const list = names.map((id) => `'${id}'`).join(',');
    if (names.length > 0) await sql(stack, `update users set administrator = true where id in (${list})`);
  }
}
