// Encrypts or decrypts standard input to standard output with a passphrase, without trusting what is stored:
//   node seal.mjs seal PASSPHRASE-FILE <plain >sealed
//   node seal.mjs open PASSPHRASE-FILE <sealed >plain     exit 3: the passphrase is wrong or the file is damaged
//
// Needs Node only, so that a backup can be opened without Gatehouse. The format: the line `gatehouse-sealed-1`, 16 bytes
// of salt, then pieces of 64 KiB (the last one shorter, perhaps empty), each AES-256-GCM with its tag behind it. The key is
// scrypt(passphrase, salt, N=2^17, r=8, p=1); the nonce is the piece's number in 11 bytes and 1 for the last piece, else 0.
// So pieces can't be changed, moved, left out or cut off.
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { readFileSync } from 'node:fs';

const magic = Buffer.from('gatehouse-sealed-1\n');
const pieceBytes = 65_536;
const tagBytes = 16;
const [mode, passphraseFile] = process.argv.slice(2);

function stop(code, message) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

function keyFrom(salt) {
  const passphrase = readFileSync(passphraseFile, 'utf8').replace(/\r?\n[^]*$/, '');
  if (passphrase.length < 12) stop(2, 'The first line of the passphrase file has fewer than 12 characters.');
  return scryptSync(passphrase.normalize('NFC'), salt, 32, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 });
}

function nonceOf(number, isLast) {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

async function write(bytes) {
  if (!process.stdout.write(bytes)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}

/** Pieces of exactly `size` bytes, then one shorter: whoever sees it knows that it is the last. */
async function* piecesOf(input, size) {
  let held = Buffer.alloc(0);
  for await (const chunk of input) {
    held = Buffer.concat([held, chunk]);
    while (held.length >= size) {
      yield { bytes: held.subarray(0, size), isLast: false };
      held = held.subarray(size);
    }
  }
  yield { bytes: held, isLast: true };
}

async function seal() {
  const salt = randomBytes(16);
  const key = keyFrom(salt);
  await write(Buffer.concat([magic, salt]));
  let number = 0;
  for await (const { bytes, isLast } of piecesOf(process.stdin, pieceBytes)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, isLast));
    await write(Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]));
    number += 1;
  }
}

/** The head, and the rest as a stream of its own. */
async function readHead(input, size) {
  const iterator = input[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  while (held.length < size) {
    const { value, done } = await iterator.next();
    if (done) stop(3, 'The file is cut off.');
    held = Buffer.concat([held, value]);
  }
  async function* rest() {
    yield held.subarray(size);
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { head: held.subarray(0, size), rest: rest() };
}

async function open() {
  const { head, rest } = await readHead(process.stdin, magic.length + 16);
  if (!head.subarray(0, magic.length).equals(magic)) stop(3, 'This is no file that was sealed here.');
  const key = keyFrom(head.subarray(magic.length));
  let number = 0;
  for await (const { bytes, isLast } of piecesOf(rest, pieceBytes + tagBytes)) {
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, isLast), { authTagLength: tagBytes });
      decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
      const plain = decipher.update(bytes.subarray(0, bytes.length - tagBytes));
      decipher.final();
      await write(plain);
    } catch {
      stop(3, number === 0 ? 'The passphrase is wrong, or the file is damaged.' : 'The file is damaged or cut off.');
    }
    number += 1;
  }
}

if (mode === 'seal' && passphraseFile !== undefined) await seal();
else if (mode === 'open' && passphraseFile !== undefined) await open();
else stop(2, 'Usage: node seal.mjs seal|open PASSPHRASE-FILE');
