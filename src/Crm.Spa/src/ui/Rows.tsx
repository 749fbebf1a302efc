import { Box, Group, Paper, Stack, Table, Text, VisuallyHidden } from "@mantine/core";
import { Fragment, type ReactNode } from "react";
import { useMedia } from "./useMedia";

export type Column<Row> = {
  title: string;
  /** Null: this row has nothing here. */
  show: (row: Row) => ReactNode;
  isFigure?: boolean;
  /** Buttons of the row; its title is for who does not see them. */
  isAction?: boolean;
};

type Props<Row> = { label: string; rows: readonly Row[]; idOf: (row: Row) => string; columns: readonly Column<Row>[] };

const NARROW = "(max-width: 62em)";

/** Rows of the same kind: a table where there is room, else one below the other. The first column says what a row is. */
export function Rows<Row>(props: Props<Row>) {
  const isNarrow = useMedia(NARROW);
  return isNarrow ? <AsCards {...props} /> : <AsTable {...props} />;
}

function AsTable<Row>({ label, rows, idOf, columns: [first, ...others] }: Props<Row>) {
  return (
    <Table verticalSpacing="sm" highlightOnHover aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          {[first!, ...others].map(({ title, isFigure, isAction }) => (
            <Table.Th key={title} scope="col" ta={isFigure ? "end" : "start"} c="dimmed" fz="sm" fw={500}>
              {isAction ? <VisuallyHidden>{title}</VisuallyHidden> : title}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={idOf(row)}>
            <Table.Th scope="row" ta="start" fw={500}>
              {first!.show(row)}
            </Table.Th>
            {others.map(({ title, show, isFigure, isAction }) => (
              <Table.Td key={title} ta={isFigure ? "end" : "start"} className={isFigure ? "figures" : undefined}>
                {isAction ? (
                  <Group gap={4} justify="flex-end" wrap="nowrap">
                    {show(row)}
                  </Group>
                ) : (
                  (show(row) ?? <Nothing />)
                )}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const Nothing = () => (
  <Text span c="dimmed" aria-hidden>
    –
  </Text>
);

function AsCards<Row>({ label, rows, idOf, columns: [first, ...others] }: Props<Row>) {
  return (
    <Stack component="ul" aria-label={label} gap="sm" p={0} m={0} style={{ listStyle: "none" }}>
      {rows.map((row) => (
        <Paper component="li" key={idOf(row)} p="sm">
          <Box fw={600} mb={6}>
            {first!.show(row)}
          </Box>
          <Stack component="dl" gap={4} m={0}>
            {others
              .filter(({ isAction }) => !isAction)
              .map(({ title, show }) => ({ title, shown: show(row) }))
              .filter(({ shown }) => shown !== null && shown !== undefined)
              .map(({ title, shown }) => (
                <Group key={title} justify="space-between" gap="sm" wrap="nowrap" align="baseline">
                  <Text component="dt" size="sm" c="dimmed" flex="0 0 auto" maw="45%">
                    {title}
                  </Text>
                  <Text component="dd" size="sm" m={0} ta="end" className="break" miw={0}>
                    {shown}
                  </Text>
                </Group>
              ))}
          </Stack>
          <Actions row={row} columns={others} />
        </Paper>
      ))}
    </Stack>
  );
}

function Actions<Row>({ row, columns }: { row: Row; columns: readonly Column<Row>[] }) {
  const shown = columns
    .filter(({ isAction }) => isAction)
    .map(({ title, show }) => ({ title, buttons: show(row) }))
    .filter(({ buttons }) => Boolean(buttons));
  return shown.length > 0 ? (
    <Group gap={4} mt="xs" justify="flex-end">
      {shown.map(({ title, buttons }) => (
        <Fragment key={title}>{buttons}</Fragment>
      ))}
    </Group>
  ) : null;
}
