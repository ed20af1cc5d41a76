/** The top folders of the demo collection in the order of the tour (image-server/demo/collection.mjs makes them). */
export const demoFolders = [
  'open',
  'staff',
  'preview',
  'grey',
  'reading-room',
  'terms',
  'embargo',
  'team',
  'hidden',
  'mixed',
  'book',
  'files',
  'Häfen & Schiffe',
] as const;

export type DemoFolder = (typeof demoFolders)[number];

/** Files of the folder `files` that are no pictures. */
export const demoFiles = [
  'files/open-leaflet.pdf',
  'files/keeper.pdf',
  'files/open-chimes.mp3',
  'files/chimes.mp3',
  'files/gate.webm',
] as const;

/** People of the demo; `ines` administers, which opens no pictures by itself. */
export const demoPeople = [
  { name: 'ines', displayName: 'Ines', administrator: true, group: null },
  { name: 'tom', displayName: 'Tom', administrator: false, group: 'staff' },
  { name: 'ayesha', displayName: 'Ayesha', administrator: false, group: 'researchers' },
  { name: 'marek', displayName: 'Marek', administrator: false, group: null },
] as const;

export const demoGroups = ['staff', 'researchers', 'curators'] as const;
