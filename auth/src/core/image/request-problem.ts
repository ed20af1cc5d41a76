import { err } from '../result.js';

/** Why an image request can't be done. 501: correct, but it needs upscaling (Image API 3.0 §4.2). */
export interface RequestProblem {
  readonly status: 400 | 501;
  readonly code: string;
  /** Says what to do; never repeats the request. */
  readonly message: string;
}

/** A refusal of an image request. */
export function requestProblem(
  code: string,
  message: string,
  status: RequestProblem['status'] = 400,
): { readonly ok: false; readonly error: RequestProblem } {
  return err({ status, code, message });
}
