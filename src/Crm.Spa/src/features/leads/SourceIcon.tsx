import { IconCode, IconPhone, IconUserPlus, IconWifi, IconWorld, type Icon } from "@tabler/icons-react";
import { PlatformIcon } from "@/ui/PlatformIcon";
import { BY_HAND, SOURCES } from "./useNames";

const OWN: Record<string, Icon | undefined> = {
  hotspot: IconWifi,
  api: IconCode,
  website: IconWorld,
  phone: IconPhone,
};

const isPlatform = (source: string) => source !== BY_HAND && SOURCES.some((known) => known === source);

// However long the name beside it.
const WHOLE = { flex: "none" };

export function SourceIcon({ source }: { source: string }) {
  const Own = OWN[source] ?? (isPlatform(source) ? null : IconUserPlus);
  return Own ? <Own size={18} style={WHOLE} aria-hidden /> : <PlatformIcon platform={source} size={18} style={WHOLE} />;
}
