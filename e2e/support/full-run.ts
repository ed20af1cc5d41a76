/** Whether the long runs are wanted too (`scripts/test full`). */
export const isFullRun = process.env['GATEHOUSE_TEST_FULL'] === '1';
