import type { Json } from '../http/agent.js';

type Note = (rule: string) => void;

function isAddress(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value);
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

/** Rules for every resource (2.1 §3, §4). */
function checkResource(item: Json, type: string, at: string, note: Note): void {
  if (item['@type'] !== type) note(`${at}: @type is ${type}`);
  if (!isAddress(item['@id'])) note(`${at}: @id is an address`);
  if (String(item['@id']).includes('#')) note(`${at}: @id has no fragment`);
  for (const { label, value } of listOf(item.metadata))
    if (label === undefined || value === undefined) note(`${at}: metadata are pairs of label and value`);
  for (const hint of listOf(item.viewingHint))
    if (
      !['individuals', 'paged', 'continuous', 'multi-part', 'non-paged', 'top', 'facing-pages'].includes(hint)
    )
      note(`${at}: viewingHint is one of the specification’s`);
  const directions = ['left-to-right', 'right-to-left', 'top-to-bottom', 'bottom-to-top'];
  if (item.viewingDirection !== undefined && !directions.includes(item.viewingDirection))
    note(`${at}: viewingDirection is one of four`);
  if (item.license !== undefined && !listOf(item.license).every(isAddress))
    note(`${at}: license is an address`);
  for (const key of ['items', 'summary', 'rights', 'behavior', 'requiredStatement', 'id', 'type'])
    if (key in item) note(`${at}: ${key} is of version 3`);
}

function checkImage(image: Json, canvas: Json, at: string, note: Note): void {
  checkResource(image, 'oa:Annotation', at, note);
  if (image.motivation !== 'sc:painting') note(`${at}: motivation is sc:painting`);
  if (image.on !== canvas['@id']) note(`${at}: on is its canvas`);
  checkResource(image.resource, 'dctypes:Image', `${at}/resource`, note);
  const { service } = image.resource;
  if (service === undefined) return;
  if (service['@context'] !== 'http://iiif.io/api/image/2/context.json')
    note(`${at}: the service has its context`);
  if (!String(service.profile).startsWith('http://iiif.io/api/image/2/'))
    note(`${at}: the service has a profile`);
  if (!isAddress(service['@id'])) note(`${at}: the service has an @id`);
}

function checkCanvas(canvas: Json, at: string, note: Note): void {
  checkResource(canvas, 'sc:Canvas', at, note);
  if (canvas.label === undefined) note(`${at}: label is required`);
  for (const edge of ['width', 'height'])
    if (!(Number.isInteger(canvas[edge]) && canvas[edge] > 0)) note(`${at}: ${edge}`);
  for (const [index, image] of listOf(canvas.images).entries())
    checkImage(image, canvas, `${at}/images/${index}`, note);
}

/** What a validator of Presentation 2.1 finds wrong with a manifest or collection; empty: nothing. */
export function presentation2Problems(document: Json): readonly string[] {
  const problems: string[] = [];
  const note: Note = (rule) => void problems.push(rule);
  if (document['@context'] !== 'http://iiif.io/api/presentation/2/context.json')
    note('@context is version 2’s');
  if (document.label === undefined) note('label is required');
  if (document['@type'] === 'sc:Collection') {
    checkResource(document, 'sc:Collection', '', note);
    for (const [key, type] of [
      ['collections', 'sc:Collection'],
      ['manifests', 'sc:Manifest'],
    ] as const)
      for (const item of listOf(document[key])) {
        checkResource(item, type, key, note);
        if (item.label === undefined) note(`${key}: label is required`);
      }
    return problems;
  }
  checkResource(document, 'sc:Manifest', '', note);
  if (listOf(document.sequences).length === 0) note('there is a sequence');
  const ids: string[] = [];
  for (const sequence of listOf(document.sequences)) {
    checkResource(sequence, 'sc:Sequence', 'sequence', note);
    if (listOf(sequence.canvases).length === 0) note('a sequence has a canvas');
    for (const [index, canvas] of listOf(sequence.canvases).entries()) {
      checkCanvas(canvas, `canvases/${index}`, note);
      ids.push(canvas['@id']);
    }
  }
  if (new Set(ids).size !== ids.length) note('canvases have ids of their own');
  return problems;
}
