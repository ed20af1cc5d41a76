/** Twelve other spellings of the path of a closed picture, each of which opened one somewhere (ops-and-security, F1). */
export function pathTricks(path: string): readonly string[] {
  const [head = '', ...rest] = path.slice(1).split('/');
  const tail = rest.join('/');
  const first = head.charCodeAt(0).toString(16);
  return [
    `//${head}/${tail}`,
    `/./${head}/${tail}`,
    `/x/../${head}/${tail}`,
    `/%${first}${head.slice(1)}/${tail}`,
    `/${head}/%2e/${tail}`,
    `/${head}/x/%2e%2e/${tail}`,
    `${path}?IIIF=${path}`,
    `${path}%3f`,
    `${path}#`,
    `${path};x=y`,
    `/${head}/${tail.replaceAll('%', '%25')}`,
    `/${head}/${tail.replace(/([^/])\//, '$1%00/')}`,
  ];
}

/** Headers that have opened closed pictures elsewhere. */
export function forgedHeaders(path: string): readonly Readonly<Record<string, string>>[] {
  return [
    { 'X-Original-URI': '/healthz', 'X-Rewrite-URL': '/healthz', 'X-Forwarded-Uri': '/healthz' },
    { 'X-Original-Method': 'OPTIONS', 'X-HTTP-Method-Override': 'OPTIONS' },
    { 'X-Gate-Outcome': 'allow', 'X-Gate-Tier': 'full', 'X-Gate-Cache': 'public, max-age=300' },
    { 'X-Gate-Client': '127.0.0.1' },
    { 'X-Forwarded-For': '127.0.0.1', 'X-Real-IP': '127.0.0.1', Forwarded: 'for=127.0.0.1' },
    { 'X-Accel-Redirect': path },
    { 'X-Remote-User': 'admin', 'Remote-User': 'admin', 'X-Forwarded-User': 'admin' },
    { Authorization: 'Basic YWRtaW46YWRtaW4=' },
    { 'User-Agent': 'kube-probe/1.30' },
    { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http', 'X-IIIF-ID': 'https://evil.example/' },
  ];
}

/** Addresses of what only containers may ask. */
export const innerPaths = [
  '/query_auth',
  '/metrics',
  '/readyz',
  '/.check',
  '/facts/images/x',
  '/image/2/images/1x1/1x1-color/x/x/full/max/0/default.jpg',
  '/fcgi-bin/iipsrv.fcgi?IIIF=x',
] as const;
