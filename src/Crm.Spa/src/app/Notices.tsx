import { Alert, Button, Group, Text } from "@mantine/core";
import { IconCreditCardOff, IconMail } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useMe } from "@/api/me";
import { useNotify } from "@/ui/notify";

/** What concerns every screen: an address that nobody has confirmed, a subscription that has ended. */
export function Notices() {
  const { user, subscription } = useMe();
  return (
    <>
      {!user.emailConfirmed && <Unconfirmed email={user.email} />}
      {subscription && !subscription.isActive && <Lapsed />}
    </>
  );
}

function Unconfirmed({ email }: { email: string }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const resend = useMutation({
    mutationFn: () => body(api.POST("/api/v1/auth/confirm-email/resend")),
    onSuccess: () => notify.done(t("confirmEmail.sent", { email })),
    onError: notify.failed,
  });
  return (
    <Alert color="yellow" icon={<IconMail aria-hidden />} p="sm">
      <Group justify="space-between" gap="xs">
        <Text size="sm">{t("confirmEmail.text", { email })}</Text>
        <Button size="compact-sm" variant="default" loading={resend.isPending} onClick={() => resend.mutate()}>
          {t("confirmEmail.resend")}
        </Button>
      </Group>
    </Alert>
  );
}

function Lapsed() {
  const { t } = useTranslation();
  return (
    <Alert color="red" icon={<IconCreditCardOff aria-hidden />} p="sm">
      <Group justify="space-between" gap="xs">
        <Text size="sm">{t("lapsed.text")}</Text>
        <Button size="compact-sm" variant="default" component={Link} to="/settings/subscription">
          {t("lapsed.action")}
        </Button>
      </Group>
    </Alert>
  );
}
