import type { Context } from 'koa';
import type { Address } from '../core/image/address.js';
import type { CompiledPolicy } from '../core/policy/compile.js';
import type { Visitor } from '../core/policy/visitor.js';
import type { InfoDeps } from './handlers/info.js';
import type { WebDeps } from './web-deps.js';

/** A question for a folder's manifest, and who asks it. */
export interface ManifestScene {
  readonly ctx: Context;
  readonly deps: InfoDeps & Pick<WebDeps, 'contents'>;
  readonly address: Extract<Address, { kind: 'manifest' }>;
  readonly policy: CompiledPolicy;
  readonly visitor: Visitor;
}
