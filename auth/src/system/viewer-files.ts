import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Mirador's program from the folder that the image build put it in; read once. */
export function createViewerFiles(folder: string): { script(): Promise<string | null> } {
  let text: Promise<string | null> | null = null;
  return {
    script: async () => {
      text ??= readFile(join(folder, 'mirador.min.js'), 'utf8').catch(() => null);
      return text;
    },
  };
}
