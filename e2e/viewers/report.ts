import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Pattern, patterns } from '../fixtures/viewer-collection.js';
import { folders } from '../support/settings.js';
import type { Layout, Outcome, Viewer } from './play.js';
import { viewers } from './unpack-viewers.js';

export const viewerTitles: Readonly<Record<Viewer, string>> = {
  mirador3: 'Mirador 3',
  mirador4: 'Mirador 4',
  uv: 'Universal Viewer 4',
  clover: 'Clover',
  openseadragon: 'OpenSeadragon',
  auth1: 'Auth 1.0 client',
  auth2: 'Auth 2.0 client',
  vault: 'react-iiif-vault',
};

export const layouts = {
  sameSite: { place: 'sameSite', cookies: 'blocked', words: 'same site' },
  allowed: { place: 'otherSite', cookies: 'allowed', words: 'other site, third-party cookies allowed' },
  blocked: { place: 'otherSite', cookies: 'blocked', words: 'other site, third-party cookies blocked' },
} as const satisfies Record<string, Layout & { words: string }>;

export const cellName = (viewer: Viewer, pattern: Pattern, layout: keyof typeof layouts): string =>
  `${viewer} ${pattern} ${layout}`;

const versions = Object.fromEntries(
  Object.entries(viewers).map(([name, { package: spec }]) => [name, spec.slice(spec.lastIndexOf('@') + 1)]),
);

const begin = '<!-- seen: written by the test run, UPDATE_DOCS=1 -->';
const end = '<!-- end of seen -->';

/** One table for each layout. */
export function tables(seen: Readonly<Record<string, Outcome>>): string {
  return (Object.keys(layouts) as (keyof typeof layouts)[])
    .map((layout) => {
      const rows = (Object.keys(viewerTitles) as Viewer[]).map((viewer) => [
        `${viewerTitles[viewer]}${versions[viewer] === undefined ? '' : ` (${versions[viewer]})`}`,
        ...patterns.map((pattern) => seen[cellName(viewer, pattern, layout)] ?? '-'),
      ]);
      const head = ['', ...patterns];
      const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
      return `### ${layouts[layout].words}\n\n${lines.join('\n')}\n`;
    })
    .join('\n');
}

/** Puts the tables where docs/viewers.md wants them. */
export function writeReport(seen: Readonly<Record<string, Outcome>>): void {
  const file = join(folders.repository, 'docs', 'viewers.md');
  const page = pageText.replace(`${begin}\n${end}`, `${begin}\n\n${tables(seen)}\n${end}`);
  writeFileSync(file, page);
}

const pageText = `# Viewers

What people see in the viewers that there are, taken from their own packages, unmodified, in Debian's Chromium with its pop-up
blocker on. Each cell is what the test run saw (\`npm --prefix e2e run viewers:matrix\`; the screenshots are in \`e2e/out/screens\`).

${begin}
${end}

- **open**: anyone. **login**: name and password. **clickthrough**: terms to accept. **kiosk**, **external**: the visitor sits in the
  reading room, whose address is what counts. **tiered**: a preview for everyone, the whole picture after signing in.
- *Same site*: the viewer's host and the archive's share a registrable domain (\`view.archive.example\` and \`archive.example\`). It works in every
  browser. *Other site* needs a browser that allows third-party cookies: Safari, Firefox and new profiles of Chromium don't. Where they are
  blocked the token page says so, with a link that opens the hosted viewer (\`/view/?manifest=…\`), which is on the same site always.
- Mirador 4 needs \`osdConfig: { tileRetryMax: 50, tileRetryDelay: 2000 }\` in its page to repaint after the sign-in; the hosted one has it. Without, it
  shows the picture when one comes back to it.
- Universal Viewer 4.4 asks for tiles without cookies unless the archive names the viewer's origin: set \`VIEWER_ORIGINS\`.
- Clover and OpenSeadragon alone know no authorization: they show what the visitor may see without a step of their own.
- A manifest that is closed whole (\`manifest: closed\`) is a stub of one page for whoever may see nothing of it. Mirador 4 and Clover show its
  picture, which names the sign-in, Clover its link too. Mirador 3 shows its title, but opens the picture at its corner, as it does with every
  picture that has no image service. Universal Viewer shows nothing of an answer that isn't a 200.
- "Auth 1.0 client" and "Auth 2.0 client" are pages of this repository (\`e2e/viewers/pages\`) that take the steps of the specifications' demonstration
  clients; the second writes down every departure from the specification's text.
## Scenarios

\`npm --prefix e2e run viewers:scenarios\` plays the scenarios U1 to U8 from which both specifications grew, with two institutions on two domains:

| | Played with |
|---|---|
| U1 a picture on an ordinary page, closed | Chromium: a placeholder in the page; its address leads to the sign-in and back |
| U2 the same, with a lower version | Chromium: redirected to the preview, after the sign-in the whole |
| U3 an image client, all or nothing | the Auth 1.0 and the Auth 2.0 client |
| U4 an image client, preview for everyone | both |
| U5 pages of several institutions, some closed | Mirador 3: each institution asks for its own sign-in and knows nothing of the other's |
| U6 the same, with previews | Mirador 3: both previews at once, each becomes whole for itself |
| U7 a manifest that is closed whole | Mirador 3 and 4, Universal Viewer, Clover |
| U8 a manifest without names for everyone | Chromium: names appear after the sign-in |

## Which address

- Mirador, Universal Viewer and the Auth 1.0 client are given \`/iiif/manifests/…\`; clients of Authorization Flow 2.0 \`/iiif/3/manifests/…\`.
`;
