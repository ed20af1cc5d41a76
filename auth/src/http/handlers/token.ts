import type { Context } from 'koa';
import { buildAuth1Error, buildAuth1Token } from '../../core/iiif/auth1-token.js';
import { type JudgeToken, judgeSessionToken, type TokenDeps } from '../judge-token.js';
import { voiceOf } from '../language.js';
import { applyHeaderProfile } from '../middleware/header-profiles.js';
import type { RefusalPacer } from '../refusal-pacer.js';
import { exchangeToken, sendTokenPage, tokenText } from '../token-exchange.js';

/** A1-40 to A1-4I: access token service, JSON without `messageId`, else a page that posts to the asking origin. */
export function tokenHandler(
  deps: TokenDeps,
  pacer: RefusalPacer,
  judge: JudgeToken = judgeSessionToken(1),
): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const exchange = await exchangeToken(ctx, deps, judge);
    const { outcome, messageId } = exchange;
    const { key, values } = tokenText(ctx, deps, exchange);
    const text = voiceOf(ctx, deps.config.defaultLanguage).speak(key, values);
    const answer =
      'token' in outcome
        ? { status: 200, body: buildAuth1Token(outcome.token, outcome.expiresIn, messageId) }
        : buildAuth1Error(outcome.refusal, text, messageId);
    if (messageId !== null) {
      sendTokenPage(ctx, deps, pacer, exchange, answer.body, text);
      return;
    }
    applyHeaderProfile(ctx, 'internal');
    if (answer.status === 503) ctx.set('Retry-After', '2');
    ctx.status = answer.status;
    ctx.body = answer.body;
  };
}
