import createClient, { type Middleware } from "openapi-fetch";
import i18next from "i18next";
import { ForeignAnswerError, ProblemError } from "./problem";
import { decide, keyOf } from "./repeats";
import type { paths } from "./schema";
import { session } from "./session";

const UNKEYED_PATHS = "/api/v1/auth/";
const SIGNATURES = new WeakMap<Request, string>();

const conventions: Middleware = {
  async onRequest({ request }) {
    request.headers.set("Accept-Language", i18next.language);
    const path = new URL(request.url).pathname;
    if (request.method === "POST" && !path.startsWith(UNKEYED_PATHS)) {
      const signature = await signatureOf(request);
      SIGNATURES.set(request, signature);
      request.headers.set("Idempotency-Key", keyOf(signature));
    }
    const token = request.headers.has("X-Anonymous") ? null : await session.token();
    request.headers.delete("X-Anonymous");
    if (token) {
      request.headers.set("Authorization", `Bearer ${token}`);
    }
  },
  async onResponse({ request, response }) {
    const signature = SIGNATURES.get(request);
    if (response.ok || response.status === 304) {
      if (signature) {
        decide(signature, response.status);
      }
      return;
    }
    const problem = await ProblemError.from(response);
    if (signature) {
      decide(signature, response.status, problem.code);
    }
    throw problem;
  },
};

/** Files are known by their form's own boundary: one that is sent again is another call, and the server knows its content. */
async function signatureOf(request: Request): Promise<string> {
  const { pathname, search } = new URL(request.url);
  const type = request.headers.get("Content-Type");
  return `${pathname}${search} ${type?.includes("json") ? await request.clone().text() : type ? crypto.randomUUID() : ""}`;
}

/**
 * The person signed out or changed the company while the call was on its way: its answer must get into no list of who is here now.
 * That a token is not taken any more is no answer.
 */
async function fetchOwn(request: Request): Promise<Response> {
  const token = tokenOf(request);
  const response = await fetchRenewing(request);
  if (token && response.status !== 401 && !session.isOwn(token)) {
    throw new ForeignAnswerError();
  }
  return response;
}

const tokenOf = (request: Request) => request.headers.get("Authorization")?.slice("Bearer ".length);

/** A token that ended early, by a changed role or a restart, is renewed once and the call made again. */
async function fetchRenewing(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await fetch(request);
  const token = tokenOf(request);
  if (response.status !== 401 || !token) {
    return response;
  }
  const renewed = await session.renewInstead(token);
  if (!renewed) {
    return response;
  }
  again.headers.set("Authorization", `Bearer ${renewed}`);
  return fetch(again);
}

/**
 * The server's routes, typed from its OpenAPI document. Every answer that is no success is thrown as a {@link ProblemError},
 * so that `data` is there when a call returns.
 */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: fetchOwn });
api.use(conventions);

/** Header of calls that are made by nobody: sign-in, registration, a reset password. */
export const anonymous = { "X-Anonymous": "1" };

/** The body of an answer that succeeded. */
export async function body<T>(call: Promise<{ data?: T; response: Response }>): Promise<T> {
  return (await call).data as T;
}

/** The body and the ETag that a later change names in `If-Match`. */
export async function versioned<T>(
  call: Promise<{ data?: T; response: Response }>,
): Promise<{ value: T; etag: string | null }> {
  const { data, response } = await call;
  return { value: data as T, etag: response.headers.get("ETag") };
}
