import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconKey,
  IconPlugOff,
  IconProgress,
  type Icon,
} from "@tabler/icons-react";
import { Status } from "@/ui/Status";
import { useWords } from "./words";

const LOOKS: Record<string, { color: string; icon: Icon }> = {
  connected: { color: "green", icon: IconCircleCheck },
  connecting: { color: "blue", icon: IconProgress },
  needs_reauth: { color: "orange", icon: IconKey },
  error: { color: "red", icon: IconCircleX },
  disconnected: { color: "gray", icon: IconPlugOff },
};

export function AccountStatus({ status }: { status: string }) {
  const words = useWords();
  const look = LOOKS[status] ?? { color: "gray", icon: IconAlertTriangle };
  return (
    <Status color={look.color} icon={look.icon}>
      {words("status", status)}
    </Status>
  );
}
