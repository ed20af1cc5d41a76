import type { FoundProblem } from '../../core/image/image-catalogue.js';
import { findingWords } from '../../core/image/say-finding.js';
import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';

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
          ({ name, message, code }) =>
            html`<tr>
              <td><code>${name}</code></td>
              <td>${message}</td>
              <td>${findingWords[code].remedy}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
