import { Readable } from 'node:stream';
import { formatCsvLine } from '../../core/csv-line.js';
import { personCells, personHeads, personJson } from '../../core/identity/person-cells.js';
import type { User } from '../../core/identity/user.js';
import type { UserStore } from '../../core/identity/user-store.js';
import type { EpochSeconds } from '../../core/time.js';
import { applyHeaderProfile } from '../../http/middleware/header-profiles.js';
import { type AdminRequest, record } from '../admin-request.js';

const pageSize = 1000;

async function* pagesOf(users: UserStore): AsyncGenerator<readonly User[]> {
  for (let page = await users.listAfter(null, pageSize); page.length > 0;) {
    yield page;
    page = await users.listAfter(page.at(-1)?.name ?? null, pageSize);
  }
}

function isoTime(at: EpochSeconds | null): string | null {
  return at === null ? null : new Date(at * 1000).toISOString();
}

async function* csvOf(users: UserStore): AsyncGenerator<string> {
  yield formatCsvLine(personHeads);
  for await (const page of pagesOf(users))
    yield page.map((user) => formatCsvLine(personCells(user, isoTime))).join('');
}

async function* jsonOf(users: UserStore): AsyncGenerator<string> {
  let before = '[\n';
  for await (const page of pagesOf(users))
    for (const user of page) {
      yield `${before}${JSON.stringify(personJson(user, isoTime))}`;
      before = ',\n';
    }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

async function send(request: AdminRequest, name: string, type: string, text: AsyncGenerator<string>) {
  const { ctx } = request;
  await record(request, { kind: 'exported', what: 'users' });
  applyHeaderProfile(ctx, 'internal');
  ctx.set('Content-Disposition', `attachment; filename="${name}"`);
  ctx.type = type;
  ctx.body = Readable.from(text);
}

/** Everybody, without passwords, for spreadsheets: no cell of it is ever a formula. An import reads it. */
export async function peopleCsv(request: AdminRequest): Promise<void> {
  await send(request, 'people.csv', 'text/csv; charset=utf-8', csvOf(request.deps.users));
}

/** The same for programs. */
export async function peopleJson(request: AdminRequest): Promise<void> {
  await send(request, 'people.json', 'application/json; charset=utf-8', jsonOf(request.deps.users));
}
