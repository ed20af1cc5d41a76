import { requireFormToken, requireWritableText } from '../require-form-token.js';
import type { Middleware } from 'koa';
import { voiceOf } from '../../http/language.js';
import { readForm } from '../../http/read-form.js';
import type { AdminDeps } from '../admin-deps.js';
import type { AdminRequest } from '../admin-request.js';
import { askToEnrol, askToSignIn, currentPerson } from '../current-user.js';
import { passIfFresh } from '../fresh-sign-in.js';
import type { AccountRequest, AccountRoute } from './account-request.js';
import { askAgainOnAccountPage } from './ask-again.js';

/** What every route of people's own pages goes through. */
export function accountGuard(deps: AdminDeps, route: AccountRoute): Middleware {
  return async (ctx) => {
    const person = await currentPerson(ctx, deps);
    if (person === null) {
      askToSignIn(ctx);
      return;
    }
    if (person.accountStanding === 'enrol' && route.whileEnrolling !== true) {
      askToEnrol(ctx);
      return;
    }
    const asked: AccountRequest = {
      ctx,
      deps,
      ...person,
      ...voiceOf(ctx, deps.config.defaultLanguage),
      params: (ctx as unknown as Pick<AdminRequest, 'params'>).params,
      query: new Map([...new URLSearchParams(ctx.querystring)].toReversed()),
      form: new Map(),
    };
    requireWritableText(asked.query);
    if (route.method === 'GET') {
      await route.handle(asked);
      return;
    }
    const form = await readForm(ctx.req);
    requireFormToken(deps.formGuard, ctx, form);
    requireWritableText(form);
    const request = { ...asked, form };
    const passed =
      route.isSensitive?.(form) === true ? await passIfFresh(request, askAgainOnAccountPage(request)) : form;
    if (passed !== null) await route.handle({ ...request, form: passed });
  };
}
