// For the container engine: exits 0 only if the worker told of itself lately.
import { readJsonFile } from './derivatives/json-file.js';
import { createShelf } from './derivatives/layout.js';
import { reportLifeMs, type WorkerReport } from './derivatives/report.js';

const folder = process.env['DERIVATIVES_FOLDER'] ?? '/data/derivatives';
const report = await readJsonFile<WorkerReport>(createShelf(folder).report);
process.exit(report !== null && Date.now() - report.at < reportLifeMs ? 0 : 1);
