import { useVenueNames } from "@/api/venues";
import { useFormat } from "@/i18n/useFormat";
import { Bidi } from "@/ui/Bidi";

/** The venues that an account works for, where it works for some only. */
export function VenueNames({ ids }: { ids: string[] }) {
  const format = useFormat();
  const nameOf = useVenueNames();
  const names = ids.map(nameOf).filter((name) => name !== undefined);
  return names.length === 0 ? null : <Bidi>{format.list(names)}</Bidi>;
}
