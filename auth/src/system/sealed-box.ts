import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { SealedBox } from '../core/identity/sealed-box.js';

const version = 'v1.';
const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under a key derived from the installation's (HKDF-SHA-256); the label is authenticated along. */
export function createSealedBox(secretKey: string): SealedBox {
  const key = new Uint8Array(hkdfSync('sha256', secretKey, '', 'gatehouse sealed box 1', 32));
  return {
    seal: (text, label) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(label, 'utf8'));
      const parts = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return version + Buffer.concat(parts).toString('base64url');
    },
    open: (sealed, label) => {
      if (!sealed.startsWith(version)) return null;
      const bytes = Buffer.from(sealed.slice(version.length), 'base64url');
      if (bytes.length < nonceBytes + tagBytes) return null;
      const options = { authTagLength: tagBytes };
      const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), options)
        .setAAD(Buffer.from(label, 'utf8'))
        .setAuthTag(bytes.subarray(-tagBytes));
      try {
        const text = cipher.update(bytes.subarray(nonceBytes, -tagBytes));
        return Buffer.concat([text, cipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}
