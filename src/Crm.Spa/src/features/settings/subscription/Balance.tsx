import { Box, Text } from "@mantine/core";
import { IconReceipt } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { byCursor } from "@/api/pages";
import type { components } from "@/api/schema";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { More } from "@/ui/More";
import { QueryView } from "@/ui/QueryView";
import { Rows } from "@/ui/Rows";
import { Section } from "@/ui/Section";
import { Empty, LoadingRows } from "@/ui/States";

type Entry = components["schemas"]["BalanceEntryDto"];

const A_PAGE = 25;

/** The money of the company here, and every booking of it. */
export function Balance() {
  const { t } = useTranslation("subscription");
  const format = useFormat();
  const balance = useQuery({
    queryKey: ["balance", "current"],
    queryFn: () => body(api.GET("/api/v1/profil/guncel-bakiye")),
  });
  const entries = useInfiniteQuery({
    queryKey: ["balance", "entries"],
    queryFn: ({ pageParam: cursor }) =>
      body(api.GET("/api/v1/balance/entries", { params: { query: { limit: A_PAGE, ...(cursor ? { cursor } : {}) } } })),
    ...byCursor,
  });

  return (
    <Section title={t("balance.title")} description={t("balance.text")}>
      <QueryView query={balance} loading={<LoadingRows rows={1} />}>
        {({ balance: amount, currency, asOf }) => (
          <Box>
            <Text fz="1.75rem" fw={650} className="figures">
              {format.money(amount, currency)}
            </Text>
            <Text size="sm" c="dimmed">
              {t("balance.asOf", { at: format.dateTime(asOf) })}
            </Text>
          </Box>
        )}
      </QueryView>
      <QueryView
        query={entries}
        loading={<LoadingRows rows={3} />}
        isEmpty={({ pages }) => pages[0]!.data.length === 0}
        empty={
          <Empty icon={IconReceipt} title={t("balance.empty")}>
            {t("balance.emptyText")}
          </Empty>
        }
      >
        {({ pages }) => <Ledger entries={pages.flatMap(({ data }) => data)} />}
      </QueryView>
      <More query={entries} />
    </Section>
  );
}

function Ledger({ entries }: { entries: Entry[] }) {
  const { t } = useTranslation("subscription");
  const format = useFormat();
  return (
    <Rows
      label={t("balance.entries")}
      rows={entries}
      idOf={({ id }) => id}
      columns={[
        { title: t("balance.description"), show: ({ description }) => <Bidi>{description}</Bidi> },
        { title: t("balance.number"), show: ({ number }) => format.number(number) },
        { title: t("balance.at"), show: ({ createdAt }) => format.dateTime(createdAt) },
        { title: t("balance.reference"), show: ({ reference }) => reference && <Ltr>{reference}</Ltr> },
        { title: t("balance.amount"), isFigure: true, show: (entry) => <Amount {...entry} /> },
        {
          title: t("balance.after"),
          isFigure: true,
          show: ({ balanceAfter, currency }) => format.money(balanceAfter, currency),
        },
      ]}
    />
  );
}

function Amount({ kind, amount, currency }: Entry) {
  const { t } = useTranslation("subscription");
  const format = useFormat();
  return (
    <Text
      inherit
      span
      fw={600}
      c={kind === "credit" ? "light-dark(var(--mantine-color-teal-9), var(--mantine-color-teal-4))" : undefined}
    >
      {format.money(amount, currency)}{" "}
      <Text span size="xs" c="dimmed" fw={400}>
        {t(`balance.${kind}`)}
      </Text>
    </Text>
  );
}
