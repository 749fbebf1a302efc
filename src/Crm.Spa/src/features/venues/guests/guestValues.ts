import type { components } from "@/api/schema";
import type { Guest } from "./guests";

export type GuestValues = {
  venueId: string | null;
  fullName: string;
  phone: string;
  email: string;
  macAddress: string;
  language: string | null;
  isGranted: boolean;
  consentText: string;
};

export const guestValues = (guest: Guest | undefined, venueId: string | undefined): GuestValues => ({
  venueId: guest?.venueId ?? venueId ?? null,
  fullName: guest?.fullName ?? "",
  phone: guest?.phone ?? guest?.phoneRaw ?? "",
  email: guest?.email ?? "",
  macAddress: guest?.macAddress ?? "",
  language: guest?.language ?? null,
  isGranted: false,
  consentText: "",
});

type Body = components["schemas"]["AddHotspotUser"];

/** The whole guest: what is empty is known no more. A consent is given once, and never changed by this. */
export function bodyOf(values: GuestValues, customFields?: Guest["customFields"]): Body {
  const { venueId, fullName, phone, email, macAddress, language, isGranted, consentText } = values;
  return {
    venueId: venueId!,
    fullName: fullName.trim() || null,
    phone: phone.trim() || null,
    email: email.trim() || null,
    macAddress: macAddress.trim() || null,
    language,
    ...(customFields ? { customFields } : {}),
    ...(isGranted ? { marketingConsent: { granted: true, text: consentText.trim() } } : {}),
  };
}
