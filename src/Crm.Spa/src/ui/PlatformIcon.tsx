import {
  IconBrandGoogle,
  IconBrandInstagram,
  IconBrandLinkedin,
  IconBrandMeta,
  IconBrandTiktok,
  IconBrandWhatsapp,
  IconBrandX,
  IconPlug,
  IconRouteAltLeft,
  type Icon,
  type IconProps,
} from "@tabler/icons-react";

// The one place that a new platform's icon is added; its names and fields come from the server's catalogue.
const ICONS: Record<string, Icon> = {
  x: IconBrandX,
  linkedin: IconBrandLinkedin,
  instagram: IconBrandInstagram,
  whatsapp: IconBrandWhatsapp,
  meta_leads: IconBrandMeta,
  tiktok: IconBrandTiktok,
  tiktok_leads: IconBrandTiktok,
  google_ads: IconBrandGoogle,
  beyondvisit: IconRouteAltLeft,
};

export function PlatformIcon({ platform, ...props }: { platform: string } & IconProps) {
  const Shown = ICONS[platform] ?? IconPlug;
  return <Shown aria-hidden size={20} {...props} />;
}
