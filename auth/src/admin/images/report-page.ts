import { type Finding, type FindingKind, findingKinds, isServed } from '../../core/image/image-findings.js';
import { bytesOfVersion } from '../../core/image/file-version.js';
import { nameFormat } from '../../core/image/image-facts.js';
import { folderOf, formatIdentifier, toImagePath } from '../../core/image/image-path.js';
import { sayBytes } from '../../core/image/say-derivatives.js';
import { findingWords } from '../../core/image/say-finding.js';
import type { CompiledPolicy } from '../../core/policy/compile.js';
import { html, type Html } from '../../http/html.js';
import type { AdminRequest } from '../admin-request.js';
import { listAddress, pageNumber, renderPager } from '../pages/pager.js';
import { sendAdminPage } from '../page.js';
import { renderThumbnail } from '../pictures/picture.js';
import { countOf } from '../say-time.js';
import { askedFolders, readFolderField } from './asked-folders.js';

const here = '/auth/admin/images/report';
const pageSize = 100;

/** A kind of the list; null for anything else. */
export function readKind(text: string | undefined): FindingKind | null {
  return findingKinds.find((kind) => kind === text) ?? null;
}

/** How many there are of each kind, as links to them. */
export function renderKinds(
  counts: ReadonlyMap<FindingKind, number>,
  folder: string,
  chosen: FindingKind | null,
): Html {
  const there = findingKinds.filter((kind) => (counts.get(kind) ?? 0) > 0);
  if (there.length === 0)
    return html`<p class="quiet">Nothing to report: every file can be served, and well.</p>`;
  return html`<ul class="facts">
    ${there.map((kind) => {
      const count = (counts.get(kind) ?? 0).toLocaleString('en');
      const address = listAddress(here, { kind, folder });
      const current =
        kind === chosen
          ? html`<a href="${address}" aria-current="true">${count}</a>`
          : html`<a href="${address}">${count}</a>`;
      return html`<li>
        <span>${findingWords[kind].name}</span><strong class="${isServed(kind) ? '' : 'bad'}">${current}</strong>
      </li>`;
    })}
  </ul>`;
}

async function renderServed(
  request: AdminRequest,
  policy: CompiledPolicy,
  finding: Finding,
  isTwin: boolean,
): Promise<Html> {
  const path = toImagePath(finding.path);
  const image = path.ok ? await request.deps.images.find(path.value) : null;
  if (!path.ok || image === null)
    return html`<tr><td></td><td><code>${finding.path}</code></td><td colspan="2">Gone since</td></tr>`;
  const bytes = bytesOfVersion(image.version);
  return html`<tr>
    <td>${renderThumbnail(request, policy, path.value)}</td>
    <td>
      ${isTwin && html`<span class="quiet">the same as above</span><br />`}
      <a href="/auth/admin/images?folder=${encodeURIComponent(folderOf(path.value))}"><code>${finding.path}</code></a>
    </td>
    <td class="when">${image.width} × ${image.height}</td>
    <td>
      ${nameFormat(image.format)}, ${countOf(image.levels, 'level')}${bytes !== null && `, ${sayBytes(bytes)}`} ·
      <a href="/auth/admin/why?url=${encodeURIComponent(formatIdentifier(path.value))}" aria-label="Why? ${finding.path}">Why?</a>
    </td>
  </tr>`;
}

function renderTable(label: string, heads: readonly string[], rows: readonly Html[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

async function renderFindings(
  request: AdminRequest,
  kind: FindingKind,
  found: readonly Finding[],
): Promise<Html> {
  const { name } = findingWords[kind];
  if (!isServed(kind)) {
    const rows = found.map(
      ({ path, detail }) => html`<tr><td><code>${path}</code></td><td>${detail}</td></tr>`,
    );
    return renderTable(name, ['File', 'Why'], rows);
  }
  const policy = await request.deps.policy.current();
  const rows = await Promise.all(
    found.map(async (one, index) => {
      const isTwin = kind === 'duplicate' && found[index - 1]?.detail === one.detail;
      return renderServed(request, policy, one, isTwin);
    }),
  );
  return renderTable(name, ['Picture', 'File', 'Pixels', 'More'], rows);
}

function renderFilter(folder: string, kind: FindingKind | null): Html {
  return html`<form method="get" action="${here}" role="search">
    ${kind !== null && html`<input type="hidden" name="kind" value="${kind}" />`}
    <div class="fields">
      <div>
        <label for="folder">Folder <span class="quiet">(and all in it; empty: everything)</span></label>
        <input type="text" id="folder" name="folder" value="${folder}" maxlength="4000" spellcheck="false" />
      </div>
    </div>
    <button type="submit" class="plain">Show</button>
  </form>`;
}

/** What the last look at the folder found, kind by kind: files that are not served, twins, what is slow. */
export async function reportPage(request: AdminRequest): Promise<void> {
  const { deps, query } = request;
  const folders = askedFolders(request);
  const folder = readFolderField(query.get('folder'));
  const counts = await deps.findings.count(folders);
  const kind = readKind(query.get('kind')) ?? findingKinds.find((one) => counts.has(one)) ?? null;
  const total = kind === null ? 0 : (counts.get(kind) ?? 0);
  const { page, pages } = pageNumber(query.get('page'), total, pageSize);
  const offset = (page - 1) * pageSize;
  const found = kind === null ? [] : await deps.findings.list({ kind, folders, offset, limit: pageSize });
  const body = html`${renderKinds(counts, folder, kind)} ${renderFilter(folder, kind)}
    ${
      kind !== null &&
      html`<h2>${findingWords[kind].name}</h2>
        <p>${findingWords[kind].why} <strong>${findingWords[kind].remedy}</strong></p>
        ${found.length === 0 ? html`<p class="quiet">None here.</p>` : await renderFindings(request, kind, found)}
        ${renderPager({ path: here, query: { kind, folder }, page, pages, total, what: 'file' })}
        <p class="actions">
          <a href="${listAddress('/auth/admin/images/report.csv', { kind, folder })}">These as CSV</a>
          <a href="${listAddress('/auth/admin/images/report.csv', { folder })}">Everything as CSV</a>
        </p>`
    }
    <p><a href="/auth/admin/images">All images</a></p>`;
  sendAdminPage(request, { title: 'Scan report', section: 'images', body });
}
