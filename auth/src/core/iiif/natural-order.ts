const parts = /(\d+)/;

function compareDigits(a: string, b: string): number {
  const left = a.replace(/^0+(?=\d)/, '');
  const right = b.replace(/^0+(?=\d)/, '');
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
}

/** Orders names as people number pages: `p2` before `p10`; code points elsewhere; ties broken by the exact text. */
export function compareNaturally(a: string, b: string): number {
  const left = a.split(parts);
  const right = b.split(parts);
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const [x = '', y = ''] = [left[index], right[index]];
    const order = index % 2 === 1 ? compareDigits(x, y) : x < y ? -1 : x > y ? 1 : 0;
    if (order !== 0) return order;
  }
  return left.length - right.length || (a < b ? -1 : a > b ? 1 : 0);
}
