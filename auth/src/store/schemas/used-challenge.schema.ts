import { EntitySchema } from 'typeorm';
import type { EpochSeconds } from '../../core/time.js';

export interface UsedChallengeRow {
  readonly hash: string;
  readonly expiresAt: EpochSeconds;
}

export const usedChallengeSchema = new EntitySchema<UsedChallengeRow>({
  name: 'used_challenge',
  tableName: 'used_challenges',
  columns: {
    hash: { type: 'text', collation: 'C', primary: true, primaryKeyConstraintName: 'used_challenges_pkey' },
    expiresAt: { type: 'double precision', name: 'expires_at' },
  },
});
