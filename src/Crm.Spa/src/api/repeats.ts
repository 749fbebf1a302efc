/**
 * Keys of calls that nobody knows the end of. Made again, by the app or by a second click, such a call carries the same key, and the
 * server does it once.
 */
const undecided = new Map<string, string>();

const MOST = 200;

const IN_PROGRESS = "idempotency_in_progress";

/** @param signature what makes two calls the same: route and body */
export function keyOf(signature: string): string {
  const key = undecided.get(signature) ?? crypto.randomUUID();
  undecided.set(signature, key);
  if (undecided.size > MOST) {
    undecided.delete(undecided.keys().next().value!);
  }
  return key;
}

/** An answer that says whether it was done; one from a server in trouble does not. */
export function decide(signature: string, status: number, code?: string) {
  if (status < 500 && code !== IN_PROGRESS) {
    undecided.delete(signature);
  }
}
