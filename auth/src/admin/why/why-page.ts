import { formatIdentifier } from '../../core/image/image-path.js';
import { readNamed } from '../../core/image/read-named.js';
import { joinAcceptances } from '../../core/identity/acceptance.js';
import { canonicalUserName } from '../../core/identity/user-name.js';
import { explain } from '../../core/policy/explain.js';
import { parseAddress } from '../../core/policy/ip-address.js';
import type { Visitor } from '../../core/policy/visitor.js';
import { err, ok, type Result } from '../../core/result.js';
import type { EpochSeconds } from '../../core/time.js';
import { createZone } from '../../policy-text/zoned-time.js';
import { html, type Html } from '../../http/html.js';
import type { AdminRequest } from '../admin-request.js';
import { requireFolder } from '../folders/require-folder.js';
import { readRules } from '../folders/rules-of.js';
import { sendAdminPage } from '../page.js';
import { judgeViewAs } from '../pictures/picture.js';
import { describedBy, renderProblems } from '../pages/problem-list.js';
import { renderSeen } from './seen-picture.js';
import { renderWalk } from './walk-report.js';

const fields = ['url', 'user', 'address', 'at'] as const;
type Asked = Readonly<Record<(typeof fields)[number], string>>;

function renderQuestion(asked: Asked, problems: readonly string[]): Html {
  return html`<form method="get" action="/auth/admin/why">
    <label for="url">Address or name of an image, manifest, file or folder</label>
    <input
      type="text"
      id="url"
      name="url"
      value="${asked.url}"
      placeholder="https://…/iiif/images/…"
      required
      maxlength="8000"
      spellcheck="false"
      ${describedBy(problems)}
    />
    <div class="fields">
      <div>
        <label for="user">User name <span class="quiet">(empty: not signed in)</span></label>
        <input type="text" id="user" name="user" value="${asked.user}" maxlength="200" autocapitalize="none" spellcheck="false" ${describedBy(problems)} />
      </div>
      <div>
        <label for="address">IP address <span class="quiet">(empty: at no place)</span></label>
        <input type="text" id="address" name="address" value="${asked.address}" maxlength="60" spellcheck="false" ${describedBy(problems)} />
      </div>
      <div>
        <label for="at">Time <span class="quiet">(empty: now)</span></label>
        <input type="text" id="at" name="at" value="${asked.at}" placeholder="2031-01-01 or 2031-01-01T12:00" maxlength="30" ${describedBy(problems)} />
      </div>
    </div>
    <button type="submit">Why?</button>
  </form>`;
}

/** Agreements are accepted in a session, so a visitor thought up here has accepted none. */
async function readVisitor(
  { deps }: AdminRequest,
  asked: Asked,
): Promise<Result<Visitor, readonly string[]>> {
  const problems: string[] = [];
  const address = asked.address === '' ? null : asked.address;
  if (address !== null && parseAddress(address) === null)
    problems.push('The IP address is no IPv4 or IPv6 address.');
  const name = canonicalUserName(asked.user);
  const user = asked.user === '' || !name.ok ? null : await deps.users.findByName(name.value);
  if (asked.user !== '' && user === null) problems.push('There is no person of this user name.');
  if (user?.disabled === true)
    problems.push('This person is disabled and can not sign in; leave the name out to see what anyone gets.');
  if (problems.length > 0) return err(problems);
  return ok({
    address,
    agreements: joinAcceptances(user?.agreements ?? {}, {}),
    user: user === null ? null : { name: user.name, groups: user.groups },
  });
}

function readTime(
  timezone: string,
  text: string,
  now: EpochSeconds,
): Result<EpochSeconds, readonly string[]> {
  if (text === '') return ok(now);
  const time = createZone(timezone)?.parse(text.replace(' ', 'T')) ?? err('the time zone is unknown');
  return time.ok ? time : err([`Time: ${time.error}.`]);
}

/** Who may see what at an address, and why: the same walk as every check takes. */
export async function whyPage(request: AdminRequest): Promise<void> {
  const { deps, query } = request;
  const asked = Object.fromEntries(
    fields.map((field) => [field, (query.get(field) ?? '').trim()]),
  ) as unknown as Asked;
  const form = renderQuestion(asked, []);
  if (asked.url === '') {
    const body = html`<p>Paste the address that somebody complains about; say who they are and where.</p>
      ${form}`;
    sendAdminPage(request, { title: 'Why?', section: 'why', body });
    return;
  }
  const rules = await readRules(deps);
  const named = readNamed(asked.url, deps.config.publicUrl);
  const visitor = await readVisitor(request, asked);
  const at = readTime(rules.policy.timezone, asked.at, deps.clock());
  if (!named.ok || !visitor.ok || !at.ok) {
    const problems = [
      named.ok ? [] : [named.error],
      visitor.ok ? [] : visitor.error,
      at.ok ? [] : at.error,
    ].flat();
    sendAdminPage(request, {
      title: 'Why?',
      section: 'why',
      body: html`${renderProblems(problems)} ${renderQuestion(asked, problems)}`,
      status: 422,
    });
    return;
  }
  const { path, kind, tier } = named.value;
  requireFolder(request.standing, path, 'read');
  const image = path === '' ? null : await deps.images.find(path);
  const target = image !== null || kind !== 'folder' ? 'file' : 'folder';
  const seen =
    image === null || tier === 'closed'
      ? null
      : judgeViewAs(request, rules.compiled, visitor.value, image.path, at.value);
  const explanation = explain(rules.compiled, visitor.value, path, target, at.value);
  const body = html`${renderWalk({
    path,
    identifier: path === '' ? null : formatIdentifier(path),
    // Other files than images are looked up on disk: the index can't miss one.
    isKnown: target === 'folder' ? null : kind === 'file' || image !== null,
    tierAsked: tier,
    visitor: visitor.value,
    at: asked.at === '' ? null : at.value,
    explanation,
    rules,
  })}
  ${
    image !== null &&
    seen !== null &&
    renderSeen(request, {
      image,
      ...seen,
      visitor: visitor.value,
      at: at.value,
    })
  }
  <h2>Ask again</h2>
  ${form}`;
  sendAdminPage(request, { title: 'Why?', section: 'why', body });
}
