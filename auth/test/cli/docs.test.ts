import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { expect, it } from '@jest/globals';
import { Cli } from '../../src/cli/cli.js';
import { createProgram } from '../../src/cli/program.js';
import { runCli } from '../../src/cli/run-cli.js';

const file = '../docs/cli.md';
const marker =
  '<!-- From here on: written by auth/test/cli/docs.test.ts from the help texts (UPDATE_DOCS=1). -->\n';

async function helpOf(words: readonly string[]): Promise<string> {
  let help = '';
  const io = { out: async (text: string) => void (help += text), say: () => undefined };
  await runCli([...words, '--help'], { io } as never);
  return help.trim();
}

async function sectionOf(words: readonly string[], level: string): Promise<string> {
  return `${level} gatehouse ${words.join(' ')}\n\n\`\`\`text\n${await helpOf(words)}\n\`\`\`\n\n`;
}

async function describeAll(commands: readonly Command[]): Promise<string> {
  let text = '';
  for (const group of commands) {
    if (group.commands.length === 0) text += await sectionOf([group.name()], '##');
    else text += `## gatehouse ${group.name()}: ${group.description()}\n\n`;
    for (const command of group.commands) text += await sectionOf([group.name(), command.name()], '###');
  }
  return `${text.trim()}\n`;
}

it('docs/cli.md says what the commands’ own help says', async () => {
  const commands = createProgram(new Cli({} as never)).commands;
  const [introduction = ''] = readFileSync(file, 'utf8').split(marker);
  const expected = `${introduction}${marker}\n${await describeAll(commands)}`;
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, expected);
  expect(readFileSync(file, 'utf8')).toBe(expected);
});
