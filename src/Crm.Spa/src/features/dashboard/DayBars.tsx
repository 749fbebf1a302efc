import { Box, Flex, Text, Tooltip } from "@mantine/core";
import { useState } from "react";
import { useFormat } from "@/i18n/useFormat";
import { ticksFor } from "./ticks";

type Props = { days: { day: string; leads: number }[] };

const HEIGHT = 220;
const FIGURES_WIDTH = 40;
const LABEL_EVERY = 6;
/** On a phone the words of each other label would lie on their neighbours. */
const LABEL_EVERY_ON_PHONE = 2 * LABEL_EVERY;

/** A bar a day. The first screen shows it at once: a library for charts weighs more than all the rest of this screen. */
export function DayBars({ days }: Props) {
  const format = useFormat();
  const ticks = ticksFor(Math.max(...days.map(({ leads }) => leads)));
  const top = ticks[0]!;
  const [pointedAt, pointAt] = useState<Props["days"][number] | null>(null);
  return (
    <Box aria-hidden pb={28} pt={8}>
      <Flex h={HEIGHT} gap="xs">
        <Flex direction="column" justify="space-between" w={FIGURES_WIDTH} my={-8} style={{ flexShrink: 0 }}>
          {ticks.map((tick) => (
            <Text key={tick} size="xs" c="dimmed" ta="end" lh="16px" className="figures">
              {format.compact(tick)}
            </Text>
          ))}
        </Flex>
        <Box pos="relative" flex={1} miw={0}>
          <Flex direction="column" justify="space-between" pos="absolute" inset={0}>
            {ticks.map((tick) => (
              <Box key={tick} style={{ borderTop: "1px dashed var(--mantine-color-default-border)" }} />
            ))}
          </Flex>
          {/* One for all: a tooltip a bar took as long as all the rest of the chart. */}
          <Tooltip.Floating
            label={pointedAt && `${format.day(pointedAt.day)}: ${format.number(pointedAt.leads)}`}
            disabled={!pointedAt}
          >
            <Flex pos="absolute" inset={0} align="stretch" onMouseLeave={() => pointAt(null)}>
              {days.map((each, at) => {
                const { day, leads } = each;
                const fromLast = days.length - 1 - at;
                return (
                  <DayBar
                    key={day}
                    share={leads / top}
                    label={fromLast % LABEL_EVERY === 0 ? format.day(day) : null}
                    isOnPhone={fromLast % LABEL_EVERY_ON_PHONE === 0}
                    isLast={fromLast === 0}
                    point={() => pointAt(each)}
                  />
                );
              })}
            </Flex>
          </Tooltip.Floating>
        </Box>
      </Flex>
    </Box>
  );
}

type BarProps = { share: number; label: string | null; isOnPhone: boolean; isLast: boolean; point: () => void };

function DayBar({ share, label, isOnPhone, isLast, point }: BarProps) {
  return (
    <Flex pos="relative" flex={1} miw={0} px="2px" align="flex-end" onMouseEnter={point}>
      <Box w="100%" h={`${share * 100}%`} bg="brand.6" style={{ borderRadius: "3px 3px 0 0" }} />
      {label && (
        <Flex
          visibleFrom={isOnPhone ? undefined : "sm"}
          pos="absolute"
          top="100%"
          mt={6}
          justify={isLast ? "flex-end" : "center"}
          style={{ insetInline: isLast ? "auto 0" : "-40px" }}
        >
          <Text size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
            {label}
          </Text>
        </Flex>
      )}
    </Flex>
  );
}
