import { example, type Register } from '../cli.js';
import { done, refused } from '../command-result.js';

const timeoutMs = 4000;

export const registerHealthcheck: Register = (parent, cli) => {
  parent
    .command('healthcheck')
    .description('ask the server in this container whether it can answer (for the container engine)')
    .option('--alive', 'only whether it runs, not whether the database does')
    .addHelpText('after', example('healthcheck'))
    .action(async (options: { readonly alive?: boolean }) =>
      cli.withConfig(async ({ internalPort }) => {
        const path = options.alive === true ? '/healthz' : '/readyz';
        try {
          const response = await fetch(`http://127.0.0.1:${internalPort}${path}`, {
            signal: AbortSignal.timeout(timeoutMs),
          });
          await response.body?.cancel();
          return response.ok ? done : refused(`The server answers ${response.status}.`);
        } catch {
          return refused('The server does not answer.');
        }
      }),
    );
};
