import { IconCircleCheck, IconClock, IconHandStop, IconShieldX, type Icon } from "@tabler/icons-react";
import { Status } from "@/ui/Status";
import { useWords } from "../words";

const LOOKS: Record<string, { color: string; icon: Icon }> = {
  processed: { color: "green", icon: IconCircleCheck },
  parked: { color: "orange", icon: IconHandStop },
  quarantined: { color: "red", icon: IconShieldX },
};

export function EventStatus({ status }: { status: string }) {
  const words = useWords();
  const look = LOOKS[status] ?? { color: "blue", icon: IconClock };
  return (
    <Status color={look.color} icon={look.icon}>
      {words("eventStatus", status)}
    </Status>
  );
}
