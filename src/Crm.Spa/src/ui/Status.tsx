import { Badge, type BadgeProps } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";

type Props = { color: string; icon?: Icon; children: ReactNode } & Omit<BadgeProps, "color">;

/** A state in words, with a colour and a sign that say the same. */
export function Status({ color, icon: StatusIcon, children, ...props }: Props) {
  return (
    <Badge
      color={color}
      variant="light"
      radius="sm"
      tt="none"
      fw={600}
      leftSection={StatusIcon ? <StatusIcon size={13} aria-hidden /> : undefined}
      {...props}
    >
      {children}
    </Badge>
  );
}
