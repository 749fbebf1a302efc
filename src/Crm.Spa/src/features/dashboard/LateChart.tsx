import { Box, Skeleton } from "@mantine/core";
import { useInViewport } from "@mantine/hooks";
import { Suspense, useState, type ReactNode } from "react";

export const CHART_HEIGHT = 260;

/**
 * The place of a chart, held free until somebody comes to it: its library is heavier than the screen. Its lines run from left to right;
 * where its days run the other way, its own `reversed` axes turn them.
 */
export function LateChart({ children }: { children: ReactNode }) {
  const { ref, inViewport } = useInViewport();
  const [wasSeen, setSeen] = useState(false);
  if (inViewport && !wasSeen) {
    setSeen(true);
  }
  return (
    <Box ref={ref} h={CHART_HEIGHT} dir="ltr" aria-hidden>
      {wasSeen ? (
        <Suspense fallback={<Skeleton h={CHART_HEIGHT} />}>{children}</Suspense>
      ) : (
        // Still: nobody sees it yet, and the browser would draw it over and over.
        <Skeleton h={CHART_HEIGHT} animate={false} />
      )}
    </Box>
  );
}
