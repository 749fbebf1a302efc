import { Box, Button, Group, Stack } from "@mantine/core";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Loading } from "@/ui/States";

const PARTS = [
  { key: "tenants", to: "/platform" },
  { key: "jobs", to: "/platform/jobs" },
  { key: "deliveries", to: "/platform/webhook-events" },
] as const;

/** What runs the platform: its customers, its work, and what came in and belongs to nobody. */
export function PlatformFrame() {
  const { t } = useTranslation("platform");
  const path = useLocation({ select: (location) => location.pathname });
  const here = PARTS.find(({ to }) => to !== "/platform" && path.startsWith(to))?.key ?? "tenants";

  return (
    <Stack gap="lg" maw={1280} mx="auto" w="100%">
      <Box component="nav" aria-label={t("common:platformAdministration")}>
        <Group gap={4}>
          {PARTS.map(({ key, to }) => (
            <Button
              key={key}
              component={Link}
              to={to}
              size="sm"
              px="sm"
              variant={key === here ? "light" : "subtle"}
              color={key === here ? undefined : "gray"}
              aria-current={key === here ? "page" : undefined}
            >
              {t(`${key}.title`)}
            </Button>
          ))}
        </Group>
      </Box>
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    </Stack>
  );
}
