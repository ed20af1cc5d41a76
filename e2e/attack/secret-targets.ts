/** The picture that attacks are after, in a folder for people who are signed in, and a folder with a closed manifest. */
export const secretId = 'secret!s.jp2';

/** Every kind of address that shows something of it: info.json, tile, whole, thumbnail, manifest, file. */
export const secretTargets: Readonly<Record<string, string>> = {
  'info.json': `/iiif/images/${secretId}/info.json`,
  tile: `/iiif/images/${secretId}/0,0,256,256/256,/0/default.jpg`,
  full: `/iiif/images/${secretId}/full/max/0/default.jpg`,
  thumbnail: `/iiif/images/${secretId}/full/200,/0/default.jpg`,
  'thumbnail (3)': `/iiif/3/images/${secretId}/full/!100,100/0/default.jpg`,
  manifest: '/iiif/manifests/sealed',
  file: `/iiif/files/${secretId}`,
};
