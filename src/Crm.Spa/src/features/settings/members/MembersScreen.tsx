import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUserPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useIs } from "@/api/me";
import { Page } from "@/ui/Page";
import { InviteForm } from "./InviteForm";
import { Invitations } from "./Invitations";
import { MemberList } from "./MemberList";

export function MembersScreen() {
  const { t } = useTranslation("members");
  const isAdmin = useIs("admin");
  const [isInviting, inviting] = useDisclosure(false);

  return (
    <Page
      title={t("title")}
      description={t("text")}
      actions={
        isAdmin && (
          <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={inviting.open}>
            {t("invite.action")}
          </Button>
        )
      }
    >
      <MemberList />
      {isAdmin && <Invitations invite={inviting.open} />}
      {isInviting && <InviteForm close={inviting.close} />}
    </Page>
  );
}
