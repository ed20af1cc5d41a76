import { type DemoRecord, findDemo } from '../../demo/demo-record.js';
import type { SettingStore } from '../../core/setting-store.js';

const nothing: DemoRecord = { shown: false, users: [], groups: [], parts: [] };

/** What earlier loads added; nothing where there was none. */
export async function demoSoFar(settings: SettingStore): Promise<DemoRecord> {
  return (await findDemo(settings)) ?? nothing;
}
