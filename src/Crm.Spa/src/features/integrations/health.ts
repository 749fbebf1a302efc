import type { Account } from "@/api/accounts";

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;
const UNUSED_DAYS = 30;
const OLD_CREDENTIAL_DAYS = 180;

export type HealthNote =
  | { kind: "error"; code: string; message: string | null; remedy: string | null; at: string }
  | { kind: "reauth" | "connecting" | "unconnected" }
  | { kind: "ends"; at: string }
  | { kind: "old"; days: number }
  | { kind: "unused"; days: number };

/** What is to be told about an account's health, most urgent first; nothing: it is well. */
export function healthNotes({ status, health, createdAt }: Account, now = Date.now()): HealthNote[] {
  const notes: HealthNote[] = [];
  const { lastError, lastOkAt, credentialAgeDays } = health;
  const isConnected = status === "connected";
  if (lastError && (!isConnected || !lastOkAt || lastError.at > lastOkAt)) {
    notes.push({ kind: "error", ...lastError });
  } else if (status === "needs_reauth") {
    notes.push({ kind: "reauth" });
  } else if (status === "connecting") {
    notes.push({ kind: "connecting" });
  } else if (status === "disconnected") {
    notes.push({ kind: "unconnected" });
  }
  if (!isConnected) {
    return notes;
  }

  const ends = endOf(health);
  if (ends && new Date(ends).getTime() - now < SOON_DAYS * DAY_MS) {
    notes.push({ kind: "ends", at: ends });
  }
  if (credentialAgeDays !== null && credentialAgeDays >= OLD_CREDENTIAL_DAYS) {
    notes.push({ kind: "old", days: credentialAgeDays });
  }
  if (health.useCount30Days === 0 && now - new Date(createdAt).getTime() >= UNUSED_DAYS * DAY_MS) {
    notes.push({ kind: "unused", days: UNUSED_DAYS });
  }
  return notes;
}

/** When the connection ends unless a person renews it: the access token is renewed for as long as there is one for that. */
export function endOf(health: Account["health"]): string | null {
  return health.refreshTokenExpiresAt ?? health.accessTokenExpiresAt;
}
