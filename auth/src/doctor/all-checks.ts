import { addressChecks } from './address-checks.js';
import { attackChecks } from './attack-checks.js';
import type { Check } from './check.js';
import { descriptionChecks } from './description-checks.js';
import { flowChecks } from './flow-checks.js';
import { identityChecks } from './identity-checks.js';
import { logoutChecks } from './logout-checks.js';
import { upkeepChecks } from './upkeep-checks.js';
import { transportChecks } from './transport-checks.js';

/** Everything the doctor tries, in the order of a viewer's visit. */
export const allChecks: readonly Check[] = [
  ...transportChecks,
  ...addressChecks,
  ...descriptionChecks,
  ...identityChecks,
  ...flowChecks,
  ...logoutChecks,
  ...attackChecks,
  ...upkeepChecks,
];
