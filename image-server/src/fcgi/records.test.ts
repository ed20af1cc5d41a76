import { describe, expect, it } from '@jest/globals';
import { createRecordReader, encodeRequest } from './records.js';

function record(type: number, content: string, padding = 0): Buffer {
  const head = Buffer.from([1, type, 0, 1, content.length >> 8, content.length & 255, padding, 0]);
  return Buffer.concat([head, Buffer.from(content), Buffer.alloc(padding)]);
}

describe('a FastCGI request', () => {
  it('is begin, parameters, their end, and an empty body', () => {
    const bytes = encodeRequest({ A: 'bc' });
    expect(bytes.toString('hex')).toBe(
      [
        '0101000100080000',
        '0001000000000000',
        '0104000100050000',
        '01024162630104000100000000',
        '0105000100000000',
      ].join(''),
    );
  });

  it('tells lengths from 128 on in four bytes', () => {
    const bytes = encodeRequest({ NAME: 'x'.repeat(200) });
    expect(bytes.includes(Buffer.from([4, 0x80, 0, 0, 200]))).toBe(true);
  });

  it('never needs a second parameter record', () => {
    expect(() => encodeRequest({ A: 'x'.repeat(70_000) })).toThrow(RangeError);
  });
});

describe('a FastCGI answer', () => {
  it('is put together whatever pieces it comes in', () => {
    const whole = Buffer.concat([record(6, 'hello', 3), record(6, ' world'), record(3, '\0\0\0\0\0\0\0\0')]);
    for (let size = 1; size < whole.length; size += 1) {
      const read = createRecordReader();
      const records = [];
      for (let at = 0; at < whole.length; at += size)
        records.push(...(read(whole.subarray(at, at + size)) ?? []));
      expect(records.map(({ type, content }) => [type, content.toString()])).toEqual([
        [6, 'hello'],
        [6, ' world'],
        [3, '\0\0\0\0\0\0\0\0'],
      ]);
    }
  });

  it('of another version or request is none', () => {
    expect(createRecordReader()(Buffer.from('HTTP/1.1 200 OK\r\n'))).toBeNull();
    const foreign = record(6, 'x');
    foreign.writeUInt16BE(2, 2);
    expect(createRecordReader()(foreign)).toBeNull();
  });
});
