import type { FoundProblem } from '../../core/image/image-catalogue.js';
import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';

const remedies: Readonly<Record<FoundProblem['code'], string>> = {
  unreadable: 'Open it with another program; if it is damaged, copy it here again.',
  no_permission:
    'Set IMAGE_UID and IMAGE_GID to the owner of the files, or let everybody read them: chmod -R a+rX.',
  unsupported: 'Convert it to JPEG 2000 or tiled TIFF, or take it out of the folder.',
  odd_name: 'Rename it.',
  unreadable_folder:
    'Put the folder itself here; if it may not be read, set IMAGE_UID and IMAGE_GID, or run chmod a+rx on it.',
  shadowed: 'Rename one of the two.',
  description: 'Mend that line; the rest of the file counts meanwhile.',
};

/** Files that are not served, why, and what to do. */
export function renderFileProblems(problems: readonly FoundProblem[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Files that are not served">
    <table>
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col">Why</th>
          <th scope="col">What to do</th>
        </tr>
      </thead>
      <tbody>
        ${problems.map(
          ({ folder, name, message, code }) =>
            html`<tr>
              <td><code>${folder === '' ? name : `${folder}/${name}`}</code></td>
              <td>${message}</td>
              <td>${remedies[code]}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
