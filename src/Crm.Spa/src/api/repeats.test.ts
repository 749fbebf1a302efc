import { expect, it } from "vitest";
import { decide, keyOf } from "./repeats";

it("gives a call whose answer was lost the same key again", () => {
  const first = keyOf("POST /posts {}");
  decide("POST /posts {}", 503);
  expect(keyOf("POST /posts {}")).toBe(first);
  decide("POST /posts {}", 409, "idempotency_in_progress");
  expect(keyOf("POST /posts {}")).toBe(first);
});

it("gives a call that was answered another key the next time", () => {
  const first = keyOf("POST /leads {}");
  decide("POST /leads {}", 201);
  expect(keyOf("POST /leads {}")).not.toBe(first);
});
