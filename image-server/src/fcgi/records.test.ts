import { describe, expect, it } from '@jest/globals';
import { createRecordReader, encodeRequest } from './records.js';

function record(type: number, content: string, padding = 0): Buffer {
  const head = Buffer.from([1, type, 1, 2, content.length >> 8, content.length & 255, padding, 0]);
  return Buffer.concat([head, Buffer.from(content), Buffer.alloc(padding)]);
}

describe('a FastCGI request', () => {
  it('is begin, which keeps the connection, parameters, their end, and an empty body', () => {
    const bytes = encodeRequest({ A: 'bc' }, 258);
    expect(bytes.toString('hex')).toBe(
      [
        '0101010200080000',
        '0001010000000000',
        '0104010200050000',
        '01024162630104010200000000',
        '0105010200000000',
      ].join(''),
    );
  });

  it('tells lengths from 128 on in four bytes', () => {
    const bytes = encodeRequest({ NAME: `é${'x'.repeat(198)}` }, 1);
    expect(bytes.includes(Buffer.from([4, 0x80, 0, 0, 200]))).toBe(true);
  });

  it('never needs a second parameter record', () => {
    expect(() => encodeRequest({ A: 'x'.repeat(70_000) }, 1)).toThrow(RangeError);
  });
});

describe('a FastCGI answer', () => {
  it('is put together whatever pieces it comes in', () => {
    const whole = Buffer.concat([record(6, 'hello', 3), record(6, ' world'), record(3, '\0\0\0\0\0\0\0\0')]);
    for (let size = 1; size < whole.length; size += 1) {
      const read = createRecordReader();
      const records = [];
      for (let at = 0; at < whole.length; at += size)
        records.push(...(read(whole.subarray(at, at + size), 258) ?? []));
      expect(records.map(({ type, content }) => [type, content.toString()])).toEqual([
        [6, 'hello'],
        [6, ' world'],
        [3, '\0\0\0\0\0\0\0\0'],
      ]);
    }
  });

  it('of another version or request is none', () => {
    expect(createRecordReader()(Buffer.from('HTTP/1.1 200 OK\r\n'), 258)).toBeNull();
    expect(createRecordReader()(record(6, 'x'), 258)).toHaveLength(1);
    expect(createRecordReader()(record(6, 'x'), 257)).toBeNull();
  });
});
