import type { Config } from '../../config.js';
import { example, sayConfigProblem, type Register } from '../cli.js';
import { done, refused } from '../command-result.js';
import { printFacts, printJson } from '../print.js';

export const registerConfigCheck: Register = (parent, cli) => {
  parent
    .command('check')
    .description('judge the settings and print those in effect, without secrets')
    .option('--json', 'print JSON')
    .addHelpText('after', example('config check'))
    .action(async (options: { readonly json?: boolean }) =>
      cli.run(async () => {
        const { io, readConfig } = cli.deps;
        const config = readConfig();
        if (options.json === true)
          await printJson(
            io,
            config.ok ? { settings: config.value, problems: [] } : { settings: null, problems: config.error },
          );
        if (!config.ok) return refused(...config.error.map(sayConfigProblem));
        if (options.json !== true) await printFacts(io, sayConfig(config.value));
        if (options.json !== true) for (const warning of config.value.warnings) io.say(`Note: ${warning}\n`);
        return done;
      }),
    );
};

/** Through JSON, where a Secret can only be `[secret]`. */
function sayConfig(config: Config): Record<string, string> {
  const { warnings: _, ...settings } = JSON.parse(JSON.stringify(config)) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, sayValue(value)]));
}

function sayValue(value: unknown): string {
  if (value === null) return 'not set';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(sayValue).join(', ');
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
