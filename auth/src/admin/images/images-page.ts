import { compareNaturally } from '../../core/iiif/natural-order.js';
import { formatIdentifier, type ImagePath } from '../../core/image/image-path.js';
import { bytesOfVersion } from '../../core/image/file-version.js';
import { sayBytes } from '../../core/image/say-derivatives.js';
import { mayReadAll } from '../../core/identity/standing.js';
import type { ScanReport } from '../../core/image/image-catalogue.js';
import { type ImageFacts, nameFormat } from '../../core/image/image-facts.js';
import type { CompiledPolicy } from '../../core/policy/compile.js';
import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';
import type { AdminRequest } from '../admin-request.js';
import { folderAddress } from '../folders/folder-address.js';
import { requireFolder } from '../folders/require-folder.js';
import { renderThumbnail } from '../pictures/picture.js';
import { goTo, sendAdminPage } from '../page.js';
import { pageNumber, renderPager } from '../pages/pager.js';
import { countOf, renderTime } from '../say-time.js';
import { readFolderField } from './asked-folders.js';
import { renderKinds } from './report-page.js';

const pageSize = 50;

function renderScan(scan: ScanReport | null, timeZone: string): Html {
  if (scan === null) return html`<p class="quiet">The image folder was not looked at yet.</p>`;
  const states = { running: 'at work', finished: 'finished', abandoned: 'broken off' } as const;
  return html`<dl>
    <dt>Last look</dt>
    <dd>${states[scan.state]}, ${renderTime(scan.finishedAt ?? scan.startedAt, timeZone)}</dd>
    <dt>Seen</dt>
    <dd>${countOf(scan.images, 'image')} in ${countOf(scan.folders, 'folder')}</dd>
    <dt>New or changed</dt>
    <dd>${scan.put.toLocaleString('en')}</dd>
    <dt>Gone</dt>
    <dd>${scan.gone.toLocaleString('en')}</dd>
  </dl>`;
}

function renderImage(request: AdminRequest, policy: CompiledPolicy, image: ImageFacts): Html {
  const { links } = request.deps;
  const id = formatIdentifier(image.path);
  const bytes = bytesOfVersion(image.version);
  return html`<tr>
    <td>${renderThumbnail(request, policy, image.path)}</td>
    <td><code>${image.path.split('/').at(-1) ?? ''}</code></td>
    <td class="when">${image.width} × ${image.height}</td>
    <td>
      ${nameFormat(image.format)}${bytes !== null && `, ${sayBytes(bytes)}`}<br />
      <span class="quiet">${countOf(image.levels, 'level')}, tiles ${image.tileWidth} × ${image.tileHeight}</span>
    </td>
    <td>
      <a href="${links.imageService(2, null, id)}/info.json">info.json</a> ·
      <a href="/auth/admin/why?url=${encodeURIComponent(id)}">Why?</a>
    </td>
  </tr>`;
}

async function renderFolder(request: AdminRequest, folder: string): Promise<Html> {
  const { deps, ctx, query } = request;
  const images = [...(await deps.images.listFolder(folder))].sort((a, b) => compareNaturally(a.path, b.path));
  const { page, pages } = pageNumber(query.get('page'), images.length, pageSize);
  const policy = await deps.policy.current();
  const manifest = deps.links.manifest('3', formatIdentifier(folder as ImagePath));
  const path = '/auth/admin/images';
  return html`<h2>Folder <code>${folder === '' ? '/' : folder}</code></h2>
    <p class="actions">
      ${
        folder !== '' &&
        html`<a href="${deps.links.base}/view/?manifest=${encodeURIComponent(manifest)}">Open in the viewer</a>
          <a href="${manifest}">Manifest</a>`
      }
      <a href="${folderAddress(folder)}">Rules</a>
    </p>
    <p class="quiet">
      Pictures open with the sign-in of viewers, not with this one; the viewer may ask you to sign in.
    </p>
    ${
      images.length === 0
        ? html`<p class="quiet">No image lies directly in this folder.</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label="Images">
            <table>
              <thead>
                <tr>
                  <th scope="col">Picture</th>
                  <th scope="col">File</th>
                  <th scope="col">Pixels</th>
                  <th scope="col">Format</th>
                  <th scope="col">More</th>
                </tr>
              </thead>
              <tbody>
                ${images.slice((page - 1) * pageSize, page * pageSize).map((image) => renderImage(request, policy, image))}
              </tbody>
            </table>
          </div>`
    }
    ${renderPager({ path, query: { folder }, page, pages, total: images.length, what: 'image' })}
    <form method="post" action="/auth/admin/images/scan">
      <input type="hidden" name="form_token" value="${deps.formGuard.issue(ctx)}" />
      <input type="hidden" name="folder" value="${folder}" />
      <button type="submit" class="plain small">Look at this folder again</button>
    </form>`;
}

/** The scan report, and the images of one folder with what is known of them. */
export async function imagesPage(request: AdminRequest): Promise<void> {
  const { deps, query, standing } = request;
  const folder = readFolderField(query.get('folder') ?? standing.folders[0]);
  requireFolder(standing, folder, 'read');
  const [scan, counts, count] = await Promise.all([
    deps.catalogue.lastScan('images'),
    deps.findings.count(mayReadAll(standing) ? [''] : standing.folders),
    deps.images.count(),
  ]);
  const body = html`<p>
      ${countOf(count, 'image')} in all. <a href="/auth/admin/folders/">Choose a folder</a> to see its images.
    </p>
    ${await renderFolder(request, folder)}
    <h2>Scan report</h2>
    ${renderScan(scan, deps.config.timeZone)} ${renderKinds(counts, '', null)}
    <p><a href="/auth/admin/images/report">The whole report: filter, pictures, CSV</a></p>`;
  sendAdminPage(request, { title: 'Images', section: 'images', body });
}

/** Has a folder looked at again, soon. */
export async function askForScan(request: AdminRequest): Promise<void> {
  const { ctx, deps, form, standing } = request;
  const folder = readFolderField(form.get('folder'));
  requireFolder(standing, folder, 'change');
  deps.requestScan(folder);
  goTo(
    ctx,
    folder === '' ? '/auth/admin/images' : `/auth/admin/images?folder=${encodeURIComponent(folder)}`,
    'scan-asked',
  );
}
