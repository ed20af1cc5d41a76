import { join } from 'node:path';
import type { LookAtUpkeep } from '../core/upkeep/upkeep.js';
import { readCompanionReport } from './companion-report.js';
import { readServedCertificate } from './served-certificate.js';

export interface UpkeepSources {
  readonly publicUrl: string;
  readonly tlsTerminated: 'here' | 'elsewhere';
  /** Where the companions leave their reports. */
  readonly factsRoot: string;
}

/** The stack's own proxy, as its containers reach it. */
const proxy = { host: 'proxy', tlsPort: 8443 } as const;

/** Looks at certificate and companions each time it is asked; no answer is "not known". */
export function createUpkeepWatch({ publicUrl, tlsTerminated, factsRoot }: UpkeepSources): LookAtUpkeep {
  const name = new URL(publicUrl).hostname.replace(/^\[|\]$/g, '');
  return async () => {
    const [certificate, renewal, backup] = await Promise.all([
      tlsTerminated === 'here' ? readServedCertificate(proxy.host, proxy.tlsPort, name) : null,
      readCompanionReport(join(factsRoot, 'certbot.json')),
      readCompanionReport(join(factsRoot, 'backup.json')),
    ]);
    return { certificate, renewal, backup };
  };
}
