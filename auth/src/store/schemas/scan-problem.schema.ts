import { EntitySchema } from 'typeorm';
import type { FoundProblem } from '../../core/image/image-catalogue.js';

export interface ScanProblemRow extends FoundProblem {
  readonly number: number;
}

export const scanProblemSchema = new EntitySchema<ScanProblemRow>({
  name: 'scan_problem',
  tableName: 'scan_problems',
  columns: {
    number: {
      type: 'integer',
      primary: true,
      generated: 'increment',
      primaryKeyConstraintName: 'scan_problems_pkey',
    },
    root: { type: 'text' },
    folder: { type: 'text', collation: 'C' },
    name: { type: 'text', collation: 'C' },
    code: { type: 'text' },
    message: { type: 'text' },
  },
  indices: [
    { name: 'scan_problems_root_folder_idx', columns: ['root', 'folder'] },
    { name: 'scan_problems_code_idx', columns: ['code'] },
  ],
});
