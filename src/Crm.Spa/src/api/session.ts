import { ProblemError } from "./problem";

/**
 * Who is signed in, in this tab and in all others.
 *
 * The access token lives in memory only; the refresh token is a cookie that no script can read. One tab at a time renews, under a lock
 * that all tabs share, and tells the others, so that however many are open each token is renewed once. Who signs out in one tab is
 * signed out in all; who goes over to another company does so in all.
 */
type Access = {
  token: string;
  /** By this machine's clock, which may be wrong: counted from when the token came. */
  expiresAt: number;
  /** Whose it is, and in which company. */
  identity: string;
};

type News = { kind: "signed-in"; access: Access } | { kind: "signed-out" };

export type SessionState = "unknown" | "signed-in" | "signed-out";

export type Tokens = { accessToken: string };

const COOKIE_MODE = { "X-Auth-Mode": "cookie" };
const LOCK = "crm-renewal";
const SLACK_MS = 30_000;
const NEWS_PATIENCE_MS = 1_000;

// Not secrets. The first spares a person who is not signed in a question whose answer is no.
const HINT = "crm.signed-in";
const RENEWED_AT = "crm.renewed-at";
const SIGN_OUT_OWED = "crm.sign-out-owed";

const channel = new BroadcastChannel("crm-session");
const listeners = new Set<() => void>();
const switchListeners = new Set<() => void>();

let access: Access | null = null;
let identity: string | null = null;
let acceptedAt = 0;
let state: SessionState = localStorage.getItem(HINT) ? "unknown" : "signed-out";
let renewal: Promise<string | null> | null = null;

channel.onmessage = ({ data }: MessageEvent<News>) => become(data.kind === "signed-out" ? null : data.access);

export const session = {
  state: () => state,

  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },

  /** Called when this tab now speaks for somebody else or in another company: nothing that was read before is true any more. */
  onSwitch(listener: () => void) {
    switchListeners.add(listener);
    return () => void switchListeners.delete(listener);
  },

  /** The headers that make a sign-in route use the cookie. */
  cookieMode: COOKIE_MODE,

  /** A token that is good for a while, renewed if need be; null: nobody is signed in. */
  async token(): Promise<string | null> {
    if (state === "signed-out") {
      return null;
    }
    return isFresh(access) ? access!.token : renew(access?.token);
  },

  /** Whether a call with this token was made as who is signed in now, in the company of now. */
  isOwn(token: string): boolean {
    return identityOf(token) === identity;
  },

  /**
   * The server did not take this token.
   * @returns another of the same person in the same company; null: there is none, and the call is not to be made again
   */
  async renewInstead(refused: string): Promise<string | null> {
    const whose = identityOf(refused);
    const renewed = await renew(refused);
    return renewed !== null && identityOf(renewed) === whose ? renewed : null;
  },

  /**
   * A call that signs somebody in by the cookie. A sign-out that is still owed is paid before it: afterwards it would end the new sign-in.
   * @throws ProblemError
   */
  async enter<T extends Tokens>(call: () => Promise<T>): Promise<T> {
    return navigator.locks.request(LOCK, async () => {
      await paySignOut();
      const tokens = await call();
      // Not paid even now: the cookie it was for has been replaced.
      localStorage.removeItem(SIGN_OUT_OWED);
      accept(tokens);
      return tokens;
    });
  },

  /**
   * A call that moves the sign-in to another company. No tab renews meanwhile: it would bring the old company back.
   * @throws ProblemError
   */
  async move(path: string, body: object): Promise<void> {
    const token = await session.token();
    await navigator.locks.request(LOCK, async () => {
      const response = await fetch(path, {
        method: "POST",
        headers: {
          ...COOKIE_MODE,
          "Content-Type": "application/json",
          Authorization: `Bearer ${access?.token ?? token}`,
        },
        body: JSON.stringify(body),
      });
      if (!response.ok) {
        throw await ProblemError.from(response);
      }
      const tokens = (await response.json()) as Tokens;
      // Signed out while it was on its way: that is paid next.
      if (!isSignOutOwed()) {
        accept(tokens);
      }
    });
  },

  async signOut() {
    // Should the server not hear of it now, it is told before this browser signs anybody in again.
    localStorage.setItem(SIGN_OUT_OWED, "1");
    tellSignedOut();
    await navigator.locks.request(LOCK, paySignOut);
  },
};

if (isSignOutOwed()) {
  state = "signed-out";
  void navigator.locks.request(LOCK, paySignOut);
}

function renew(refused: string | undefined): Promise<string | null> {
  renewal ??= renewUnderLock(refused).finally(() => (renewal = null));
  return renewal;
}

async function renewUnderLock(refused: string | undefined): Promise<string | null> {
  return navigator.locks.request(LOCK, async () => {
    await newsOfOtherTab();
    if (isFresh(access) && access!.token !== refused) {
      return access!.token;
    }
    if (isSignOutOwed()) {
      return payInstead();
    }

    const response = await fetch("/api/v1/auth/refresh", { method: "POST", headers: COOKIE_MODE });
    // The person signed out while it was on its way.
    if (isSignOutOwed()) {
      return payInstead();
    }
    if (response.ok) {
      localStorage.setItem(RENEWED_AT, String(Date.now()));
      accept((await response.json()) as Tokens);
      return access!.token;
    }
    if (response.status === 401 || response.status === 400) {
      tellSignedOut();
      return null;
    }
    throw await ProblemError.from(response);
  });
}

async function payInstead() {
  await paySignOut();
  tellSignedOut();
  return null;
}

function isSignOutOwed(): boolean {
  return localStorage.getItem(SIGN_OUT_OWED) !== null;
}

async function paySignOut() {
  if (!isSignOutOwed()) {
    return;
  }
  const answer = await fetch("/api/v1/auth/logout", { method: "POST", headers: COOKIE_MODE }).catch(() => null);
  if (answer && (answer.ok || answer.status === 401)) {
    localStorage.removeItem(SIGN_OUT_OWED);
  }
}

/** A tab that renewed a moment ago has sent its token; the message may still be on its way. */
async function newsOfOtherTab() {
  const deadline = Date.now() + NEWS_PATIENCE_MS;
  const renewedAt = Number(localStorage.getItem(RENEWED_AT) ?? 0);
  const isNews = () => renewedAt > acceptedAt && Date.now() - renewedAt < NEWS_PATIENCE_MS;
  while (isNews() && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function accept(tokens: Tokens) {
  const next = accessOf(tokens.accessToken);
  become(next);
  channel.postMessage({ kind: "signed-in", access: next } satisfies News);
}

function tellSignedOut() {
  become(null);
  channel.postMessage({ kind: "signed-out" } satisfies News);
}

function become(next: Access | null) {
  const isSomebodyElse = next !== null && identity !== null && next.identity !== identity;
  access = next;
  identity = next?.identity ?? null;
  acceptedAt = Date.now();
  state = next ? "signed-in" : "signed-out";
  if (next) {
    localStorage.setItem(HINT, "1");
  } else {
    localStorage.removeItem(HINT);
  }
  listeners.forEach((listener) => listener());
  if (isSomebodyElse) {
    switchListeners.forEach((listener) => listener());
  }
}

function isFresh(candidate: Access | null): boolean {
  return candidate !== null && candidate.expiresAt - SLACK_MS > Date.now();
}

type Claims = { sub: string; tid?: string; iat: number; exp: number };

function accessOf(token: string): Access {
  const { iat, exp } = claimsOf(token);
  return { token, expiresAt: Date.now() + (exp - iat) * 1000, identity: identityOf(token) };
}

function identityOf(token: string): string {
  const { sub, tid } = claimsOf(token);
  return `${sub} ${tid ?? ""}`;
}

/** What the token says of itself; whether it is true is the server's to judge. */
function claimsOf(token: string): Claims {
  const payload = token.split(".")[1]!.replace(/-/g, "+").replace(/_/g, "/");
  return JSON.parse(atob(payload)) as Claims;
}
