import {
  IconAlertTriangle,
  IconCalendarTime,
  IconCircleCheck,
  IconCircleX,
  IconHelpCircle,
  IconLoader2,
  IconPencil,
  type Icon,
} from "@tabler/icons-react";

/** What the list can be narrowed to: a draft, or how it stands at one of its accounts at least. */
export const POST_STATUSES = ["draft", "pending", "publishing", "published", "failed", "unknown"] as const;

export type PostStatus = (typeof POST_STATUSES)[number];

/** How a post, or one of its targets, looks while it stands so; its words are `social:status`. */
const LOOKS: Record<string, { color: string; icon: Icon }> = {
  draft: { color: "gray", icon: IconPencil },
  scheduled: { color: "brand", icon: IconCalendarTime },
  pending: { color: "brand", icon: IconCalendarTime },
  publishing: { color: "brand", icon: IconLoader2 },
  published: { color: "green", icon: IconCircleCheck },
  partly_published: { color: "orange", icon: IconAlertTriangle },
  failed: { color: "red", icon: IconCircleX },
  unknown: { color: "orange", icon: IconHelpCircle },
};

export const lookOf = (status: string) => LOOKS[status] ?? { color: "gray", icon: IconHelpCircle };
