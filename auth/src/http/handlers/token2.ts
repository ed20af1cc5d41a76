import type { Context } from 'koa';
import { buildAuth2Error, buildAuth2Token } from '../../core/iiif/auth2-token.js';
import type { TokenRefusal } from '../../core/session/token-outcome.js';
import { languageMap } from '../../core/texts/catalogue.js';
import type { TextKey } from '../../core/texts/english.js';
import type { JudgeToken, TokenDeps } from '../judge-token.js';
import { voiceOf } from '../language.js';
import type { RefusalPacer } from '../refusal-pacer.js';
import { exchangeToken, sendTokenPage, type TokenExchange, tokenText } from '../token-exchange.js';

const headings: Readonly<Record<TokenRefusal, TextKey>> = {
  'invalid-request': 'token.heading.invalidRequest',
  'missing-credentials': 'token.heading.missing',
  'unknown-session': 'token.heading.unknown',
  'expired-session': 'token.heading.expired',
  'invalid-origin': 'token.heading.invalidOrigin',
  unavailable: 'token.heading.unavailable',
};

function messageOf(ctx: Context, deps: TokenDeps, exchange: TokenExchange): unknown {
  const { outcome } = exchange;
  // A2-2B: a client that forgot its id is told so all the same.
  const messageId = exchange.messageId ?? '';
  if ('token' in outcome) return buildAuth2Token(outcome.token, outcome.expiresIn, messageId);
  const { key, values } = tokenText(ctx, deps, exchange);
  const atPlace = outcome.about === 'place' && outcome.refusal === 'missing-credentials';
  const heading = languageMap(atPlace ? 'token.heading.notAtPlace' : headings[outcome.refusal], values);
  return buildAuth2Error(outcome.refusal, heading, languageMap(key, values), messageId);
}

/** A2-20 to A2-2C: the 2.0 access token service. There is no JSON form: without an id the request is invalid. */
export function token2Handler(
  deps: TokenDeps,
  pacer: RefusalPacer,
  judge: JudgeToken,
): (ctx: Context) => Promise<void> {
  const judgeComplete: JudgeToken = async (ctx, parts, request) =>
    request.messageId === null || request.origin === null
      ? { refusal: 'invalid-request', about: 'session' }
      : judge(ctx, parts, request);
  return async (ctx) => {
    const exchange = await exchangeToken(ctx, deps, judgeComplete);
    const { key, values } = tokenText(ctx, deps, exchange);
    const text = voiceOf(ctx, deps.config.defaultLanguage).speak(key, values);
    sendTokenPage(ctx, deps, pacer, exchange, messageOf(ctx, deps, exchange), text);
  };
}
