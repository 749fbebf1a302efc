/** What the server says when it does not do something (RFC 9457), already in the person's language. */
export type Problem = {
  status: number;
  code: string;
  title: string;
  detail: string;
  /** Member → what is wrong with it. */
  errors?: Record<string, string[]>;
  traceId?: string;
  [extension: string]: unknown;
};

export class ProblemError extends Error {
  readonly problem: Problem;
  /** Seconds after which it may be tried again, where the server says so. */
  readonly retryAfter: number | null;

  constructor(problem: Problem, retryAfter: number | null) {
    super(problem.detail || problem.title);
    this.name = "ProblemError";
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  get code() {
    return this.problem.code;
  }

  static async from(response: Response): Promise<ProblemError> {
    const problem = (await response.json().catch(() => null)) as Problem | null;
    const seconds = Number(response.headers.get("Retry-After"));

    return new ProblemError(
      problem ?? { status: response.status, code: "unreadable", title: response.statusText, detail: "" },
      Number.isFinite(seconds) && seconds > 0 ? seconds : null,
    );
  }
}

/** The answer to what was asked as somebody else, or in another company: nobody waits for it any more, and nobody may see it. */
export class ForeignAnswerError extends Error {
  constructor() {
    super("The answer is for another company.");
    this.name = "ForeignAnswerError";
  }
}

export function isProblem(error: unknown, code?: string): error is ProblemError {
  return error instanceof ProblemError && (code === undefined || error.code === code);
}
