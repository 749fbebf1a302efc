import { useDirection } from "@mantine/core";

/** How a chart stands in the language that is read. */
export function useAxes() {
  const isRightToLeft = useDirection().dir === "rtl";
  return {
    /** Words inside a picture that runs from left to right keep the direction of their language. */
    words: (text: string) => (isRightToLeft ? `\u2067${text}\u2069` : text),
    props: {
      xAxisProps: { reversed: isRightToLeft, minTickGap: 28, tickMargin: 10 },
      yAxisProps: {
        orientation: isRightToLeft ? ("right" as const) : ("left" as const),
        allowDecimals: false,
        width: 52,
        // Away from the drawing, on whichever side of it the figures stand.
        tick: { transform: `translate(${isRightToLeft ? 10 : -10}, 0)`, fontSize: 12, fill: "currentColor" },
      },
      tooltipProps: { wrapperStyle: { direction: isRightToLeft ? ("rtl" as const) : ("ltr" as const) } },
    },
  };
}
