import { expect, it } from "vitest";
import { bodyOf, guestValues } from "./guestValues";
import type { Guest } from "./guests";

const guest = {
  venueId: "v1",
  fullName: "Ayşe Yılmaz",
  phone: null,
  phoneRaw: "12",
  email: "ayse@example.com",
  macAddress: null,
  language: "tr",
  customFields: { room: "12" },
} as unknown as Guest;

it("keeps what the form does not show, and forgets what was emptied", () => {
  expect(bodyOf({ ...guestValues(guest, undefined), email: " " }, guest.customFields)).toEqual({
    venueId: "v1",
    fullName: "Ayşe Yılmaz",
    phone: "12",
    email: null,
    macAddress: null,
    language: "tr",
    customFields: { room: "12" },
  });
});

it("sends a consent only where one was given, with its words", () => {
  const values = { ...guestValues(undefined, "v2"), fullName: "Reem" };
  expect(bodyOf(values)).not.toHaveProperty("marketingConsent");
  expect(bodyOf({ ...values, isGranted: true, consentText: "Kabul ediyorum " })).toMatchObject({
    venueId: "v2",
    marketingConsent: { granted: true, text: "Kabul ediyorum" },
  });
});
