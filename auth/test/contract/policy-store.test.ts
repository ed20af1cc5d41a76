import { expect, it } from '@jest/globals';
import { somePolicy, start } from '../support/store-fixtures.js';
import { describeStores } from './stores.js';

const [berlin, lisbon] = [somePolicy('Europe/Berlin'), somePolicy('Europe/Lisbon')];

describeStores('PolicyStore', (stores) => {
  it('has none before the first was published', async () => {
    const { policies } = stores();
    expect(await policies.current()).toBeNull();
    expect(await policies.currentNumber()).toBeNull();
    expect(await policies.history()).toEqual([]);
    expect(await policies.find(1)).toBeNull();
  });

  it('numbers versions from 1 and keeps them all', async () => {
    const { policies } = stores();
    const first = { number: 1, policy: berlin, by: 'ines', note: 'first', at: start };
    const second = { number: 2, policy: lisbon, by: 'command line', note: '', at: start };
    expect(await policies.publish(berlin, null, 'ines', 'first')).toEqual(first);
    expect(await policies.publish(lisbon, 1, 'command line', '')).toEqual(second);
    expect(await policies.current()).toEqual(second);
    expect(await policies.currentNumber()).toBe(2);
    expect(await policies.find(1)).toEqual(first);
    expect(await policies.history()).toEqual([
      { number: 2, by: 'command line', note: '', at: start },
      { number: 1, by: 'ines', note: 'first', at: start },
    ]);
  });

  it('publishes only what is based on the running version', async () => {
    const { policies } = stores();
    expect(await policies.publish(berlin, 1, 'ines', '')).toBeNull();
    await policies.publish(berlin, null, 'ines', '');
    expect(await policies.publish(lisbon, null, 'tom', '')).toBeNull();
    expect(await policies.publish(lisbon, 2, 'tom', '')).toBeNull();
    expect(await policies.currentNumber()).toBe(1);
  });

  it('lets one win of many who publish at once', async () => {
    const { policies } = stores();
    const published = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => policies.publish(berlin, null, `person ${index}`, '')),
    );
    const winners = published.filter((version) => version !== null);
    expect(winners).toHaveLength(1);
    expect(await policies.current()).toEqual(winners[0]);
  });
});
