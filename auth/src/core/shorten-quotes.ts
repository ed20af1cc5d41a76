const longestQuote = 60;
const longestWord = 100;
const longestWhole = 400;

/** A sentence about a document that may quote any length of it: long quotes and words keep their beginning and end. */
export function shortenQuotes(sentence: string): string {
  const quotes = sentence.replaceAll(/"([^"]*)"/g, (_, quoted: string) => `"${cut(quoted, longestQuote)}"`);
  const words = quotes.replaceAll(/\S{101,}/g, (word) => cut(word, longestWord));
  return cut(words, longestWhole);
}

function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const end = Math.floor(longest / 4);
  return `${text.slice(0, longest - end - 1)}…${text.slice(-end)}`;
}
