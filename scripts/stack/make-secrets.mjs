// Makes the stack's own secrets, each once, readable by their owner and group only. They are never printed.
import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, writeFileSync } from 'node:fs';

const wanted = {
  '/run/gatehouse/db/password': () => randomBytes(24).toString('hex'),
  '/run/gatehouse/auth/secret-key': () => randomBytes(48).toString('base64url'),
};

for (const [path, make] of Object.entries(wanted)) {
  if (existsSync(path)) continue;
  // A half-written secret must not count as made.
  writeFileSync(`${path}.new`, make(), { mode: 0o440 });
  renameSync(`${path}.new`, path);
  console.log(`made ${path}`);
}
