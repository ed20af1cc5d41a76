import { expect, it } from '@jest/globals';
import { useTestApp } from './use-app.js';

const use = useTestApp({ IMG_PLACEHOLDER: 'off' });

it('IMG_PLACEHOLDER=off leaves the 401 empty', async () => {
  const answer = await use()
    .agent()
    .get('/iiif/images/members!001.jp2/full/400,/0/default.jpg', { 'Sec-Fetch-Dest': 'image' });
  expect([answer.status, answer.text]).toEqual([401, '']);
});
