import { Alert, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangle, IconExternalLink, IconLogin2 } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { CopyField } from "@/ui/CopyField";
import { useErrorText } from "@/ui/useErrorText";
import type { Account } from "@/api/accounts";
import type { Platform } from "@/api/platforms";
import { isolated } from "./words";

type Props = { account: Account; platform: Platform };

/** Signs the person into the platform's own panel, and gives the code that belongs into the scripts of the customer's pages. */
export function LoginLink({ account, platform }: Props) {
  const { t } = useTranslation("integrations");
  const [isOpen, modal] = useDisclosure(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconLogin2 size={16} aria-hidden />}
        onClick={modal.open}
        aria-label={t("aria", { button: t("button.login"), name: isolated(account.name) })}
      >
        {t("button.login")}
      </Button>
      <Modal
        opened={isOpen}
        onClose={modal.close}
        title={t("login.title", { platform: platform.name })}
        closeButtonProps={{ "aria-label": t("common:close") }}
      >
        <Making account={account} platform={platform} />
      </Modal>
    </>
  );
}

function Making({ account, platform }: Props) {
  const { t } = useTranslation("integrations");
  const errorText = useErrorText();
  const [userToken, setUserToken] = useState("");
  const [isUsed, setUsed] = useState(false);
  const field = platform.credentialFields.find((one) => one.name === "userToken");
  const make = useMutation({
    mutationFn: () =>
      body(
        api.POST("/api/integrations/accounts/{accountId}/login-link", {
          params: { path: { accountId: account.id } },
          body: userToken.trim() ? { userToken: userToken.trim() } : {},
        }),
      ),
    onSuccess: () => setUsed(false),
  });

  return (
    <Stack>
      <Text size="sm">{t("login.text", { platform: platform.name })}</Text>
      {make.isError && (
        <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />}>
          {errorText(make.error)}
        </Alert>
      )}
      {make.data && (
        <>
          <CopyField label={t("login.code")} description={t("login.codeHelp")} value={make.data.userCode} />
          {!isUsed && (
            <Button
              component="a"
              href={make.data.url}
              target="_blank"
              rel="noopener noreferrer"
              rightSection={<IconExternalLink size={18} aria-hidden />}
              onClick={() => setUsed(true)}
              data-autofocus
            >
              {t("login.open")}
            </Button>
          )}
        </>
      )}
      {(!make.data || isUsed) && (
        <>
          {field && (
            <TextInput
              label={t("credential.optional", { field: field.label })}
              description={account.credentials.userToken?.set ? t("login.tokenSet") : field.help}
              value={userToken}
              onChange={(event) => setUserToken(event.currentTarget.value)}
              classNames={{ input: "ltr" }}
              spellCheck={false}
              autoComplete="off"
            />
          )}
          <Group justify="flex-end">
            <Button loading={make.isPending} onClick={() => make.mutate()}>
              {isUsed ? t("login.again") : t("login.make")}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
