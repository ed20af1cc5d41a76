import { drawChart } from './drawings/chart.mjs';
import { drawKeyhole } from './drawings/keyhole.mjs';
import { drawMap } from './drawings/map.mjs';
import { drawPlan } from './drawings/plan.mjs';
import { drawPlant } from './drawings/plant.mjs';
import { drawPortrait } from './drawings/portrait.mjs';
import { drawQuilt } from './drawings/quilt.mjs';
import { drawShips } from './drawings/ships.mjs';
import { drawStars } from './drawings/stars.mjs';
import { drawLetter, drawNewspaper, drawPage } from './drawings/writing.mjs';
import { letters, news, story } from './texts.mjs';

/** The folders, each with its colour and the sentence that stands below each of its pictures. */
const folders = {
  open: { hue: 205, note: 'Anyone sees everything.' },
  staff: { hue: 350, note: 'Only the group staff sees this.' },
  preview: { hue: 255, note: 'Anyone sees 400 pixels; whoever signed in sees all.' },
  grey: { hue: 30, note: 'Anyone sees 1600 grey pixels; whoever signed in sees the colours.' },
  'reading-room': { hue: 140, note: 'Seen in full at the reading room’s addresses only.' },
  terms: { hue: 45, note: 'Seen by whoever agreed to the terms.' },
  'grey/only': { hue: 30, note: 'Grey for everyone; nothing makes it better.' },
  'embargo/sealed': { hue: 15, note: 'Closed until 2031 to everybody.' },
  embargo: { hue: 15, note: 'Closed until 2031, but for curators.' },
  team: { hue: 175, note: 'Researchers now; everybody from the day that it opens.' },
  hidden: { hue: 285, note: 'Who may not see this is not told that it exists.' },
  mixed: { hue: 95, note: 'Pages for anyone, but the third for staff only.' },
  book: { hue: 20, note: 'One sign-in opens all twelve pages.' },
  files: { hue: 320, note: 'PDF, sound and video under the same rules.' },
  'Häfen & Schiffe': { hue: 220, note: 'Names that addresses have to take apart and put together.' },
};

const portrait = [1500, 2000];
const landscape = [2000, 1500];
const tall = { size: portrait, draw: drawPortrait };

/** File below the collection's root → title, size in pixels, drawing. The ending chooses the format. */
const pictures = [
  ['open/bay.jp2', 'Chart of the Bay', [7200, 4800], drawMap(11)],
  ['open/garden.tif', 'From the Garden', [1800, 2400], drawPlant],
  ['open/harbour.jpg', 'The Harbour', landscape, drawShips('Open Harbour')],
  ['staff/keeper.jp2', 'The Keeper', tall.size, tall.draw],
  ['staff/clerk.jp2', 'The Clerk', tall.size, tall.draw],
  ['staff/porter.tif', 'The Porter', tall.size, tall.draw],
  ['preview/two-skies.jp2', 'Two Skies', [6000, 4000], drawStars],
  ['preview/meadow.jp2', 'From the Meadow', portrait, drawPlant],
  ['grey/quilt-1.jp2', 'First Quilt', [2400, 2700], drawQuilt],
  ['grey/quilt-2.tif', 'Second Quilt', [2400, 2700], drawQuilt],
  ['grey/only/quilt-3.jp2', 'Third Quilt', [2000, 2250], drawQuilt],
  ['reading-room/islands.jp2', 'Chart of the Islands', [4000, 3000], drawMap(29)],
  ['reading-room/terminal/thistle.jp2', 'A Thistle, at the Terminal', portrait, drawPlant],
  ['terms/letter-1.jp2', 'The First Letter', portrait, drawLetter('At the gate, in March', letters[0])],
  ['terms/letter-2.jp2', 'The Second Letter', portrait, drawLetter('At the gate, in May', letters[1])],
  [
    'embargo/evening-paper.jp2',
    'Tomorrow’s Paper',
    [2000, 2700],
    drawNewspaper('What nobody may know yet is on this page', news),
  ],
  [
    'embargo/sealed/late-edition.jp2',
    'The Late Edition',
    [2000, 2700],
    drawNewspaper('Nobody at all may know this yet', news),
  ],
  [
    'team/trench-a.jp2',
    'Trench A',
    landscape,
    drawPlan(['Hall', 'Kitchen', 'Well', 'Store', 'Stable', 'Yard']),
  ],
  [
    'team/trench-b.jp2',
    'Trench B',
    landscape,
    drawPlan(['Gate', 'Guard', 'Arch', 'Stair', 'Ledger room', 'Loft']),
  ],
  ['hidden/keyhole.jp2', 'Keyhole', portrait, drawKeyhole],
  ...[1, 2, 3, 4, 5].map((page) => [`mixed/page-${page}.jp2`, `Report, Page ${page}`, portrait, drawChart]),
  ...story.map((words, index) => [
    `book/${String(index + 1).padStart(3, '0')}.jp2`,
    `Page ${index + 1}`,
    [1400, 1900],
    drawPage(index + 1, words),
  ]),
  ['files/programme.jp2', 'The Programme', portrait, drawPortrait],
  ['Häfen & Schiffe/a+b & 100%.tif', 'a+b & 100%', landscape, drawShips('a+b & 100%')],
  ['Häfen & Schiffe/Zürich #1;v?.jp2', 'Zürich #1;v?', landscape, drawShips('Zürich #1;v?')],
  ['Häfen & Schiffe/wow!.jp2', 'wow!', landscape, drawShips('wow!')],
  ['Häfen & Schiffe/地図.jp2', '地図', landscape, drawShips('地図')],
];

/** Every picture, ready for `plate`. */
export const collection = pictures.map(([file, title, [width, height], draw], index) => {
  const folder = file.slice(0, file.lastIndexOf('/'));
  const { hue, note } = folders[folder] ?? folders[folder.split('/')[0]];
  return { file, folder, title, note, hue, width, height, draw, seed: 41 + index * 7919 };
});
