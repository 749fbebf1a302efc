import {
  IconBuilding,
  IconColumns3,
  IconCreditCard,
  IconHistory,
  IconKey,
  IconUser,
  IconUsers,
  type Icon,
} from "@tabler/icons-react";
import type { Me } from "@/api/me";

export type SettingsSection = {
  /** Key of `settings:nav`. */
  key: string;
  to: string;
  icon: Icon;
  isFor: (me: Me) => boolean;
};

const isMember = ({ tenant }: Me) => tenant !== null;
const isAdmin = ({ role }: Me) => role === "admin" || role === "owner";

export const SECTIONS: readonly SettingsSection[] = [
  { key: "account", to: "/settings/account", icon: IconUser, isFor: () => true },
  { key: "company", to: "/settings/company", icon: IconBuilding, isFor: isMember },
  { key: "members", to: "/settings/members", icon: IconUsers, isFor: isMember },
  { key: "pipeline", to: "/settings/pipeline", icon: IconColumns3, isFor: isAdmin },
  { key: "apiAccess", to: "/settings/api-access", icon: IconKey, isFor: isAdmin },
  { key: "subscription", to: "/settings/subscription", icon: IconCreditCard, isFor: isMember },
  { key: "audit", to: "/settings/audit", icon: IconHistory, isFor: isAdmin },
];
