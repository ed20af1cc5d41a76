/** An outcome that ends the request: a stable code, a status and a message that may be shown. */
export class HttpProblem extends Error {
  readonly status: number;
  /** Stable snake_case name, documented. */
  readonly code: string;
  /** Seconds to wait; null: no use in waiting. */
  readonly retryAfter: number | null;
  /** What people read in place of the usual words for the status, in their language; null: the usual words. */
  readonly told: string | null;

  constructor(
    status: number,
    code: string,
    message: string,
    retryAfter: number | null = null,
    told: string | null = null,
  ) {
    super(message);
    this.name = 'HttpProblem';
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
    this.told = told;
  }
}

/** The answer to a bug, or while something we depend on is away: nothing of the cause is told. */
export function unanswerable(): HttpProblem {
  return new HttpProblem(503, 'unavailable', 'this can not be answered at the moment; try again shortly', 2);
}

/** The answer while something we depend on is away: closed, and for how long to wait (contract 5, last row). */
export function unavailable(): HttpProblem {
  return new HttpProblem(503, 'unavailable', 'this can not be decided at the moment; try again shortly', 2);
}
