import type { Problem } from "@circuito/protocol";

/** The server's no, or the network's: `unreachable` means that nobody knows what happened. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly requestId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  /** After which it is worth asking again, where the server says so. */
  readonly retryAfterMs: number | null;

  constructor(
    status: number,
    problem: Partial<Problem>,
    {
      retryAfterMs = null,
      ...options
    }: ErrorOptions & { readonly retryAfterMs?: number | null } = {},
  ) {
    super(problem.message ?? "the server could not be reached", options);
    this.name = "ApiError";
    this.code = problem.code ?? "unreachable";
    this.status = status;
    this.requestId = problem.requestId ?? null;
    this.details = problem.details ?? {};
    this.retryAfterMs = retryAfterMs;
  }
}

export interface ApiCall {
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>> | undefined;
  readonly body?: object | undefined;
  readonly signal?: AbortSignal | undefined;
  /** For what takes longer than answers of ours do. */
  readonly timeoutMs?: number | undefined;
}

/** Longer than any answer of ours takes; a silent network must not hold the composer for ever. */
const ANSWER_TIMEOUT_MS = 15_000;

let whenUnauthenticated: () => void = () => undefined;

/** Told when a session that worked no longer does; the dialog to log in again opens on it. */
export function onUnauthenticated(listener: () => void): void {
  whenUnauthenticated = listener;
}

let sessions = 0;

/** What was asked before is answered to the session before: that it ended is known. */
export function sessionBegan(): void {
  sessions += 1;
}

export async function request<T>(method: string, path: string, call: ApiCall = {}): Promise<T> {
  const answer = await answerOf(method, path, call);
  const body: unknown = answer.status === 204 ? {} : await readJson(answer);
  // Cut off on the way: what was asked for may have happened.
  if (body === undefined) throw new ApiError(0, {});
  return body as T;
}

/** What the server says yes with, to be read by whoever asked. */
export async function answerOf(method: string, path: string, call: ApiCall): Promise<Response> {
  const session = sessions;
  const answer = await send(method, path, call);
  if (answer.ok) return answer;
  const body = await readJson(answer);
  const retryAfterMs = Number(answer.headers.get("retry-after")) * 1_000 || null;
  const error = new ApiError(answer.status, isProblem(body) ? body : {}, { retryAfterMs });
  if (error.code === "unauthenticated" && session === sessions) whenUnauthenticated();
  throw error;
}

async function send(method: string, path: string, call: ApiCall): Promise<Response> {
  const url = new URL(`/api/v1${path}`, location.origin);
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const timeout = AbortSignal.timeout(call.timeoutMs ?? ANSWER_TIMEOUT_MS);
  try {
    return await fetch(url, {
      method,
      credentials: "same-origin",
      headers: {
        accept: "application/json",
        ...(method === "GET" ? {} : { "x-circuito-csrf": "1" }),
        ...(call.body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      signal: call.signal === undefined ? timeout : anyOf(call.signal, timeout),
    });
  } catch (cause) {
    throw new ApiError(0, {}, { cause });
  }
}

/** `AbortSignal.any` is younger than the oldest browser we serve. */
function anyOf(...signals: AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) controller.abort(signal.reason);
    signal.addEventListener("abort", () => controller.abort(signal.reason), { once: true });
  }
  return controller.signal;
}

/** @returns `undefined` for what is none, as a proxy's own error page */
async function readJson(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch {
    return undefined;
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "message" in body;
}

/** Whether trying the same again later may help, as opposed to a definite no. */
export function mayWorkLater(error: ApiError): boolean {
  return error.status === 0 || error.status >= 500 || [401, 408, 429].includes(error.status);
}
