import type { User } from '../../core/identity/user.js';
import type { UserQuery } from '../../core/identity/user-store.js';
import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';
import type { AdminRequest } from '../admin-request.js';
import { sendAdminPage } from '../page.js';
import { pageNumber, renderPager } from '../pages/pager.js';
import { renderTime } from '../say-time.js';
import { personAddress } from './find-person.js';

const pageSize = 50;

const states = {
  all: 'Everybody',
  enabled: 'May sign in',
  disabled: 'Disabled',
  administrators: 'Administrators',
  'deletion-asked': 'Ask to be deleted',
} as const satisfies Record<UserQuery['state'], string>;

const sorts = {
  name: 'User name',
  'last-sign-in': 'Last sign-in',
  created: 'Newest',
} as const satisfies Record<UserQuery['sort'], string>;

function oneOf<K extends string>(
  choices: Readonly<Record<K, string>>,
  text: string | undefined,
  otherwise: K,
): K {
  return text !== undefined && Object.hasOwn(choices, text) ? (text as K) : otherwise;
}

function renderSelect(
  name: string,
  label: string,
  choices: Readonly<Record<string, string>>,
  chosen: string,
): Html {
  return html`<div>
    <label for="${name}">${label}</label>
    <select id="${name}" name="${name}">
      ${Object.entries(choices).map(([value, words]) =>
        value === chosen
          ? html`<option value="${value}" selected>${words}</option>`
          : html`<option value="${value}">${words}</option>`,
      )}
    </select>
  </div>`;
}

/** Whether somebody may sign in, as a small label. */
export function renderState({ disabled, administrator }: User): Html {
  if (disabled) return html`<span class="badge off"><span aria-hidden="true">✕</span> Disabled</span>`;
  if (administrator)
    return html`<span class="badge part"><span aria-hidden="true">★</span> Administrator</span>`;
  return html`<span class="badge open"><span aria-hidden="true">✓</span> May sign in</span>`;
}

function renderPeople(people: readonly User[], timeZone: string): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="People">
    <table>
      <thead>
        <tr>
          <th scope="col">User name</th>
          <th scope="col">Name</th>
          <th scope="col">State</th>
          <th scope="col">Groups</th>
          <th scope="col">Last sign-in</th>
        </tr>
      </thead>
      <tbody>
        ${people.map(
          (user) =>
            html`<tr>
              <td><a href="${personAddress(user.name)}">${user.name}</a></td>
              <td>${user.displayName}</td>
              <td>${renderState(user)}</td>
              <td>${user.groups.length === 0 ? '–' : user.groups.join(', ')}</td>
              <td class="when">${renderTime(user.lastSignInAt, timeZone)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The list of people: searched, filtered, sorted and paged by the database. */
export async function peoplePage(request: AdminRequest): Promise<void> {
  const { deps, query } = request;
  const search = (query.get('search') ?? '').trim().slice(0, 200);
  const state = oneOf<UserQuery['state']>(states, query.get('state'), 'all');
  const sort = oneOf<UserQuery['sort']>(sorts, query.get('sort'), 'name');
  const groups = await deps.users.listGroups();
  const named = query.get('group') ?? '';
  const group = groups.some(({ name }) => name === named) ? named : null;
  const asked = { search: search.toLowerCase(), state, sort, group, limit: pageSize };
  const first = await deps.users.listPage({ ...asked, offset: 0 });
  const { page, pages } = pageNumber(query.get('page'), first.total, pageSize);
  const shown = page === 1 ? first : await deps.users.listPage({ ...asked, offset: (page - 1) * pageSize });
  const makes = request.standing.administrator || request.standing.folders.length > 0;
  const body = html`<p class="actions">
      ${
        makes &&
        html`<a class="button small" href="/auth/admin/new-person">New person</a>
          <a class="button small plain" href="/auth/admin/import-people">Import from CSV</a>`
      }
      <a href="/auth/admin/people.csv">Everybody as CSV</a> <a href="/auth/admin/people.json">as JSON</a>
    </p>
    <form method="get" action="/auth/admin/people" role="search">
      <div class="fields">
        <div>
          <label for="search">Search <span class="quiet">(name, e-mail)</span></label>
          <input type="search" id="search" name="search" value="${search}" maxlength="200" />
        </div>
        ${renderSelect('state', 'Show', states, state)} ${renderSelect('group', 'Group', { '': 'Any', ...Object.fromEntries(groups.map(({ name }) => [name, name])) }, group ?? '')}
        ${renderSelect('sort', 'Sort by', sorts, sort)}
      </div>
      <button type="submit" class="plain">Show</button>
    </form>
    ${
      shown.users.length === 0
        ? html`<p class="quiet">Nobody matches. Try a part of the name, or show everybody.</p>`
        : renderPeople(shown.users, deps.config.timeZone)
    }
    ${renderPager({
      path: '/auth/admin/people',
      query: {
        search,
        group: group ?? '',
        state: state === 'all' ? '' : state,
        sort: sort === 'name' ? '' : sort,
      },
      page,
      pages,
      total: shown.total,
      what: 'person',
      many: 'people',
    })}`;
  sendAdminPage(request, { title: 'People', section: 'people', body });
}
