const starts = [
  'Al',
  'Bre',
  'Car',
  'Dun',
  'El',
  'Fen',
  'Gar',
  'Hol',
  'Is',
  'Jor',
  'Kel',
  'Lan',
  'Mar',
  'Nor',
  'Or',
  'Pen',
  'Ros',
  'Sel',
  'Tor',
  'Ul',
  'Ven',
  'Wil',
];
const middles = ['a', 'e', 'i', 'o', 'ba', 'de', 'la', 'mo', 'ra', 've', ''];
const ends = [
  'by',
  'den',
  'field',
  'ford',
  'ham',
  'lin',
  'mouth',
  'nes',
  'rick',
  'ster',
  'ton',
  'wick',
  'more',
];

/** A place that is nowhere. */
export const placeName = (random) => random.pick(starts) + random.pick(middles) + random.pick(ends);
