import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconShieldCheck, IconShieldOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { Section } from "@/ui/Section";
import { Status } from "@/ui/Status";
import { DisableSecondFactor } from "./DisableSecondFactor";
import { EnableSecondFactor } from "./EnableSecondFactor";

export function SecondFactor() {
  const { t } = useTranslation("settings");
  const { user } = useMe();
  const [isOpen, dialog] = useDisclosure(false);
  // Stays as it was while the dialog is open: what has just been enabled still has codes to show.
  const [isDisabling, disabling] = useDisclosure(false);

  return (
    <Section
      title={t("secondFactor.title")}
      description={t("secondFactor.text")}
      actions={
        <Button
          variant={user.twoFactorEnabled ? "default" : "filled"}
          onClick={user.twoFactorEnabled ? disabling.open : dialog.open}
        >
          {user.twoFactorEnabled ? t("secondFactor.disable") : t("secondFactor.enable")}
        </Button>
      }
    >
      <Group gap="xs">
        {user.twoFactorEnabled ? (
          <Status color="green" icon={IconShieldCheck}>
            {t("secondFactor.on")}
          </Status>
        ) : (
          <Status color="gray" icon={IconShieldOff}>
            {t("secondFactor.off")}
          </Status>
        )}
        <Text size="sm" c="dimmed">
          {user.twoFactorEnabled ? t("secondFactor.onText") : t("secondFactor.offText")}
        </Text>
      </Group>
      {isOpen && <EnableSecondFactor close={dialog.close} />}
      {isDisabling && <DisableSecondFactor close={disabling.close} />}
    </Section>
  );
}
