import { Container } from "@mantine/core";
import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { Failed } from "./States";

/** A screen that could not be shown at all: a part that did not load, or a fault of ours. */
export function ScreenFailed({ error }: ErrorComponentProps) {
  const router = useRouter();
  const queryErrors = useQueryErrorResetBoundary();
  const retry = () => {
    queryErrors.reset();
    void router.invalidate();
  };

  return (
    <Container component="main" size="sm" py="xl">
      <Failed error={error} retry={retry} />
    </Container>
  );
}
