import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * The program in the container `load` (bench/agent). Orders run side by side; each answer finds whoever asked.
 * @param {string} container its id
 */
export function startLoad(container) {
  const child = spawn('docker', ['exec', '-i', container, 'node', '/bench/main.mjs'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map();
  let last = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id, result, error } = JSON.parse(line);
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(result);
    else reject(new Error(error));
  });
  child.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the load program ended'));
  });
  return {
    order: (order, details = {}) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        child.stdin.write(`${JSON.stringify({ id: last, order, ...details })}\n`);
      }),
    end: () => child.stdin.end(),
  };
}
