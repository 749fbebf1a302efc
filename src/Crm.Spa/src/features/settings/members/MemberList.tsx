import { ActionIcon, Box, Group, Text, Tooltip } from "@mantine/core";
import { IconDoorExit, IconPencil, IconUserMinus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useIs, useMe } from "@/api/me";
import type { Member } from "@/api/members";
import { byCursor } from "@/api/pages";
import { VenueNames } from "@/features/venues/VenueNames";
import { Bidi, Ltr } from "@/ui/Bidi";
import { Moment } from "@/ui/Moment";
import { More } from "@/ui/More";
import { QueryView } from "@/ui/QueryView";
import { Rows } from "@/ui/Rows";
import { Section } from "@/ui/Section";
import { Status } from "@/ui/Status";
import { MemberForm } from "./MemberForm";
import { useRemoval } from "./useRemoval";

const A_PAGE = 50;

export function MemberList() {
  const { t } = useTranslation("members");
  const { user } = useMe();
  const isAdmin = useIs("admin");
  const [changed, change] = useState<Member | null>(null);
  const list = useInfiniteQuery({
    queryKey: ["members", "list"],
    queryFn: ({ pageParam: cursor }) =>
      body(api.GET("/api/v1/members", { params: { query: { limit: A_PAGE, ...(cursor ? { cursor } : {}) } } })),
    ...byCursor,
  });

  return (
    <Section title={t("list.title")}>
      <QueryView query={list}>
        {({ pages }) => (
          <Rows
            label={t("list.title")}
            rows={pages.flatMap(({ data }) => data)}
            idOf={({ id }) => id}
            columns={[
              { title: t("list.person"), show: (member) => <Person member={member} isSelf={member.id === user.id} /> },
              { title: t("role.label"), show: ({ role }) => t(`common:role.${role}`) },
              { title: t("venues"), show: ({ venueIds }) => <VenueNames ids={venueIds} /> },
              ...(isAdmin
                ? [
                    {
                      title: t("list.lastSignIn"),
                      show: ({ lastSignInAt }: Member) =>
                        lastSignInAt ? <Moment at={lastSignInAt} /> : t("list.never"),
                    },
                  ]
                : []),
              {
                title: t("list.actions"),
                isAction: true,
                show: (member) => <Actions member={member} change={change} />,
              },
            ]}
          />
        )}
      </QueryView>
      <More query={list} />
      {changed && <MemberForm member={changed} close={() => change(null)} />}
    </Section>
  );
}

function Person({ member: { fullName, email }, isSelf }: { member: Member; isSelf: boolean }) {
  const { t } = useTranslation("members");
  return (
    <Box miw={0}>
      <Group gap="xs">
        <Bidi>{fullName}</Bidi>
        {isSelf && <Status color="gray">{t("list.self")}</Status>}
      </Group>
      {email && (
        <Text size="sm" c="dimmed" fw={400} className="break">
          <Ltr>{email}</Ltr>
        </Text>
      )}
    </Box>
  );
}

/** Owners alone change owners; everybody may leave. */
function Actions({ member, change }: { member: Member; change: (member: Member) => void }) {
  const { t } = useTranslation("members");
  const { user } = useMe();
  const isAdmin = useIs("admin");
  const isOwner = useIs("owner");
  const removal = useRemoval();
  const isSelf = member.id === user.id;
  const mayChange = isOwner || (isAdmin && member.role !== "owner");
  const name = member.fullName;

  return (
    <>
      {mayChange && (
        <Tooltip label={t("common:edit")}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("list.change", { name })}
            onClick={() => change(member)}
          >
            <IconPencil size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      {(mayChange || isSelf) && (
        <Tooltip label={isSelf ? t("remove.leave") : t("remove.action")}>
          <ActionIcon
            variant="subtle"
            color="red"
            aria-label={isSelf ? t("remove.leave") : t("remove.who", { name })}
            onClick={() => void removal.ask(member)}
          >
            {isSelf ? (
              <IconDoorExit size={18} aria-hidden className="turns" />
            ) : (
              <IconUserMinus size={18} aria-hidden />
            )}
          </ActionIcon>
        </Tooltip>
      )}
    </>
  );
}
