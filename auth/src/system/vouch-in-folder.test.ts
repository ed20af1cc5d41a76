import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, realpathSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createVouching, isVouchingPossible, sweepVouching } from './vouch-in-folder.js';

let folder = '';
let time = 1_764_393_720_150;
const now = (): number => time;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vouching-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const said = (): string => realpathSync(join(folder, 'now')).slice(folder.length + 1);

describe('what kept decisions may belong to', () => {
  it('is the name of a folder: generation, replica, and the tenths of a second in which it counts', () => {
    expect(createVouching({ folder, replica: 'a', now }).say('3f2a')).toBe(true);
    expect(said()).toBe('is.3f2a.a_17643937200_17643937201_17643937202_17643937203_17643937204');
  });

  it('is nothing once nothing is vouched for', () => {
    const vouching = createVouching({ folder, replica: 'a', now });
    vouching.say('3f2a');
    vouching.say(null);
    expect(said()).toBe('none.a');
    vouching.say('3f2a');
    expect(said()).toMatch(/^is\.3f2a\./);
  });

  it('leads to what the last replica said; neither takes away what the link may just have led to', () => {
    const [a, b] = [
      createVouching({ folder, replica: 'a', now }),
      createVouching({ folder, replica: 'b', now }),
    ];
    for (let beat = 0; beat < 50; beat += 1) {
      time += 100;
      a.say('aa');
      expect(said()).toMatch(/^is\.aa\.a_/);
      b.say('bb');
      expect(said()).toMatch(/^is\.bb\.b_/);
    }
    expect(readdirSync(folder).length).toBeLessThan(60);
    const kept = readdirSync(folder).filter((name) => name.startsWith('is.aa'));
    expect(kept.some((name) => name.includes(`_${Math.floor((time - 1500) / 100)}_`))).toBe(true);
  });

  it('can’t be said where there is no folder, and can be again when there is', () => {
    const vouching = createVouching({ folder: join(folder, 'later'), replica: 'a', now });
    rmSync(folder, { recursive: true });
    expect(isVouchingPossible(join(folder, 'later'))).toBe(false);
    mkdirSync(folder);
    expect(vouching.say('3f2a')).toBe(true);
    expect(readlinkSync(join(folder, 'later/now'))).toMatch(/^is\.3f2a/);
  });

  it('is swept of what replicas that are gone have left, but not of what the link leads to', () => {
    createVouching({ folder, replica: 'gone', now }).say('aa');
    const gone = said();
    createVouching({ folder, replica: 'last', now }).say('bb');
    const last = said();
    const old = new Date(time - 120_000);
    for (const name of [gone, last]) utimesSync(join(folder, name), old, old);
    sweepVouching(folder, time);
    expect(readdirSync(folder).toSorted()).toEqual([last, 'now']);
    sweepVouching(join(folder, 'missing'), time);
  });
});
