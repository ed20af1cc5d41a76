import type { NumberedAuditEntry } from '../../core/audit/audit-log.js';
import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';
import { renderTime } from '../say-time.js';
import { maskAddress } from './mask-address.js';
import { sayActor, sayEvent } from './say-event.js';

/** Entries of the audit as a table. */
export function renderEntries(entries: readonly NumberedAuditEntry[], timeZone: string): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Audit entries">
    <table>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">What</th>
          <th scope="col">Who</th>
          <th scope="col">From</th>
        </tr>
      </thead>
      <tbody>
        ${entries.map(
          (entry) =>
            html`<tr>
              <td class="when">${renderTime(entry.at, timeZone)}</td>
              <td>
                ${sayEvent(entry.event)}
                ${entry.event.kind === 'policy-published' && html`<a href="/auth/admin/rules/${entry.event.number}/compare" aria-label="before and after: version ${entry.event.number}">before and after</a>`}
              </td>
              <td>${sayActor(entry)}</td>
              <td>${maskAddress(entry.address)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
