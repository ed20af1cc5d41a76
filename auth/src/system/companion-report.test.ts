import { describe, expect, it } from '@jest/globals';
import { parseCompanionReport, readCompanionReport } from './companion-report.js';

describe('the report of a companion', () => {
  it('tells when it last tried, how that went, and when it last went well', () => {
    expect(parseCompanionReport('{"at":5,"ok":true,"problem":""}')).toEqual({
      at: 5,
      ok: true,
      problem: '',
      lastGood: 5,
    });
    expect(parseCompanionReport('{"at":9,"ok":false,"problem":"full","lastGood":5}')).toEqual({
      at: 9,
      ok: false,
      problem: 'full',
      lastGood: 5,
    });
  });

  it.each(['', 'null', '[]', '{"at":"x","ok":true}', '{"at":5}', '{"at":5,"ok":'])(
    'is nothing where it says %j',
    (text) => {
      expect(parseCompanionReport(text)).toBeNull();
    },
  );

  it('is nothing where there is no file', async () => {
    expect(await readCompanionReport('/there/is/none.json')).toBeNull();
  });
});
