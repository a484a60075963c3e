/** One thing that cannot be used, at a JSON pointer into the request. */
export interface Fault {
  pointer: string;
  code: string;
  message: string;
}

/** A failure that the server explained (RFC 9457), or the network being away. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    detail: string,
    readonly faults: Fault[] = [],
    readonly requestId = "",
    readonly retryAfterS: number | null = null,
  ) {
    super(detail);
    this.name = "Problem";
  }

  /** Whether the server itself said what is the matter, in words for people. */
  get explained(): boolean {
    return this.code !== "http_error" && this.message !== "";
  }

  /** True where nothing was wrong with the request itself: try again later. */
  get isOffline(): boolean {
    return this.code === "offline";
  }
}

export interface ProblemBody {
  code?: string;
  detail?: string;
  title?: string;
  errors?: Fault[];
  request_id?: string;
}

/** Return the failure that a problem's body and the `Retry-After` beside it tell of. */
export function problemFrom(status: number, body: ProblemBody, retryAfter: string | null): Problem {
  const retry = Number(retryAfter);
  return new Problem(
    body.code ?? "http_error",
    status,
    body.detail ?? body.title ?? `HTTP ${status}`,
    body.errors ?? [],
    body.request_id ?? "",
    Number.isFinite(retry) && retry > 0 ? retry : null,
  );
}

export async function problemOf(answer: Response): Promise<Problem> {
  const body = (await answer.json().catch(() => ({}))) as ProblemBody;
  return problemFrom(answer.status, body, answer.headers.get("Retry-After"));
}
