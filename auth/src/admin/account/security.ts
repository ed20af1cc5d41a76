import type { Passkey } from '../../core/identity/passkey.js';
import { type Html, html } from '../../http/html.js';
import { postButton } from '../pages/post-button.js';
import { renderProblems } from '../pages/problem-list.js';
import { sendAccountPage } from './account-page.js';
import type { AccountRequest } from './account-request.js';
import { sayWhen } from './say-when.js';

function renderCodes({ speak }: AccountRequest, formToken: string, hasCodes: boolean): Html {
  return html`<h2>${speak('security.codes')}</h2>
    <p>${speak(hasCodes ? 'security.codesOn' : 'security.codesOff')}</p>
    <div class="actions">
      <a class="button${hasCodes ? ' plain' : ''}" href="/account/totp"
        >${speak(hasCodes ? 'security.replace' : 'security.setUp')}</a
      >
      ${
        hasCodes &&
        postButton({
          action: '/account/totp/remove',
          formToken,
          label: speak('security.removeCodes'),
          kind: 'plain danger',
        })
      }
    </div>`;
}

function renderPasskey(request: AccountRequest, formToken: string, passkey: Passkey, index: number): Html {
  const { speak } = request;
  const { name } = passkey;
  const field = `passkey-${index}`;
  return html`<li>
    <form method="post" action="/account/passkeys/rename" class="inline grow">
      <input type="hidden" name="form_token" value="${formToken}" />
      <input type="hidden" name="id" value="${passkey.id}" />
      <label for="${field}" class="spoken">${speak('security.passkeyNameOf', { name })}</label>
      <input type="text" id="${field}" name="name" value="${name}" required maxlength="60" />
      <button type="submit" class="plain small">${speak('security.passkeyRename')}</button>
    </form>
    <span class="quiet"
      >${speak('security.added', { date: sayWhen(request, passkey.createdAt) })},
      ${
        passkey.lastUsedAt === null
          ? speak('security.neverUsed')
          : speak('security.lastUsed', { date: sayWhen(request, passkey.lastUsedAt) })
      }</span
    >
    ${postButton({
      action: '/account/passkeys/remove',
      formToken,
      label: speak('security.remove'),
      name: speak('security.passkeyRemove', { name }),
      fields: { id: passkey.id },
      kind: 'plain small danger',
    })}
  </li>`;
}

async function renderPasskeys(request: AccountRequest, formToken: string): Promise<Html> {
  const { speak, deps, user } = request;
  const passkeys = await deps.passkeyStore.listOf(user.id);
  const list =
    passkeys.length === 0
      ? html`<p class="quiet">${speak('security.noPasskeys')}</p>`
      : html`<ul class="tree">
          ${passkeys.map((passkey, index) => renderPasskey(request, formToken, passkey, index))}
        </ul>`;
  const add = deps.passkeys.available
    ? html`<form
          method="post"
          action="/account/passkeys"
          class="narrow"
          data-passkey="create"
          data-options="${await deps.passkeys.registrationOptions(user, formToken)}"
          hidden
        >
          <input type="hidden" name="form_token" value="${formToken}" />
          <input type="hidden" name="passkey" value="" />
          <label for="passkey-name">${speak('security.passkeyName')}</label>
          <input type="text" id="passkey-name" name="name" required maxlength="60" />
          <p class="notice bad" role="alert" data-failed hidden>${speak('passkey.failed')}</p>
          <div class="actions"><button type="submit">${speak('security.passkeyAdd')}</button></div>
        </form>
        <noscript><p class="quiet">${speak('security.needsScript')}</p></noscript>
        <script src="/assets/passkey.js" defer></script>`
    : html`<p class="quiet">${speak('security.noPasskeysHere')}</p>`;
  return html`<h2>${speak('security.passkeys')}</h2>
    <p>${speak('security.passkeysIntro')}</p>
    ${list} ${add}`;
}

async function renderRecovery({ speak, deps, user }: AccountRequest, formToken: string): Promise<Html> {
  const left = await deps.secondFactors.recoveryCodesLeft(user.id);
  return html`<h2>${speak('security.recovery')}</h2>
    <p>
      ${speak('security.recoveryIntro')}
      ${left === 0 ? speak('security.recoveryNone') : speak('security.recoveryLeft', { count: String(left) })}
    </p>
    ${postButton({
      action: '/account/recovery-codes',
      formToken,
      label: speak('security.recoveryNew'),
      kind: 'plain',
    })}`;
}

/** The page of second factors; with what went wrong, if it did. */
export async function showSecurity(
  request: AccountRequest,
  problems: readonly string[],
  status = 422,
): Promise<void> {
  const { ctx, deps, user, speak, accountStanding } = request;
  const formToken = deps.formGuard.issue(ctx);
  const hasCodes = await deps.secondFactors.hasCodes(user.id);
  const intro =
    accountStanding === 'enrol'
      ? html`<p class="notice mind" role="status">${speak('security.mustEnrol')}</p>`
      : html`<p>${speak('security.intro')}</p>`;
  const body = html`${intro} ${renderProblems(problems)} ${renderCodes(request, formToken, hasCodes)}
    ${await renderPasskeys(request, formToken)}
    ${user.hasSecondFactor && (await renderRecovery(request, formToken))}`;
  sendAccountPage(request, {
    title: speak('security.title'),
    section: 'security',
    body,
    status: problems.length === 0 ? 200 : status,
  });
}

export async function securityPage(request: AccountRequest): Promise<void> {
  await showSecurity(request, []);
}
