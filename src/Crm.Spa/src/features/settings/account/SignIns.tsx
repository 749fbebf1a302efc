import { Button, Group, Text, ThemeIcon } from "@mantine/core";
import { IconDeviceDesktop, IconDeviceMobile, IconLogout } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { byCursor, everyPage } from "@/api/pages";
import type { components } from "@/api/schema";
import { Ltr } from "@/ui/Bidi";
import { Moment } from "@/ui/Moment";
import { More } from "@/ui/More";
import { useNotify } from "@/ui/notify";
import { QueryView } from "@/ui/QueryView";
import { Rows } from "@/ui/Rows";
import { Section } from "@/ui/Section";
import { LoadingRows } from "@/ui/States";
import { Status } from "@/ui/Status";
import { useConfirm } from "@/ui/useConfirm";
import { deviceOf } from "./device";

type SignIn = components["schemas"]["SignInDto"];

const A_PAGE = 10;

const readPage = (cursor: string | undefined, limit: number) =>
  body(api.GET("/api/v1/auth/sessions", { params: { query: { limit, ...(cursor ? { cursor } : {}) } } }));

const endSignIn = (sessionId: string) =>
  body(api.DELETE("/api/v1/auth/sessions/{sessionId}", { params: { path: { sessionId } } }));

/** Where one is signed in, and how to end it there. */
export function SignIns() {
  const { t } = useTranslation("settings");
  const list = useInfiniteQuery({
    queryKey: ["sign-ins"],
    queryFn: ({ pageParam }) => readPage(pageParam, A_PAGE),
    ...byCursor,
  });
  const ending = useEnding();
  const hasOthers = (list.data?.pages[0]?.data.length ?? 0) > 1;

  return (
    <Section
      title={t("signIns.title")}
      description={t("signIns.text")}
      actions={
        hasOthers && (
          <Button variant="default" loading={ending.others.isPending} onClick={() => void ending.askForOthers()}>
            {t("signIns.endOthers")}
          </Button>
        )
      }
    >
      <QueryView query={list} loading={<LoadingRows rows={3} />}>
        {({ pages }) => (
          <Rows
            label={t("signIns.title")}
            rows={pages.flatMap(({ data }) => data)}
            idOf={({ id }) => id}
            columns={[
              { title: t("signIns.device"), show: (signIn) => <DeviceName {...signIn} /> },
              { title: t("signIns.address"), show: ({ address }) => address && <Ltr>{address}</Ltr> },
              { title: t("signIns.lastUsed"), show: ({ lastUsedAt }) => <Moment at={lastUsedAt} /> },
              { title: t("signIns.since"), show: ({ createdAt }) => <Moment at={createdAt} /> },
              {
                title: t("signIns.end"),
                isAction: true,
                show: (signIn) =>
                  !signIn.current && (
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      color="red"
                      leftSection={<IconLogout size={16} aria-hidden className="turns" />}
                      onClick={() => void ending.ask(signIn)}
                    >
                      {t("signIns.end")}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </QueryView>
      <More query={list} />
    </Section>
  );
}

function DeviceName({ device, current }: SignIn) {
  const { t } = useTranslation("settings");
  const known = deviceOf(device);
  const DeviceIcon = known?.isPhone ? IconDeviceMobile : IconDeviceDesktop;
  return (
    <Group gap="sm" wrap="nowrap">
      <ThemeIcon variant="light" color="gray" size={32} visibleFrom="sm">
        <DeviceIcon size={18} aria-hidden />
      </ThemeIcon>
      <Text inherit className="break">
        {known ? t("signIns.browser", known) : device ? <Ltr>{device}</Ltr> : t("signIns.unknown")}
      </Text>
      {current && <Status color="green">{t("signIns.current")}</Status>}
    </Group>
  );
}

function useEnding() {
  const { t } = useTranslation("settings");
  const client = useQueryClient();
  const notify = useNotify();
  const confirm = useConfirm();
  const onSettled = () => client.invalidateQueries({ queryKey: ["sign-ins"] });
  const one = useMutation({
    mutationFn: ({ id }: SignIn) => endSignIn(id),
    onSuccess: () => notify.done(t("signIns.ended")),
    onError: notify.failed,
    onSettled,
  });
  const others = useMutation({
    async mutationFn() {
      for (const { id, current } of await everyPage<SignIn>((cursor) => readPage(cursor, 200))) {
        if (!current) {
          await endSignIn(id);
        }
      }
    },
    onSuccess: () => notify.done(t("signIns.othersEnded")),
    onError: notify.failed,
    onSettled,
  });

  return {
    others,
    ask: async (signIn: SignIn) =>
      (await confirm({ title: t("signIns.endTitle"), text: t("signIns.endText"), confirm: t("signIns.end") })) &&
      one.mutate(signIn),
    askForOthers: async () =>
      (await confirm({
        title: t("signIns.endOthers"),
        text: t("signIns.endOthersText"),
        confirm: t("signIns.endOthers"),
      })) && others.mutate(),
  };
}
