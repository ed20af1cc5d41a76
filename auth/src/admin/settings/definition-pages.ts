import type { DefinitionKind, Definitions } from '../../core/policy/edit-definitions.js';
import type { Policy } from '../../core/policy/model.js';
import type { Result } from '../../core/result.js';
import type { Html } from '../../http/html.js';
import type { AdminRequest, Form } from '../admin-request.js';
import type { RunningRules } from '../folders/rules-of.js';

/** What a form is filled with, and which words stand around it. */
export interface FormProps {
  readonly values: Form;
  readonly policy: Policy;
  /** There already: its name stays. */
  readonly exists: boolean;
  readonly defaultLanguage: string;
}

/** Everything that the pages of tiers, places and agreements do differently. */
export interface DefinitionPages<K extends DefinitionKind> {
  readonly kind: K;
  /** Below `/auth/admin/`. */
  readonly path: 'tiers' | 'places' | 'agreements';
  readonly title: string;
  readonly intro: Html;
  /** In one line. */
  readonly say: (definition: Definitions[K]) => string;
  readonly renderFields: (props: FormProps) => Html;
  /** The fields that show a definition as it is. */
  readonly write: (definition: Definitions[K]) => Form;
  /** @param was what is changed; null: it is new */
  readonly read: (
    form: Form,
    name: string,
    was: Definitions[K] | null,
  ) => Result<Definitions[K], readonly string[]>;
  /** What it means to visitors; `was` null: it is new, or is only looked at. */
  readonly preview: (
    request: AdminRequest,
    rules: RunningRules,
    definition: Definitions[K],
    was: Definitions[K] | null,
  ) => Promise<Html>;
}
