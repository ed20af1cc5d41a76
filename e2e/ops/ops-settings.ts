/** Names and ports of these tests, beside whatever else runs. Imported before anything that reads them. */
process.env['GATEHOUSE_E2E_HTTPS_PORT'] ||= '18643';
process.env['GATEHOUSE_E2E_HTTP_PORT'] ||= '18642';
process.env['GATEHOUSE_E2E_PROJECT'] ||= 'gatehouse-ops';
process.env['GATEHOUSE_E2E_SUBNET6'] ||= 'fd9a:7e4a:e5e6::/64';

export const project = process.env['GATEHOUSE_E2E_PROJECT'];
export const subnet6 = process.env['GATEHOUSE_E2E_SUBNET6'];
