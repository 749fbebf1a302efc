import { Container } from "@mantine/core";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { Failed } from "./States";

/** A screen that could not be shown at all: a part that did not load, or a fault of ours. */
export function ScreenFailed({ error, reset }: ErrorComponentProps) {
  return (
    <Container component="main" size="sm" py="xl">
      <Failed error={error} retry={reset} />
    </Container>
  );
}
