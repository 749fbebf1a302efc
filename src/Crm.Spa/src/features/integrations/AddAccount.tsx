import { Button, Group, Input, Modal, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useNotify } from "@/ui/notify";
import { useProblems } from "@/ui/useProblems";
import { CredentialFields } from "./CredentialFields";
import { blank, filled, missing } from "./credentials";
import type { Platform } from "@/api/platforms";
import { useConnect, useRefreshAccounts } from "./useAccountActions";
import { VenuePicker } from "./VenuePicker";
import { isolated } from "./words";

type Way = "oauth" | "credentials";

/** A name, the venues, and the way in: the platform's consent page or keys that are pasted. */
export function AddAccount({ platform, close }: { platform: Platform; close: () => void }) {
  const { t } = useTranslation("integrations");
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={t("form.add", { platform: platform.name })}
      closeButtonProps={{ "aria-label": t("common:close") }}
    >
      <AddForm platform={platform} close={close} />
    </Modal>
  );
}

function AddForm({ platform, close }: { platform: Platform; close: () => void }) {
  const { t } = useTranslation("integrations");
  const [way, setWay] = useState<Way>(platform.authKinds.includes("oauth") ? "oauth" : "credentials");
  const adding = useAdding(platform, way, close);
  const { form } = adding;

  return (
    <form onSubmit={form.onSubmit((values) => adding.create.mutate({ values, thenConnect: way === "oauth" }))}>
      <Stack>
        <TextInput
          label={t("form.name")}
          description={t("form.nameHelp")}
          required
          maxLength={100}
          data-autofocus
          {...form.getInputProps("name")}
        />
        <VenuePicker {...form.getInputProps("venueIds")} />
        {platform.authKinds.length > 1 && <WayPicker way={way} setWay={setWay} />}
        {way === "oauth" ? (
          <Text size="sm">{t("form.oauthHelp", { platform: platform.name })}</Text>
        ) : (
          <CredentialFields
            fields={platform.credentialFields}
            inputProps={(field) => form.getInputProps(`credentials.${field}`)}
          />
        )}
        <Group justify="flex-end">
          {way === "oauth" && (
            <Button
              variant="default"
              disabled={adding.isPending}
              onClick={() => form.onSubmit((values) => adding.create.mutate({ values, thenConnect: false }))()}
            >
              {t("form.saveOnly")}
            </Button>
          )}
          <Button type="submit" loading={adding.isPending}>
            {way === "oauth" ? t("form.saveAndConnect") : t("common:save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function WayPicker({ way, setWay }: { way: Way; setWay: (way: Way) => void }) {
  const { t } = useTranslation("integrations");
  return (
    <Input.Wrapper label={t("form.way")} labelElement="div">
      <SegmentedControl
        fullWidth
        mt={4}
        aria-label={t("form.way")}
        value={way}
        onChange={(value) => setWay(value as Way)}
        data={[
          { value: "oauth", label: t("form.oauth") },
          { value: "credentials", label: t("form.credentials") },
        ]}
      />
    </Input.Wrapper>
  );
}

type Values = { name: string; venueIds: string[]; credentials: Record<string, string> };

function useAdding(platform: Platform, way: Way, close: () => void) {
  const { t } = useTranslation("integrations");
  const notify = useNotify();
  const refresh = useRefreshAccounts();
  const connect = useConnect();
  const navigate = useNavigate();
  const form = useForm<Values>({
    initialValues: { name: platform.name, venueIds: [], credentials: blank(platform.credentialFields) },
    validate: (values) => ({
      ...(values.name.trim() ? {} : { name: t("form.required") }),
      ...(way === "credentials"
        ? Object.fromEntries(
            Object.entries(missing(platform.credentialFields, values.credentials, t("form.required"))).map(
              ([field, text]) => [`credentials.${field}`, text],
            ),
          )
        : {}),
    }),
  });
  const showProblems = useProblems(form);
  const create = useMutation({
    mutationFn: ({ values }: { values: Values; thenConnect: boolean }) =>
      body(
        api.POST("/api/integrations/accounts", {
          body: {
            platform: platform.key,
            name: values.name,
            ...(values.venueIds.length > 0 ? { venueIds: values.venueIds } : {}),
            ...(way === "credentials" ? { credentials: filled(values.credentials) } : {}),
          },
        }),
      ),
    onSuccess: async (account, { thenConnect }) => {
      void refresh();
      if (thenConnect) {
        // It is there already: should the way to the platform fail, it can be connected from its card.
        await connect.mutateAsync(account.id).catch(() => undefined);
        close();
      } else if (way === "credentials" && account.status !== "connected") {
        // Its page says what the platform did not like about the keys, or what is still to be done.
        await navigate({
          to: "/integrations/$accountId",
          params: { accountId: account.id },
          search: { tab: "settings" },
        });
      } else {
        notify.done(t("done.added", { name: isolated(account.name) }));
        close();
      }
    },
    onError: showProblems,
  });

  return { form, create, isPending: create.isPending || connect.isPending };
}
