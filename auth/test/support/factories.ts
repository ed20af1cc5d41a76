import type { ImageFacts } from '../../src/core/image/image-facts.js';
import type { ImagePath } from '../../src/core/image/image-path.js';
import { exampleText } from './example-policy.js';

/** An image of the administrator's, 6000 × 4000 pixels unless told otherwise. */
export function anImage(path: string, values: Partial<ImageFacts> = {}): ImageFacts {
  return {
    path: path as ImagePath,
    width: 6000,
    height: 4000,
    levels: 6,
    tileWidth: 256,
    tileHeight: 256,
    format: 'jp2',
    version: '18f-2a-1',
    root: 'images',
    ...values,
  };
}

/** The contract's example (section 4) with a folder more for every row of section 5 that it leaves out. */
export const testPolicyText = `${exampleText}
  /members:     { grants: [ { who: signed-in, tier: full } ] }
  /tom:         { grants: [ { who: "user:tom", tier: full } ] }
  /grey:        { grants: [ { who: anyone, tier: grey }, { who: "group:researchers", tier: full } ] }
  /small:       { grants: [ { who: anyone, tier: preview } ] }
  /shut:        { grants: [] }
  /sealed:
    grants:   [ { who: anyone, tier: full } ]
    ceilings: [ { max: closed, until: 2031-01-01, reason: { en: Closed until 2031 } } ]
  /veiled:
    grants:   [ { who: signed-in, tier: full } ]
    manifest: closed
  /named:
    grants:   [ { who: signed-in, tier: full } ]
    manifest: open
  /own-words:
    grants:   [ { who: signed-in, tier: full } ]
    sign_in:
      patterns: [login]
      label: { en: Miller Estates }
      header: { en: Miller header }
      description: { en: Miller description }
      confirm: { en: Miller confirm }
      failure_header: { en: Miller failure }
      failure_description: { en: Miller failure description }
  /kiosk:
    grants:   [ { who: "place:reading-room", tier: full } ]
    sign_in:  { patterns: [kiosk] }
`;

const folders = [
  'open',
  'staff',
  'preview',
  'reading-room',
  'terms',
  'secret',
  'embargo',
  'members',
  'tom',
  'grey',
  'small',
  'shut',
  'sealed',
  'veiled',
  'named',
  'own-words',
  'kiosk',
];

/** One image per folder of the policy, and some whose names or shapes are hard. */
export const testImages: readonly ImageFacts[] = [
  ...folders.map((folder) => anImage(`${folder}/001.jp2`)),
  anImage('open/002.jp2', { width: 3000, height: 5000 }),
  anImage('open/010.jp2'),
  anImage('open/a+b & 100%.tif', { format: 'tiff' }),
  anImage('members/Zürich #1;v?.jp2'),
  anImage('members/with!mark.jp2'),
  anImage('demo-open/001.jp2', { root: 'demo', version: 'd-1' }),
];
