/** What Chromium sends with a tile for a viewer on another site, some cookies of the institution's other services included. */
export const browser = {
  Host: 'bench.test',
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  Accept: 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8',
  'Accept-Encoding': 'gzip, deflate, br, zstd',
  'Accept-Language': 'en-GB,en;q=0.9,de;q=0.8',
  Referer: 'https://viewer.bench-other.test/',
  'Sec-Fetch-Dest': 'image',
  'Sec-Fetch-Mode': 'no-cors',
  'Sec-Fetch-Site': 'cross-site',
  'sec-ch-ua': '"Chromium";v="140", "Not=A?Brand";v="24"',
  'sec-ch-ua-mobile': '?0',
  'sec-ch-ua-platform': '"Linux"',
};

/** 587 bytes of cookies that mean nothing to us; `session` goes last, as the newest does. */
const others = `_pk_id.7.1fff=${'a1b2c3d4'.repeat(8)}; consent=${'0123456789'.repeat(20)}; library_session=${'Zm9vYmFy'.repeat(34)}; lang=en`;
export const cookies = (session) => (session === null ? others : `${others}; ${session}`);
