import { Button } from "@mantine/core";
import { IconMailForward, IconMailX, IconUserPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { byCursor } from "@/api/pages";
import type { components } from "@/api/schema";
import { VenueNames } from "@/features/venues/VenueNames";
import { Ltr } from "@/ui/Bidi";
import { Moment } from "@/ui/Moment";
import { More } from "@/ui/More";
import { useNotify } from "@/ui/notify";
import { QueryView } from "@/ui/QueryView";
import { Rows } from "@/ui/Rows";
import { Section } from "@/ui/Section";
import { Empty, LoadingRows } from "@/ui/States";
import { useConfirm } from "@/ui/useConfirm";
import { useInvite } from "./useInvite";

type Invitation = components["schemas"]["InvitationDto"];

const A_PAGE = 50;

/** Who has been invited and has not come yet. */
export function Invitations({ invite }: { invite: () => void }) {
  const { t } = useTranslation("members");
  const list = useInfiniteQuery({
    queryKey: ["invitations"],
    queryFn: ({ pageParam: cursor }) =>
      body(api.GET("/api/v1/invitations", { params: { query: { limit: A_PAGE, ...(cursor ? { cursor } : {}) } } })),
    ...byCursor,
  });

  return (
    <Section title={t("invitations.title")} description={t("invitations.text")}>
      <QueryView
        query={list}
        loading={<LoadingRows rows={2} />}
        isEmpty={({ pages }) => pages[0]!.data.length === 0}
        empty={
          <Empty
            icon={IconUserPlus}
            title={t("invitations.empty")}
            action={
              <Button variant="light" onClick={invite}>
                {t("invite.action")}
              </Button>
            }
          >
            {t("invitations.emptyText")}
          </Empty>
        }
      >
        {({ pages }) => (
          <Rows
            label={t("invitations.title")}
            rows={pages.flatMap(({ data }) => data)}
            idOf={({ id }) => id}
            columns={[
              {
                title: t("invite.email"),
                show: ({ email }) => (
                  <span className="break">
                    <Ltr>{email}</Ltr>
                  </span>
                ),
              },
              { title: t("role.label"), show: ({ role }) => t(`common:role.${role}`) },
              { title: t("venues"), show: ({ venueIds }) => <VenueNames ids={venueIds} /> },
              { title: t("invitations.sentAt"), show: ({ createdAt }) => <Moment at={createdAt} /> },
              { title: t("invitations.expiresAt"), show: ({ expiresAt }) => <Moment at={expiresAt} /> },
              {
                title: t("list.actions"),
                isAction: true,
                show: (invitation) => <Actions invitation={invitation} />,
              },
            ]}
          />
        )}
      </QueryView>
      <More query={list} />
    </Section>
  );
}

function Actions({ invitation: { id, email, role, venueIds } }: { invitation: Invitation }) {
  const { t } = useTranslation("members");
  const client = useQueryClient();
  const notify = useNotify();
  const confirm = useConfirm();
  const invite = useInvite();
  const withdraw = useMutation({
    mutationFn: () =>
      body(api.DELETE("/api/v1/invitations/{invitationId}", { params: { path: { invitationId: id } } })),
    onSuccess: () => notify.done(t("invitations.withdrawn")),
    onError: notify.failed,
    onSettled: () => client.invalidateQueries({ queryKey: ["invitations"] }),
  });
  const ask = async () =>
    (await confirm({
      title: t("invitations.withdrawTitle"),
      text: t("invitations.withdrawText", { email }),
      confirm: t("invitations.withdraw"),
    })) && withdraw.mutate();

  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconMailForward size={16} aria-hidden />}
        loading={invite.isPending}
        aria-label={t("invitations.againTo", { email })}
        onClick={() => invite.mutate({ email, role, venueIds }, { onError: notify.failed })}
      >
        {t("invitations.again")}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        color="red"
        leftSection={<IconMailX size={16} aria-hidden />}
        loading={withdraw.isPending}
        aria-label={t("invitations.withdrawFrom", { email })}
        onClick={() => void ask()}
      >
        {t("invitations.withdraw")}
      </Button>
    </>
  );
}
