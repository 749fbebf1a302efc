import { Center, Loader, Table } from "@mantine/core";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMedia } from "@/ui/useMedia";
import type { Lead } from "../pages";
import { useLeadSearch } from "../useLeadSearch";
import { useColumns, WIDTHS } from "./columns";
import { HeaderCell } from "./HeaderCell";
import { LeadRow, ROW_HEIGHT } from "./LeadRow";

const OVERSCAN = 6;

/** So many rows before the end of what was read the next page is asked for. */
const AHEAD = 40;

type Props = {
  leads: Lead[];
  total: number | null;
  arrived: ReadonlySet<string>;
  /** What is shown is of other filters; the answer is on its way. */
  isOld: boolean;
  query: Pick<UseInfiniteQueryResult, "hasNextPage" | "isFetchingNextPage" | "isFetchNextPageError" | "fetchNextPage">;
};

/** However many leads were read, only the rows on the screen are there. */
export function LeadTable({ leads, total, arrived, isOld, query }: Props) {
  const { t } = useTranslation("leads");
  const { search, change } = useLeadSearch();
  const columns = useColumns(useHiddenColumns());
  const body = useRef<HTMLTableSectionElement>(null);
  const virtual = useRows(body, leads.length);
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;

  useEffect(() => {
    if (last >= leads.length - AHEAD && hasNextPage && !isFetchingNextPage && !isFetchNextPageError && !isOld) {
      void fetchNextPage();
    }
  }, [last, leads.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, isOld]);

  const above = (shown[0]?.start ?? virtual.options.scrollMargin) - virtual.options.scrollMargin;
  const below = Math.max(0, virtual.getTotalSize() - above - shown.length * ROW_HEIGHT);

  return (
    <>
      <Table
        layout="fixed"
        stickyHeader
        stickyHeaderOffset="var(--app-shell-header-height)"
        aria-label={t("title")}
        aria-rowcount={(total ?? leads.length) + 1}
        aria-busy={isOld}
        opacity={isOld ? 0.6 : 1}
      >
        <Table.Thead>
          <Table.Tr aria-rowindex={1}>
            {columns.map(({ id, title }) => (
              <HeaderCell key={id} column={id} width={WIDTHS[id]}>
                {title}
              </HeaderCell>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody ref={body}>
          {above > 0 && <Gap height={above} />}
          {shown.map(({ index }) => {
            const lead = leads[index]!;
            return (
              <LeadRow
                key={lead.id}
                lead={lead}
                index={index}
                columns={columns}
                isNew={arrived.has(lead.id)}
                isOpen={search.lead === lead.id}
                open={change}
              />
            );
          })}
          {below > 0 && <Gap height={below} />}
        </Table.Tbody>
      </Table>
      {isFetchingNextPage && (
        <Center p="md">
          <Loader size="sm" aria-label={t("common:loading")} />
        </Center>
      )}
    </>
  );
}

function Gap({ height }: { height: number }) {
  return (
    <tr aria-hidden>
      <td style={{ height, padding: 0 }} />
    </tr>
  );
}

function useRows(body: React.RefObject<HTMLTableSectionElement | null>, count: number) {
  const [scrollMargin, setScrollMargin] = useState(0);

  // What stands above the table may grow and shrink: filters that open, a notice that is closed.
  useLayoutEffect(() => {
    const measure = () => {
      const top = body.current?.getBoundingClientRect().top;
      setScrollMargin((before) => (top === undefined ? before : Math.round(top + window.scrollY)));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [body]);

  return useWindowVirtualizer({
    count,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    scrollMargin,
    useFlushSync: false,
  });
}

/** On a narrow screen one column says the most important of all of them. */
function useHiddenColumns(): ReadonlySet<string> {
  const isTablet = useMedia("(min-width: 48em)");
  const isLaptop = useMedia("(min-width: 75em)");
  const isWide = useMedia("(min-width: 90em)");
  return useMemo(
    () =>
      new Set([
        ...(isTablet ? [] : ["contact", "source", "createdAt"]),
        ...(isLaptop ? [] : ["owner"]),
        ...(isWide ? [] : ["venue", "tags"]),
      ]),
    [isTablet, isLaptop, isWide],
  );
}
