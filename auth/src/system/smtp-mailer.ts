import { createTransport } from 'nodemailer';
import { type Mailer, MailError } from '../core/identity/mailer.js';

const patienceMilliseconds = 10_000;

export interface SmtpOptions {
  /** `smtp://` or `smtps://`, with user and password where the server asks for them. */
  readonly url: string;
  /** Who the letters are from. */
  readonly from: string;
}

/** A password never goes out unencrypted, unless the address says `?ignoreTLS=true`. */
function withEncryption(text: string): string {
  const url = new URL(text);
  const isSaid = ['requireTLS', 'ignoreTLS'].some((name) => url.searchParams.has(name));
  if (url.protocol === 'smtp:' && url.username !== '' && !isSaid) url.searchParams.set('requireTLS', 'true');
  return url.href;
}

/** What of a failure may be told: libraries put addresses and answers of servers into their messages. */
function reasonOf(thrown: unknown): string {
  const { code, responseCode } = thrown as { readonly code?: unknown; readonly responseCode?: unknown };
  return [code, responseCode]
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join(' ');
}

/** Sends by SMTP, by `nodemailer`: one connection for each letter. */
export function createSmtpMailer({ url, from }: SmtpOptions): Mailer {
  const options = {
    url: withEncryption(url),
    connectionTimeout: patienceMilliseconds,
    greetingTimeout: patienceMilliseconds,
    socketTimeout: patienceMilliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const transport = createTransport(options, { from });
  return {
    async send({ to, subject, text }) {
      try {
        // As an object: an address is one, whatever commas somebody put into it.
        await transport.sendMail({
          to: { name: '', address: to },
          subject,
          text,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (thrown) {
        throw new MailError(`the mail server did not take a letter (${reasonOf(thrown) || 'no answer'})`);
      }
    },
  };
}
