import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconChecks,
  IconClock,
  IconHelpCircle,
  type Icon,
} from "@tabler/icons-react";
import type { Message } from "../data";

/** A sign for how far a message has come; its words are `messages:status`. */
export const SIGNS: Record<Message["status"], Icon> = {
  received: IconCheck,
  pending: IconClock,
  sending: IconClock,
  unknown: IconHelpCircle,
  accepted: IconCheck,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertTriangle,
  cancelled: IconBan,
};

/** It did not arrive, as far as anybody knows, and only a person decides whether it goes again. */
export const isStuck = ({ status }: Message) => status === "failed" || status === "cancelled" || status === "unknown";
