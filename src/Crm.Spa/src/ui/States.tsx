import { Alert, Button, Center, Loader, Paper, Skeleton, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconAlertTriangle, IconRefresh, type Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "./useErrorText";

export function Loading() {
  const { t } = useTranslation();
  return (
    <Center mih={240} role="status" aria-label={t("loading")} className="late">
      <Loader />
    </Center>
  );
}

/** The shape of a list that is on its way, so that nothing jumps when it comes. */
export function LoadingRows({ rows = 6, height = 44 }: { rows?: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" role="status" aria-label={t("loading")}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} radius="md" />
      ))}
    </Stack>
  );
}

type EmptyProps = {
  icon: Icon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** Stands on the page itself instead of a sheet that others share. */
  withSheet?: boolean;
};

/** Nothing is here yet, and what to do about it. */
export function Empty({ icon: EmptyIcon, title, children, action, withSheet = false }: EmptyProps) {
  const empty = (
    <Center mih={240} p="lg">
      <Stack align="center" gap="sm" maw={420}>
        <ThemeIcon size={56} radius="xl" variant="light">
          <EmptyIcon size={28} aria-hidden />
        </ThemeIcon>
        <Title order={2} size="h3" ta="center">
          {title}
        </Title>
        {children && (
          <Text c="dimmed" ta="center" className="balanced">
            {children}
          </Text>
        )}
        {action}
      </Stack>
    </Center>
  );
  return withSheet ? <Paper p={0}>{empty}</Paper> : empty;
}

type FailedProps = { error: unknown; retry?: () => void };

/** It could not be read: why, and what to do next. */
export function Failed({ error, retry }: FailedProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t("failed.title")} role="alert">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{errorText(error)}</Text>
        {retry && (
          <Button
            size="xs"
            color="red"
            variant="light"
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={retry}
          >
            {t("failed.retry")}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
