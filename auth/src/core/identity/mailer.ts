/** A letter of plain text. */
export interface Letter {
  /** One e-mail address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** PORT: sends letters. Null where the installation sends none. */
export interface Mailer {
  /** Resolves when the mail server took it. @throws MailError */
  send(letter: Letter): Promise<void>;
}

/** The mail server did not take a letter. The message tells why, never to whom or what. */
export class MailError extends Error {
  override readonly name = 'MailError';
}
