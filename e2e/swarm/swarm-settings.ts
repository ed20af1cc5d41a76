/** The swarm's own ports and names, beside the compose stack whose images it takes. Imported before anything that reads them. */
const port = (name: string, fallback: number): string => String(Number(process.env[name] || fallback) + 50);

process.env['GATEHOUSE_E2E_HTTPS_PORT'] = port('GATEHOUSE_E2E_HTTPS_PORT', 18_443);
process.env['GATEHOUSE_E2E_HTTP_PORT'] = port('GATEHOUSE_E2E_HTTP_PORT', 18_080);

export const imagesOf = process.env['GATEHOUSE_E2E_PROJECT'] || 'gatehouse-e2e';
export const stackName = `${imagesOf}-swarm`;
