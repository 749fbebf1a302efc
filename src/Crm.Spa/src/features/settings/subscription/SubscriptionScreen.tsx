import { Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconHourglass, type Icon } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import type { components } from "@/api/schema";
import { useCodeText } from "@/i18n/useCodeText";
import { useFormat } from "@/i18n/useFormat";
import { Facts } from "@/ui/Facts";
import { Page } from "@/ui/Page";
import { QueryView } from "@/ui/QueryView";
import { Section } from "@/ui/Section";
import { Status } from "@/ui/Status";
import { Balance } from "./Balance";
import { UseBars } from "./UseBars";

type Subscription = components["schemas"]["SubscriptionDto"];

const LOOKS: Record<Subscription["status"], { color: string; icon: Icon }> = {
  trialing: { color: "blue", icon: IconHourglass },
  active: { color: "green", icon: IconCircleCheck },
  past_due: { color: "yellow", icon: IconAlertTriangle },
  canceled: { color: "red", icon: IconCircleX },
};

/** What the company has, how much of it is used, and what was paid for it. */
export function SubscriptionScreen() {
  const { t } = useTranslation("subscription");
  const subscription = useQuery({
    queryKey: ["subscription"],
    queryFn: () => body(api.GET("/api/v1/subscription")),
  });

  return (
    <Page title={t("title")} description={t("text")}>
      <QueryView query={subscription}>
        {(value) => (
          <>
            <Plan subscription={value} />
            {value.use && <UseBars limits={value.limits} use={value.use} />}
          </>
        )}
      </QueryView>
      <Balance />
    </Page>
  );
}

function Plan({ subscription: { plan, status, periodEndsAt, isActive } }: { subscription: Subscription }) {
  const { t } = useTranslation("subscription");
  const format = useFormat();
  const codeText = useCodeText("subscription");
  // A period that has ended without another says more than the name of the state.
  const shown = isActive ? status : "canceled";
  const { color, icon } = LOOKS[shown];

  return (
    <Section title={t("plan.title")}>
      <Facts
        cols={3}
        facts={[
          [t("plan.name"), codeText("plans", plan, t("plans.other"))],
          [
            t("plan.status"),
            <Status color={color} icon={icon}>
              {isActive ? codeText("status", status, t("status.other")) : t("status.ended")}
            </Status>,
          ],
          [isActive ? t("plan.endsAt") : t("plan.endedAt"), format.dateTime(periodEndsAt)],
        ]}
      />
      <Group>
        <Text size="sm" c="dimmed">
          {t(`means.${isActive ? status : "ended"}`)} {t("change")}
        </Text>
      </Group>
    </Section>
  );
}
