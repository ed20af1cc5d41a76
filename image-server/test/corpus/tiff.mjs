// Writes a TIFF of one grey strip, and lies where it is told to.

const long = 4;
const short = 3;

/** `change`: tag → value instead of the right one; `drop`: tags that are left out; `next`: where the next directory is said to be. */
export function makeTiff({ width, height, pixels, change = {}, drop = [], next = 0 }) {
  const tags = {
    256: [long, width],
    257: [long, height],
    258: [short, 8],
    259: [short, 1],
    262: [short, 1],
    273: [long, 0],
    277: [short, 1],
    278: [long, height],
    279: [long, pixels.length],
    ...Object.fromEntries(
      Object.entries(change).map(([tag, value]) => [
        tag,
        [[273, 278, 279].includes(Number(tag)) ? long : short, value],
      ]),
    ),
  };
  const entries = Object.entries(tags)
    .map(([tag, value]) => [Number(tag), ...value])
    .filter(([tag]) => !drop.includes(tag))
    .sort(([one], [other]) => one - other);
  const directory = Buffer.alloc(2 + entries.length * 12 + 4);
  const pixelsAt = 8 + directory.length;
  directory.writeUInt16LE(entries.length, 0);
  for (const [index, [tag, type, value]] of entries.entries()) {
    const at = 2 + index * 12;
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(type, at + 2);
    directory.writeUInt32LE(1, at + 4);
    const told = tag === 273 && change[273] === undefined ? pixelsAt : value;
    if (type === short) directory.writeUInt16LE(told, at + 8);
    else directory.writeUInt32LE(told, at + 8);
  }
  directory.writeUInt32LE(next, directory.length - 4);
  return Buffer.concat([Buffer.from('49492a0008000000', 'hex'), directory, pixels]);
}
