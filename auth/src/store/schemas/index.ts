import { acceptanceSchema } from './acceptance.schema.js';
import { accessTokenSchema } from './access-token.schema.js';
import { adminJobSchema } from './admin-job.schema.js';
import { adminRoleSchema } from './admin-role.schema.js';
import { apiKeySchema } from './api-key.schema.js';
import { auditEventSchema } from './audit-event.schema.js';
import { duplicateImageSchema } from './duplicate-image.schema.js';
import { groupSchema } from './group.schema.js';
import { imageSchema } from './image.schema.js';
import { lookSchema } from './look.schema.js';
import { membershipSchema } from './membership.schema.js';
import { oneTimeLinkSchema } from './one-time-link.schema.js';
import { passkeySchema } from './passkey.schema.js';
import { policySchema } from './policy.schema.js';
import { recoveryCodeSchema } from './recovery-code.schema.js';
import { refusalCountSchema } from './refusal-count.schema.js';
import { scanProblemSchema } from './scan-problem.schema.js';
import { scanSchema } from './scan.schema.js';
import { sessionSchema } from './session.schema.js';
import { settingSchema } from './setting.schema.js';
import { signInFailureSchema } from './sign-in-failure.schema.js';
import { totpSecretSchema } from './totp-secret.schema.js';
import { usedChallengeSchema } from './used-challenge.schema.js';
import { userSchema } from './user.schema.js';

/** Every table. */
export const schemas = [
  userSchema,
  groupSchema,
  membershipSchema,
  acceptanceSchema,
  sessionSchema,
  accessTokenSchema,
  apiKeySchema,
  oneTimeLinkSchema,
  settingSchema,
  policySchema,
  lookSchema,
  imageSchema,
  scanSchema,
  scanProblemSchema,
  signInFailureSchema,
  auditEventSchema,
  adminRoleSchema,
  adminJobSchema,
  totpSecretSchema,
  recoveryCodeSchema,
  passkeySchema,
  usedChallengeSchema,
  refusalCountSchema,
  duplicateImageSchema,
];
