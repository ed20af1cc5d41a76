/** The book: twelve pages of our own. */
export const story = [
  'Nobody remembered who had built the gate. It stood at the end of the only street, wide enough for two carts, and behind it lay everything that the town had ever thought worth keeping.',
  'The keeper lived in a room above the arch. She owned a table, a lamp and a ledger, in which she wrote who came, what they asked for, and what she had answered. She wrote small.',
  'Most who came wanted the maps. Maps were for anyone: she opened the left wing, and they walked in without a word, and some even wiped their boots.',
  'Others wanted the portraits. For those she asked a name. If the name stood on her list, the right wing opened; if not, she told them kindly which name might have helped.',
  'A boy asked why she did not simply close the gate at night. “Because at night,” said the keeper, “people look longer.”',
  'There was a room in which one could read but from which nothing could be carried. The keeper did not guard it. She only looked where people stood when they asked.',
  'Once a merchant offered gold for a closed letter. She showed him a copy the size of a stamp. “This much is for you,” she said. He held it to the light for an hour, and there was nothing more in it.',
  'Some boxes bore a date instead of a lock. On the evening before, they were closed; on the morning of the day, they were open, and she had slept through it.',
  'She made mistakes. But the ledger was kept in such a way that every mistake closed a door, and never opened one.',
  'Whoever was refused was told why. It took longer, and the street was never so quiet as in the years before, when the old keeper had merely shaken his head.',
  'When she grew old, she drew up her rules on one page. It took her a winter. “If it does not fit on a page,” she told the boy, “nobody can keep it.”',
  'The boy is the keeper now. The gate still has two wings, and behind it lies everything that the town ever thought worth keeping. You may go in. Wipe your boots.',
];

/** Columns of the newspaper. */
export const news = [
  'The council has announced that what stands on this page must not be read before the first of January 2031. Curators are exempt, as curators generally are.',
  'Weather: closed at first, clearing on the stated day, with a fresh breeze from the archive.',
  'A key was found in the market. Its owner may claim it by describing the door.',
  'The harbour reports four ships with unusual names. All have been let in, down to the last sign of their spelling.',
  'Our puzzle: what is open to everyone, and yet nobody can see it? The answer is printed on this page.',
  'The society of those who wait held its yearly meeting. It was adjourned.',
];

export const letters = [
  'you asked for the terms on which these letters may be read. They are short: for yourself, for study, and with clean hands. If you agree, say so once, and the whole bundle is yours for thirty days.',
  'I hear that you agreed, since otherwise this would not have reached you. Should the terms ever change, you will be asked anew, and I shall not take it amiss if you think about it longer the second time.',
];
