import { describe, expect, it } from '@jest/globals';
import type { Observation } from '../core/observation.js';
import { createLog, type LogLevel } from './log.js';

function linesOf(level: LogLevel, ...observations: Observation[]): Record<string, unknown>[] {
  const lines: string[] = [];
  const log = createLog(level, { write: (line) => void lines.push(line) });
  observations.forEach(log);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('createLog', () => {
  it('writes one JSON line per observation, named after it', () => {
    const [line] = linesOf('info', { kind: 'feed', state: 'silent' });
    expect(line).toMatchObject({ level: 'warn', event: 'feed', state: 'silent' });
    expect(line?.['time']).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('leaves out what is below the level', () => {
    expect(linesOf('error', { kind: 'stopping' })).toEqual([]);
  });

  it('tells of an error its type, message and stack, and nothing that hangs on it', () => {
    const error = Object.assign(new Error('connection lost'), {
      code: '57P01',
      parameters: ['s3cret'],
      query: 'SELECT',
    });
    const [line] = linesOf('info', { kind: 'failed', where: 'check', requestId: 'r1', error });
    expect(line?.['error']).toMatchObject({ type: 'Error', message: 'connection lost', code: '57P01' });
    expect(JSON.stringify(line)).not.toContain('s3cret');
  });

  it('[16.4.1] keeps a hostile text on its line', () => {
    const message = 'x\n{"level":"info","event":"forged"}\u2028';
    expect(linesOf('info', { kind: 'warning', message })).toHaveLength(1);
  });
});
