import { createInterface } from 'node:readline';
import { type Readable, Writable } from 'node:stream';

/** Asks a question on a terminal; what is typed is not shown. */
export async function askWithoutEcho(question: string, input: Readable, shown: Writable): Promise<string> {
  const silent = new Writable({
    write(_chunk, _encoding, done) {
      done();
    },
  });
  const lines = createInterface({ input, output: silent, terminal: true });
  shown.write(question);
  try {
    return await new Promise<string>((resolve) => {
      lines.once('line', resolve);
      // Ctrl-C and Ctrl-D answer nothing.
      lines.once('SIGINT', () => resolve(''));
      lines.once('close', () => resolve(''));
    });
  } finally {
    lines.close();
    shown.write('\n');
  }
}
