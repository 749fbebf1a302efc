import { Button, Group } from "@mantine/core";
import { IconMail, IconPhone } from "@tabler/icons-react";
import { Ltr } from "@/ui/Bidi";
import { Phone } from "@/ui/Phone";
import type { Lead } from "../pages";

/** How to reach the person, at one click. */
export function Contacts({ lead }: { lead: Lead }) {
  return (
    <Group gap="xs">
      {lead.phone && (
        <Button
          component="a"
          href={`tel:${lead.phone}`}
          variant="default"
          size="sm"
          leftSection={<IconPhone size={16} aria-hidden />}
        >
          <Phone number={lead.phone} />
        </Button>
      )}
      {lead.email && (
        <Button
          component="a"
          href={`mailto:${lead.email}`}
          variant="default"
          size="sm"
          maw="100%"
          leftSection={<IconMail size={16} aria-hidden />}
        >
          <Ltr>{lead.email}</Ltr>
        </Button>
      )}
    </Group>
  );
}
