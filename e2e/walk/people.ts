/** Who the walk is about; passwords of throwaway stacks. */
export const wanda = { name: 'wanda', password: 'lantern orchard copper 7mkq' } as const;
export const plain = { name: 'bo', password: 'meadow ribbon anchor 2fpt' } as const;

/** As long and as odd as names get; a browser that ran any of it would say so on the console. */
export const longName =
  'Maximiliane-Theodora Freifrau von und zu Hohenstein-Wartenberg-Lichtenegg <img src=x onerror=console.error("ran")> 家族写真館';
export const longUser = 'maximiliane.theodora.freifrau.von.und.zu.hohenstein-wartenberg-lichtenegg@archive.example.org';
export const longGroup = 'curators-of-the-cartographic-and-architectural-collections';
