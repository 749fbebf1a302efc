import { Button, Drawer, Group, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconEraser, IconPencil, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useIs } from "@/api/me";
import { Bidi } from "@/ui/Bidi";
import { QueryView } from "@/ui/QueryView";
import { Consent } from "./Consent";
import { GuestFacts } from "./GuestFacts";
import { GuestForm } from "./GuestForm";
import { guestQuery, nameOf, type Guest } from "./guests";
import { useGuestDeletion } from "./useGuestDeletion";

/** Everything that is known of one guest. */
export function GuestDrawer({ guestId, close }: { guestId: string | undefined; close: () => void }) {
  const { t } = useTranslation("hotspot-users");
  const guest = useQuery({ ...guestQuery(guestId ?? ""), enabled: guestId !== undefined });

  return (
    <Drawer
      opened={guestId !== undefined}
      onClose={close}
      title={guest.data && guestId ? <Bidi>{nameOf(guest.data.value) ?? t("nameless")}</Bidi> : t("guest")}
      styles={{ title: { fontSize: "var(--mantine-h2-font-size)", fontWeight: 650 } }}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      {guestId && (
        <QueryView query={guest}>
          {({ value, etag }) => (
            <Stack gap="xl">
              <Actions guest={value} etag={etag} close={close} />
              <GuestFacts guest={value} />
              <Consent guest={value} />
            </Stack>
          )}
        </QueryView>
      )}
    </Drawer>
  );
}

function Actions({ guest, etag, close }: { guest: Guest; etag: string | null; close: () => void }) {
  const { t } = useTranslation("hotspot-users");
  const isMember = useIs("member");
  const isAdmin = useIs("admin");
  const [isEditing, editing] = useDisclosure(false);
  const deletion = useGuestDeletion(guest, close);
  if (!isMember) {
    return null;
  }

  return (
    <Group gap="xs">
      <Button variant="default" leftSection={<IconPencil size={18} aria-hidden />} onClick={editing.open}>
        {t("common:edit")}
      </Button>
      <Button
        variant="light"
        color="red"
        leftSection={<IconTrash size={18} aria-hidden />}
        loading={deletion.isPending}
        onClick={() => void deletion.ask(false)}
      >
        {t("common:delete")}
      </Button>
      {isAdmin && (
        <Button
          variant="subtle"
          color="red"
          leftSection={<IconEraser size={18} aria-hidden />}
          disabled={deletion.isPending}
          onClick={() => void deletion.ask(true)}
        >
          {t("erase.action")}
        </Button>
      )}
      {isEditing && <GuestForm guest={guest} etag={etag} close={editing.close} />}
    </Group>
  );
}
