import { canonicalUserName } from '../../core/identity/user-name.js';
import type { User, UserId } from '../../core/identity/user.js';
import { isSessionAlive, type Session, type SessionHash } from '../../core/session/session.js';
import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';
import { sessionLives } from '../../http/middleware/session.js';
import { type AdminRequest, record } from '../admin-request.js';
import { maskAddress } from '../audit/mask-address.js';
import { goTo, sendAdminPage } from '../page.js';
import { pageNumber, renderPager } from '../pages/pager.js';
import { postButton } from '../pages/post-button.js';
import { personAddress } from '../people/find-person.js';
import { renderTime } from '../say-time.js';
import { sayBrowser } from './say-browser.js';

const pageSize = 50;

async function namesOf(
  { deps }: AdminRequest,
  sessions: readonly Session[],
): Promise<ReadonlyMap<UserId, User>> {
  const ids = new Set(sessions.flatMap(({ user }) => (user === null ? [] : [user])));
  const found = await Promise.all([...ids].map(async (id) => deps.users.findById(id)));
  return new Map(found.flatMap((user) => (user === null ? [] : [[user.id, user]])));
}

function renderRow(
  request: AdminRequest,
  session: Session,
  person: User | undefined,
  formToken: string,
): Html {
  const { timeZone } = request.deps.config;
  const alive = isSessionAlive(session, sessionLives[session.kind], request.deps.clock());
  return html`<tr>
    <td>${person === undefined ? '–' : html`<a href="${personAddress(person.name)}">${person.name}</a>`}</td>
    <td>${session.kind === 'content' ? 'Pictures' : 'Account pages'}${!alive && ' (ran out)'}</td>
    <td>${maskAddress(session.address)}</td>
    <td>${sayBrowser(session.userAgent)}</td>
    <td class="when">${renderTime(session.createdAt, timeZone)}</td>
    <td class="when">${renderTime(session.lastSeenAt, timeZone)}</td>
    <td class="act">
      ${postButton({
        action: '/auth/admin/sessions/end',
        formToken,
        label: 'End',
        name: `End this session of ${person?.name ?? 'somebody'}`,
        fields: { session: session.hash },
      })}
    </td>
  </tr>`;
}

/** Who is signed in where, the last seen first. */
export async function sessionsPage(request: AdminRequest): Promise<void> {
  const { ctx, deps, query } = request;
  const typed = (query.get('user') ?? '').trim();
  const name = canonicalUserName(typed);
  const only = name.ok ? await deps.users.findByName(name.value) : null;
  const isUnknown = typed !== '' && only === null;
  const list = async (offset: number): ReturnType<typeof deps.sessions.listPage> =>
    isUnknown ? { sessions: [], total: 0 } : deps.sessions.listPage(only?.id ?? null, offset, pageSize);
  const first = await list(0);
  const { page, pages } = pageNumber(query.get('page'), first.total, pageSize);
  const shown = page === 1 ? first : await list((page - 1) * pageSize);
  const people = await namesOf(request, shown.sessions);
  const formToken = deps.formGuard.issue(ctx);
  const rows = shown.sessions.map((session) =>
    renderRow(request, session, session.user === null ? undefined : people.get(session.user), formToken),
  );
  const body = html`<p class="actions"><a class="button small plain" href="/auth/admin/keys">Keys for scripts</a></p>
    <form method="get" action="/auth/admin/sessions" role="search" class="narrow">
      <label for="user">Only of <span class="quiet">(user name; empty: of everybody)</span></label>
      <input type="search" id="user" name="user" value="${typed}" maxlength="200" autocapitalize="none" spellcheck="false" />
      <button type="submit" class="plain">Show</button>
    </form>
    ${
      rows.length === 0
        ? html`<p class="quiet">${isUnknown ? 'There is nobody of this user name.' : 'Nobody is signed in.'}</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label="Sessions">
            <table>
              <thead>
                <tr>
                  <th scope="col">Who</th>
                  <th scope="col">For</th>
                  <th scope="col">From</th>
                  <th scope="col">With</th>
                  <th scope="col">Since</th>
                  <th scope="col">Last seen</th>
                  <th scope="col">Action</th>
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table>
          </div>`
    }
    ${renderPager({ path: '/auth/admin/sessions', query: { user: typed }, page, pages, total: shown.total, what: 'session' })}
    ${
      only !== null &&
      shown.total > 0 &&
      postButton({
        action: `${personAddress(only.name)}/end-sessions`,
        formToken,
        label: `Sign ${only.name} out everywhere`,
        kind: 'plain',
      })
    }
    <h2>Everybody</h2>
    <form method="post" action="/auth/admin/sessions/end-all">
      <input type="hidden" name="form_token" value="${formToken}" />
      <div class="choice">
        <input type="checkbox" id="sure" name="sure" value="yes" required /><label for="sure"
          >Yes, sign everybody out, me too.</label
        >
      </div>
      <button type="submit" class="plain danger">End all sessions</button>
    </form>`;
  sendAdminPage(request, { title: 'Sessions', section: 'sessions', body });
}

export async function endSession(request: AdminRequest): Promise<void> {
  const { ctx, deps, form } = request;
  const hash = (form.get('session') ?? '') as SessionHash;
  const session = await deps.sessions.find(hash);
  if (session !== null) {
    await deps.sessions.end(hash);
    const person = session.user === null ? null : await deps.users.findById(session.user);
    await record(request, { kind: 'sessions-ended', user: person?.name ?? null, count: 1 });
  }
  goTo(ctx, '/auth/admin/sessions', 'session-ended');
}

/** Signs everybody out, the administrator too. */
export async function endAllSessions(request: AdminRequest): Promise<void> {
  const { ctx, deps, form } = request;
  if (form.get('sure') !== 'yes') {
    goTo(ctx, '/auth/admin/sessions');
    return;
  }
  const count = await deps.sessions.endAll();
  await record(request, { kind: 'sessions-ended', user: null, count });
  goTo(ctx, '/account/sign-in');
}
