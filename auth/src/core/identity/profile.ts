/** Something to write to somebody at, near enough: one `@`, a dot after it, nothing that could end a mail's header. */
export function isEmailAddress(text: string): boolean {
  return (
    text.length <= 254 && /^[^\s@<>()[\],;:\\"]{1,64}@[^\s@<>()[\],;:\\"]+\.[^\s@<>()[\],;:\\".]+$/.test(text)
  );
}

/** Whether a person may be called this on pages: something that is seen, on one line. */
export function isDisplayName(text: string): boolean {
  return text.length > 0 && text.length <= 200 && text.trim() === text && !/\p{Cc}/u.test(text);
}
