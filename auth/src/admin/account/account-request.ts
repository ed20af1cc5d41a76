import type { Speak } from '../../core/texts/catalogue.js';
import type { AdminRequest, Form } from '../admin-request.js';
import type { CurrentPerson } from '../current-user.js';

/** A request of somebody for their own pages: who they are was checked, and of a POST also where the form came from. */
export interface AccountRequest extends AdminRequest {
  readonly accountStanding: CurrentPerson['accountStanding'];
  readonly language: string;
  readonly speak: Speak;
}

/** A page or an action of people's own pages. */
export interface AccountRoute {
  readonly method: 'GET' | 'POST';
  /** As the router writes it, below `/account`. */
  readonly path: string;
  readonly handle: (request: AccountRequest) => Promise<void>;
  /** Open to somebody who has to set up a second factor first. */
  readonly whileEnrolling?: true;
  /** True for forms that ask for the password again when the sign-in was long ago. */
  readonly isSensitive?: (form: Form) => boolean;
}
