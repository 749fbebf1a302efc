import type { Terms } from "./terms";

/** A token that is limited to no venue at all could do nothing. */
export const validateTerms = (chooseVenues: string) => ({
  venueIds: (venueIds: Terms["venueIds"]) => (venueIds?.length === 0 ? chooseVenues : null),
});
