import {
  IconBuildingStore,
  IconLayoutDashboard,
  IconMessageCircle,
  IconPlugConnected,
  IconServerCog,
  IconSettings,
  IconShare3,
  IconTargetArrow,
  IconUsersGroup,
  IconWifi,
  type Icon,
} from "@tabler/icons-react";
import type { Me } from "@/api/me";

export type Destination = {
  /** Key of `common:nav`. */
  key: string;
  to: string;
  icon: Icon;
  /** Whose it is; unless said, of who works in a company. */
  isFor?: (me: Me) => boolean;
};

/** The left menu, from above to below; the command palette offers the same. */
const DESTINATIONS: readonly Destination[] = [
  { key: "dashboard", to: "/", icon: IconLayoutDashboard },
  { key: "leads", to: "/leads", icon: IconTargetArrow },
  { key: "messages", to: "/messages", icon: IconMessageCircle },
  { key: "social", to: "/social", icon: IconShare3 },
  { key: "integrations", to: "/integrations", icon: IconPlugConnected },
  { key: "venues", to: "/venues", icon: IconBuildingStore },
  { key: "hotspotUsers", to: "/hotspot-users", icon: IconWifi },
  { key: "board", to: "/companies", icon: IconUsersGroup, isFor: (me) => me.memberships.length > 1 },
  { key: "settings", to: "/settings", icon: IconSettings },
  { key: "platform", to: "/platform", icon: IconServerCog, isFor: (me) => me.user.isPlatformAdmin },
];

/** Who runs the platform may belong to no company: the screens of one would show them nothing. */
export const destinationsOf = (me: Me) =>
  DESTINATIONS.filter((destination) => destination.isFor?.(me) ?? me.tenant !== null);
