import { Button, Group, Modal, PinInput, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { latinDigits } from "@/i18n/digits";
import { CopyField } from "@/ui/CopyField";
import { QueryView } from "@/ui/QueryView";
import { Loading } from "@/ui/States";
import { useErrorText } from "@/ui/useErrorText";
import { RecoveryCodes } from "./RecoveryCodes";

const QrCode = lazy(() => import("./QrCode"));

const CODE_LENGTH = 6;

/** The secret goes into the authenticator app, a first code comes back out of it, and the recovery codes are kept. */
export function EnableSecondFactor({ close }: { close: () => void }) {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const [codes, setCodes] = useState<string[] | null>(null);
  const end = () => {
    if (codes) {
      void client.invalidateQueries({ queryKey: ["me"] });
    }
    close();
  };

  return (
    <Modal
      opened
      onClose={end}
      title={codes ? t("recovery.title") : t("secondFactor.enable")}
      closeButtonProps={{ "aria-label": t("common:close") }}
      // Codes that are shown once do not go away by a click beside them.
      closeOnClickOutside={codes === null}
      closeOnEscape={codes === null}
      withCloseButton={codes === null}
    >
      {codes ? <RecoveryCodes codes={codes} close={end} /> : <Pairing done={setCodes} />}
    </Modal>
  );
}

function Pairing({ done }: { done: (codes: string[]) => void }) {
  const { t } = useTranslation("settings");
  const errorText = useErrorText();
  const [code, setCode] = useState("");
  const secret = useQuery({
    queryKey: ["second-factor-secret"],
    queryFn: () => body(api.POST("/api/v1/auth/two-factor/enable")),
    // Each answer makes the one before worthless: it is asked for once a dialog, and kept nowhere.
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const confirm = useMutation({
    mutationFn: (entered: string) => body(api.POST("/api/v1/auth/two-factor/confirm", { body: { code: entered } })),
    onSuccess: ({ recoveryCodes }) => done(recoveryCodes),
    onError: () => setCode(""),
  });

  return (
    <QueryView query={secret} loading={<Loading />}>
      {({ otpauthUri, secret: key }) => (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            confirm.mutate(code);
          }}
        >
          <Stack>
            <Text size="sm">{t("secondFactor.scan")}</Text>
            <Suspense fallback={<Loading />}>
              <QrCode text={otpauthUri} label={t("secondFactor.qr")} />
            </Suspense>
            <CopyField label={t("secondFactor.key")} value={key} />
            <div role="group" aria-label={t("secondFactor.code")}>
              <Text size="sm" fw={500} mb="xs">
                {t("secondFactor.code")}
              </Text>
              <Group justify="center" dir="ltr">
                <PinInput
                  length={CODE_LENGTH}
                  type={/[\d٠-٩۰-۹]/}
                  inputMode="numeric"
                  oneTimeCode
                  error={confirm.isError}
                  aria-label={t("secondFactor.digit")}
                  value={code}
                  onChange={(entered) => setCode(latinDigits(entered))}
                />
              </Group>
              {confirm.isError && (
                <Text c="var(--mantine-color-error)" size="sm" mt="xs" role="alert">
                  {errorText(confirm.error)}
                </Text>
              )}
            </div>
            <Button type="submit" loading={confirm.isPending} disabled={code.length < CODE_LENGTH}>
              {t("secondFactor.confirm")}
            </Button>
          </Stack>
        </form>
      )}
    </QueryView>
  );
}
