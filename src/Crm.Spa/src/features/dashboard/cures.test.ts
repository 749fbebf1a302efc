import { expect, it } from "vitest";
import { cureOf } from "./cures";

const account = { type: "account", id: "a1", name: "Lale" };

it.each([
  ["connection_broken", "reconnect", account, "/integrations/a1"],
  ["credentials_old", "renew_credentials", account, "/integrations/a1"],
  ["connection_unused", "revoke", account, "/integrations/a1"],
  ["form_unmapped", "map_form", account, "/integrations/a1"],
  ["leads_missing", "run_reconciliation", account, "/leads/reconciliation"],
  ["webhooks_parked", "replay", { type: "webhook_event", id: null, name: "meta" }, "/integrations/webhook-events"],
  ["api_token_unused", "revoke", { type: "api_token", id: "t1", name: "Kapı" }, "/settings/api-access/t1"],
  ["post_failed", "retry_post", { type: "post", id: "p1", name: null }, "/social/posts/p1"],
])("%s is cured by %s where it can be", (kind, action, resource, to) =>
  expect(cureOf({ kind, action, resource })?.to).toBe(to),
);

it("shows deliveries of the state and the provider that need somebody", () =>
  expect(
    cureOf({
      kind: "webhooks_quarantined",
      action: "correct_secret_and_replay",
      resource: { type: "webhook_event", id: null, name: "tiktok_leads" },
    })?.search,
  ).toEqual({ status: "quarantined", provider: "tiktok_leads" }));

it("has no button for an action of a newer server", () =>
  expect(cureOf({ kind: "new", action: "dance", resource: account })).toBeNull());
