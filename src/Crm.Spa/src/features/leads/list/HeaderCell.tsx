import { Group, Table, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconArrowsSort } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { NEWEST_FIRST, type Sort } from "../search";
import { useLeadSearch } from "../useLeadSearch";

/** Which orders a column's heading goes through. */
const ORDERS: Record<string, readonly Sort[]> = { name: ["fullName"], createdAt: ["-createdAt", "createdAt"] };

type Props = { column: string; width?: number | string; children: ReactNode };

export function HeaderCell({ column, width, children }: Props) {
  const { search, change } = useLeadSearch();
  const sort = search.sort ?? NEWEST_FIRST;
  const orders = ORDERS[column];
  const isSorted = orders?.includes(sort) ?? false;
  const order = !isSorted ? "none" : sort.startsWith("-") ? "descending" : "ascending";
  const next = orders?.[(orders.indexOf(sort) + 1) % orders.length];
  const SortIcon = { none: IconArrowsSort, descending: IconArrowDown, ascending: IconArrowUp }[order];

  return (
    <Table.Th scope="col" w={width} aria-sort={orders ? order : undefined}>
      {next ? (
        <UnstyledButton fz="sm" fw={700} onClick={() => change({ sort: next })}>
          <Group gap={4} wrap="nowrap">
            {children}
            <SortIcon size={14} aria-hidden />
          </Group>
        </UnstyledButton>
      ) : (
        children
      )}
    </Table.Th>
  );
}
