import type { Config } from '../../config.js';
import type { Derivatives } from '../../core/image/derivatives.js';
import { createGatewayDerivatives } from '../../library/gateway-derivatives.js';

/** What the image server tells of its derivatives; listing a hundred thousand takes it a while. */
export function openDerivatives({ gatewayUrl }: Config): Derivatives {
  return createGatewayDerivatives({ gatewayUrl, timeoutMs: 15_000 });
}
