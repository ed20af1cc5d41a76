import { EntitySchema } from 'typeorm';
import type { ScanReport } from '../../core/image/image-catalogue.js';

export const scanSchema = new EntitySchema<ScanReport>({
  name: 'scan',
  tableName: 'scans',
  columns: {
    number: {
      type: 'integer',
      primary: true,
      generated: 'increment',
      primaryKeyConstraintName: 'scans_pkey',
    },
    root: { type: 'text' },
    scope: { type: 'text' },
    state: { type: 'text' },
    startedAt: { type: 'double precision', name: 'started_at' },
    finishedAt: { type: 'double precision', name: 'finished_at', nullable: true },
    folders: { type: 'integer', default: 0 },
    images: { type: 'integer', default: 0 },
    put: { type: 'integer', default: 0 },
    gone: { type: 'integer', default: 0 },
    problems: { type: 'integer', default: 0 },
  },
});
