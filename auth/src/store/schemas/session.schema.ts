import { EntitySchema } from 'typeorm';
import type { Session } from '../../core/session/session.js';

/**
 * A session as stored. An ended one stays for a while as an empty shell, so that a request that was under way when it
 * ended can't save it back to life.
 */
export interface SessionRow extends Session {
  readonly ended: boolean;
}

export const sessionSchema = new EntitySchema<SessionRow>({
  name: 'session',
  tableName: 'sessions',
  columns: {
    hash: { type: 'text', collation: 'C', primary: true, primaryKeyConstraintName: 'sessions_pkey' },
    kind: { type: 'text' },
    user: {
      type: 'uuid',
      name: 'user_id',
      nullable: true,
      foreignKey: { target: 'user', name: 'sessions_user_id_fkey', onDelete: 'CASCADE' },
    },
    origins: { type: 'text', array: true },
    agreements: { type: 'jsonb' },
    createdAt: { type: 'double precision', name: 'created_at' },
    lastSeenAt: { type: 'double precision', name: 'last_seen_at' },
    address: { type: 'text', nullable: true },
    userAgent: { type: 'text', name: 'user_agent', nullable: true },
    secondFactor: { type: 'boolean', name: 'second_factor', default: false },
    ended: { type: 'boolean', default: false, select: false },
  },
  indices: [
    { name: 'sessions_user_id_idx', columns: ['user'] },
    { name: 'sessions_last_seen_at_idx', columns: ['lastSeenAt'] },
  ],
});
