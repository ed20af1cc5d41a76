import { isSessionAlive, type Session, type SessionHash } from '../../core/session/session.js';
import { type Html, html } from '../../http/html.js';
import { accountCookie, sessionLives } from '../../http/middleware/session.js';
import { maskAddress } from '../audit/mask-address.js';
import { postButton } from '../pages/post-button.js';
import { sayBrowser } from '../sessions/say-browser.js';
import { goToAccount, sendAccountPage } from './account-page.js';
import type { AccountRequest } from './account-request.js';
import { renderWhen, sayWhen } from './say-when.js';

/** Shown at most; somebody with more ends them all. */
const mostShown = 100;

function thisSession({ ctx, deps }: AccountRequest): SessionHash {
  return deps.digest.sha256(ctx.cookies.get(accountCookie) ?? '') as SessionHash;
}

async function ownSessions({ deps, user }: AccountRequest): Promise<readonly Session[]> {
  const { sessions } = await deps.sessions.listPage(user.id, 0, mostShown);
  return sessions.filter((session) => isSessionAlive(session, sessionLives[session.kind], deps.clock()));
}

function renderRow(request: AccountRequest, session: Session, isThis: boolean, formToken: string): Html {
  const { speak } = request;
  const device = sayBrowser(session.userAgent);
  return html`<tr>
    <td>${speak(session.kind === 'content' ? 'sessions.pictures' : 'sessions.account')}</td>
    <td>${device}${isThis && html` <span class="badge open">${speak('sessions.this')}</span>`}</td>
    <td>${maskAddress(session.address)}</td>
    <td class="when">${renderWhen(request, session.createdAt)}</td>
    <td class="when">${renderWhen(request, session.lastSeenAt)}</td>
    <td class="act">
      ${
        !isThis &&
        postButton({
          action: '/account/sessions/end',
          formToken,
          label: speak('sessions.end'),
          name: speak('sessions.endOne', { device, date: sayWhen(request, session.lastSeenAt) }),
          fields: { session: session.hash },
        })
      }
    </td>
  </tr>`;
}

/** Where the person is signed in, the last seen first. */
export async function ownSessionsPage(request: AccountRequest): Promise<void> {
  const { ctx, deps, speak } = request;
  const sessions = await ownSessions(request);
  const here = thisSession(request);
  const formToken = deps.formGuard.issue(ctx);
  const headings = ['for', 'with', 'from', 'since', 'seen', 'act'] as const;
  const body = html`<p>${speak('sessions.intro')}</p>
    <div class="scroll" tabindex="0" role="region" aria-label="${speak('sessions.title')}">
      <table>
        <thead>
          <tr>
            ${headings.map((key) => html`<th scope="col">${speak(`sessions.${key}`)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${sessions.map((session) => renderRow(request, session, session.hash === here, formToken))}
        </tbody>
      </table>
    </div>
    ${
      sessions.length > 1
        ? postButton({
            action: '/account/sessions/end-others',
            formToken,
            label: speak('sessions.endOthers'),
            kind: 'plain danger',
          })
        : html`<p class="quiet">${speak('sessions.noOthers')}</p>`
    }`;
  sendAccountPage(request, { title: speak('sessions.title'), section: 'sessions', body });
}

async function note(request: AccountRequest, count: number): Promise<void> {
  const { ctx, deps, user } = request;
  await deps.audit.record({
    at: deps.clock(),
    actor: { kind: 'user', name: user.name },
    address: ctx.get('X-Gate-Client') || null,
    event: { kind: 'sessions-ended', user: user.name, count },
  });
}

/** Ends one session: of this person's only. */
export async function endOwnSession(request: AccountRequest): Promise<void> {
  const { deps, user, form } = request;
  const hash = (form.get('session') ?? '') as SessionHash;
  const session = await deps.sessions.find(hash);
  if (session?.user === user.id && hash !== thisSession(request)) {
    await deps.sessions.end(hash);
    await note(request, 1);
  }
  goToAccount(request, 'sessions', 'session-ended');
}

export async function endOtherSessions(request: AccountRequest): Promise<void> {
  const { deps, user } = request;
  const count = await deps.sessions.endAllOf(user.id, thisSession(request));
  if (count > 0) await note(request, count);
  goToAccount(request, 'sessions', 'others-ended');
}
