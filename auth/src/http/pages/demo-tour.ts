import type { Links } from '../../core/iiif/links.js';
import { formatIdentifier, type ImagePath, toImagePath } from '../../core/image/image-path.js';
import type { Speak } from '../../core/texts/catalogue.js';
import type { DemoFolder } from '../../demo/demo-folders.js';
import { demoFiles, demoPeople } from '../../demo/demo-folders.js';
import { type Html, html } from '../html.js';

/** A folder of the demo as this visitor finds it. */
export interface TourStop {
  readonly name: DemoFolder;
  /** The first picture in it. */
  readonly picture: ImagePath;
  readonly state: 'closed' | 'reduced' | 'full';
}

export interface TourProps {
  readonly stops: readonly TourStop[];
  /** Names of the demo's people that there are. */
  readonly accounts: readonly string[];
  /** One folder is left out because it is hidden from this visitor. */
  readonly leftOut: boolean;
  readonly links: Links;
  readonly speak: Speak;
}

function identifier(path: string): string {
  const checked = toImagePath(path);
  return checked.ok ? formatIdentifier(checked.value) : '';
}

function viewLink(links: Links, folder: string, words: string): Html {
  const manifest = links.manifest('3', identifier(folder));
  return html`<a href="/view/?manifest=${encodeURIComponent(manifest)}">${words}</a>`;
}

function imageLinks(links: Links, path: string, speak: Speak): Html {
  const [two, three] = [
    links.imageService(2, null, identifier(path)),
    links.imageService(3, null, identifier(path)),
  ];
  return html`<a href="${two}/info.json">${speak('demo.info2')}</a> ·
    <a href="${three}/info.json">${speak('demo.info3')}</a> ·
    <a href="${two}/full/600,/0/default.jpg">${speak('demo.picture')}</a>`;
}

/** A picture with a rule of its own. */
const further = {
  mixed: 'mixed/page-3.jp2',
  'reading-room': 'reading-room/terminal/thistle.jp2',
  embargo: 'embargo/sealed/late-edition.jp2',
  grey: 'grey/only/quilt-3.jp2',
} as const;

/** What a folder has beside what all have. */
function extra(name: DemoFolder, links: Links, speak: Speak): Html | null {
  if (name === 'mixed' || name === 'reading-room' || name === 'embargo' || name === 'grey') {
    const picture = further[name];
    const folder = picture.slice(0, picture.lastIndexOf('/'));
    return html`<br />${speak(`demo.extra.${name}`)} ${viewLink(links, folder, speak('demo.view'))} ·
      ${imageLinks(links, picture, speak)}`;
  }
  if (name !== 'files') return null;
  const files = demoFiles.map(
    (file) =>
      html` <a href="${links.at(`/iiif/files/${identifier(file)}`)}">${file.slice('files/'.length)}</a>`,
  );
  return html`<br />${speak('demo.files')}${files}`;
}

function renderStop({ name, picture, state }: TourStop, links: Links, speak: Speak): Html {
  const id = identifier(name);
  return html`<li>
    <strong>${name}</strong><br />
    ${speak(`demo.folder.${name}`)}<br />
    <span class="quiet">${speak(state === 'closed' ? 'demo.closed' : `welcome.${state}`)}</span><br />
    ${viewLink(links, name, speak('demo.view'))} ·
    <a href="${links.manifest('3', id)}">${speak('demo.manifest')}</a> ·
    <a href="${links.manifest('2', id)}">${speak('demo.manifest2')}</a> ·
    <a href="${links.manifest('3-image3', id)}">${speak('demo.manifest3')}</a><br />
    ${imageLinks(links, picture, speak)}${extra(name, links, speak)}
  </li>`;
}

/** The demo's folders, what each shows, and the addresses to try; the accounts by name, never their passwords. */
export function renderTour({ stops, accounts, leftOut, links, speak }: TourProps): Html {
  const people = demoPeople
    .filter(({ name }) => accounts.includes(name))
    .map(({ name }) => html`<dt><code>${name}</code></dt><dd>${speak(`demo.account.${name}`)}</dd>`);
  return html`<h2>${speak('demo.title')}</h2>
    <p>${speak('demo.intro')}</p>
    ${people.length > 0 && html`<p>${speak('demo.accounts')}</p><dl>${people}</dl>`}
    ${leftOut && html`<p>${speak('demo.hiddenNote')}</p>`}
    <ul class="cards">
      ${stops.map((stop) => renderStop(stop, links, speak))}
    </ul>`;
}
