import { example, type Register } from '../cli.js';
import { done, refused } from '../command-result.js';

export const registerKeyRevoke: Register = (parent, cli) => {
  parent
    .command('revoke')
    .description('end a key for good, at once')
    .argument('<name>', 'the key, as `key list` names it')
    .addHelpText('after', example('key revoke nightly-export'))
    .action(async (name: string) =>
      cli.withStores(async (work) => {
        const key = await work.stores.keys.revoke(name);
        if (key === null) return refused(`There is no key ${JSON.stringify(name)}. See: gatehouse key list`);
        await work.record({ kind: 'key-revoked', key: key.name });
        await work.io.out(`Revoked ${key.name}.\n`);
        return done;
      }),
    );
};
