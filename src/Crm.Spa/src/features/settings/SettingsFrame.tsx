import { Box, Button, Group, NativeSelect, Stack } from "@mantine/core";
import { Link, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { Loading } from "@/ui/States";
import { SECTIONS } from "./sections";

/** The settings that are the person's to see, and one of them. */
export function SettingsFrame() {
  return (
    <Stack gap="lg" maw={1280} mx="auto" w="100%">
      <Navigation />
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    </Stack>
  );
}

/** Beside each other where there is room, a choice of the device's own on a phone. */
function Navigation() {
  const { t } = useTranslation("settings");
  const me = useMe();
  const navigate = useNavigate();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const sections = SECTIONS.filter(({ isFor }) => isFor(me));
  const here = sections.find(({ to }) => path.startsWith(to));

  return (
    <Box component="nav" aria-label={t("nav.label")}>
      <Group gap={4} visibleFrom="sm">
        {sections.map(({ key, to, icon: SectionIcon }) => (
          <Button
            key={key}
            component={Link}
            to={to}
            size="sm"
            px="sm"
            variant={key === here?.key ? "light" : "subtle"}
            color={key === here?.key ? undefined : "gray"}
            aria-current={key === here?.key ? "page" : undefined}
            leftSection={<SectionIcon size={18} aria-hidden />}
          >
            {t(`nav.${key}`)}
          </Button>
        ))}
      </Group>
      <NativeSelect
        hiddenFrom="sm"
        aria-label={t("nav.label")}
        value={here?.to}
        onChange={(event) => void navigate({ to: event.currentTarget.value })}
        data={sections.map(({ key, to }) => ({ value: to, label: t(`nav.${key}`) }))}
      />
    </Box>
  );
}
