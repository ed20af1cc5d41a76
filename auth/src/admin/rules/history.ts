import type { PolicyVersion } from '../../core/policy/policy-store.js';
import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';
import { renderTime } from '../say-time.js';

const shown = 200;

/** Every version with who published it, when and why. */
export function renderHistory(
  versions: readonly Omit<PolicyVersion, 'policy'>[],
  running: number,
  timeZone: string,
): Html {
  if (versions.length === 0)
    return html`<h2>History</h2>
      <p class="quiet">No rules were published yet.</p>`;
  const newest = versions.toSorted((a, b) => b.number - a.number).slice(0, shown);
  return html`<h2>History</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="History of the rules">
      <table>
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">Note</th>
            <th scope="col">What it did</th>
          </tr>
        </thead>
        <tbody>
          ${newest.map(
            ({ number, at, by, note }) =>
              html`<tr>
                <td>
                  <a href="/auth/admin/rules/${number}">${number}</a>${number === running && html` <strong>in force</strong>`}
                </td>
                <td class="when">${renderTime(at, timeZone)}</td>
                <td>${by}</td>
                <td>${note}</td>
                <td><a href="/auth/admin/rules/${number}/compare" aria-label="Changes of version ${number}">Changes</a></td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
