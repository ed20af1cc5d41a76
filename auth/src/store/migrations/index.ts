import { Foundation1795200000000 } from './1795200000000-foundation.js';
import { ApiKeys1795286400000 } from './1795286400000-api-keys.js';
import { Acceptances1795400000000 } from './1795400000000-acceptances.js';
import { PolicyDeltas1795400000001 } from './1795400000001-policy-deltas.js';
import { SecondFactors1795410000000 } from './1795410000000-second-factors.js';
import { Administration1795420000000 } from './1795420000000-administration.js';
import { UserLanguage1795450000000 } from './1795450000000-user-language.js';
import { RefusalCounts1795520000000 } from './1795520000000-refusal-counts.js';
import { ImageFindings1795520000001 } from './1795520000001-image-findings.js';
import { OwnKeys1795520000002 } from './1795520000002-own-keys.js';
import { Looks1795530000000 } from './1795530000000-looks.js';

/** In the order they run. Add at the end; never edit a released one. */
export const migrations = [
  Foundation1795200000000,
  ApiKeys1795286400000,
  Acceptances1795400000000,
  PolicyDeltas1795400000001,
  SecondFactors1795410000000,
  Administration1795420000000,
  UserLanguage1795450000000,
  RefusalCounts1795520000000,
  ImageFindings1795520000001,
  OwnKeys1795520000002,
  Looks1795530000000,
];
