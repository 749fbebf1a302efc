import { useDroppable } from "@dnd-kit/core";
import { Badge, Group, Paper, ScrollArea, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { useFormat } from "@/i18n/useFormat";
import { Bidi } from "@/ui/Bidi";
import { More } from "@/ui/More";
import { Failed, LoadingRows } from "@/ui/States";
import { leadsOf, totalOf } from "../pages";
import { leadsQuery } from "../queries";
import { boardFiltersOf } from "../search";
import { useLeadSearch } from "../useLeadSearch";
import type { NamedStage } from "../useStages";
import { DraggableCard } from "./DraggableCard";
import type { Target } from "./useDragging";

const HEIGHT = "max(320px, calc(100dvh - 330px))";

type Props = { stage: NamedStage; arrived: ReadonlySet<string>; mayMove: boolean };

/** The leads of one stage, newest first, read page by page. */
export function Column({ stage, arrived, mayMove }: Props) {
  const { t } = useTranslation("leads");
  const format = useFormat();
  const { tenant } = useMe();
  const titleId = useId();
  const filters = boardFiltersOf(useLeadSearch().search);
  const query = useInfiniteQuery(leadsQuery({ ...filters, status: stage.key }, tenant?.timeZone, "column"));
  const { setNodeRef, isOver } = useDroppable({ id: stage.key, data: { stage: stage.key } satisfies Target });
  const leads = leadsOf(query.data);
  const total = query.data ? totalOf(query.data) : null;

  return (
    <Paper
      ref={setNodeRef}
      component="section"
      aria-labelledby={titleId}
      p="sm"
      flex={{ base: "0 0 82vw", xs: "1 0 250px" }}
      miw={0}
      bg={isOver ? "var(--mantine-primary-color-light)" : undefined}
      style={{ borderTop: `3px solid var(--mantine-color-${stage.color}-6)`, scrollSnapAlign: "start" }}
    >
      <Group justify="space-between" wrap="nowrap" mb="sm">
        <Title order={2} size="h3" id={titleId} className="break">
          <Bidi>{stage.label}</Bidi>
        </Title>
        {total !== null && (
          <Badge variant="light" color="gray" aria-label={t("count", { count: total, figure: format.number(total) })}>
            {format.number(total)}
          </Badge>
        )}
      </Group>
      <ScrollArea h={HEIGHT} type="auto" offsetScrollbars="present">
        {!query.data ? (
          query.isError ? (
            <Failed error={query.error} retry={() => void query.refetch()} />
          ) : (
            <LoadingRows rows={4} height={84} />
          )
        ) : leads.length === 0 ? (
          <Text size="sm" c="dimmed" ta="center" py="xl">
            {t("board.emptyColumn")}
          </Text>
        ) : (
          <Stack gap="xs" component="ul" m={0} p={2} style={{ listStyle: "none" }}>
            {leads.map((lead) => (
              <li key={lead.id}>
                <DraggableCard lead={lead} isNew={arrived.has(lead.id)} mayMove={mayMove} />
              </li>
            ))}
            {query.hasNextPage && (
              <li>
                <More query={query} />
              </li>
            )}
          </Stack>
        )}
      </ScrollArea>
    </Paper>
  );
}
