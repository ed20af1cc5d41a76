/**
 * One CSV line (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe in front (ASVS 5.0, 1.2.10);
 * the wide signs count where the spreadsheet is Japanese.
 */
export function formatCsvLine(cells: readonly string[]): string {
  return `${cells.map(formatCell).join(',')}\r\n`;
}

/** What moves a terminal's cursor or turns the writing around. */
const unwritable = /[^\P{Cc}\t\n\r]|[\u202A-\u202E\u2066-\u2069]/gu;

function formatCell(cell: string): string {
  const text = cell.replaceAll(unwritable, '\uFFFD');
  const safe = /^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n;\t]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
