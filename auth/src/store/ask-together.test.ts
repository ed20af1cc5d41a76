import { beforeEach, describe, expect, it } from '@jest/globals';
import { askTogether } from './ask-together.js';

interface Waiting {
  readonly answer: (value: number) => void;
  readonly fail: (error: Error) => void;
}

let asked: Waiting[];
let ask: () => Promise<number>;

beforeEach(() => {
  asked = [];
  ask = askTogether(async () => new Promise((answer, fail) => void asked.push({ answer, fail })));
});

const soonAsked = async (count: number): Promise<void> => {
  while (asked.length < count) await new Promise(setImmediate);
};

describe('askTogether', () => {
  it('shares the next question among all who come while one is under way', async () => {
    const first = ask();
    const others = [ask(), ask(), ask()];
    expect(asked).toHaveLength(1);
    asked[0]?.answer(1);
    expect(await first).toBe(1);
    await soonAsked(2);
    asked[1]?.answer(2);
    expect(await Promise.all(others)).toEqual([2, 2, 2]);
    expect(asked).toHaveLength(2);
  });

  it('never gives an answer to a question that was asked before', async () => {
    const first = ask();
    const second = ask();
    asked[0]?.answer(1);
    await soonAsked(2);
    const third = ask();
    asked[1]?.answer(2);
    await soonAsked(3);
    asked[2]?.answer(3);
    expect(await Promise.all([first, second, third])).toEqual([1, 2, 3]);
  });

  it('goes on after a question that failed', async () => {
    const first = ask();
    const second = ask();
    asked[0]?.fail(new Error('down'));
    await expect(first).rejects.toThrow('down');
    await soonAsked(2);
    asked[1]?.answer(2);
    expect(await second).toBe(2);
  });
});
