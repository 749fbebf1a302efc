import { AppShell, Burger, Divider, Group, NavLink, Stack, Text, UnstyledButton } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconSearch } from "@tabler/icons-react";
import { Link, Outlet, useLocation, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useDeferredValue, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { session } from "@/api/session";
import { Loading } from "@/ui/States";
import { AttentionBell } from "./AttentionBell";
import { useLiveUpdates } from "./live";
import { Logo } from "./Logo";
import { destinationsOf } from "./navigation";
import { Notices } from "./Notices";
import { PersonMenu } from "./PersonMenu";
import { TenantMenu } from "./TenantMenu";

const CommandPalette = lazy(() => import("./CommandPalette"));

export function Shell() {
  const { t } = useTranslation();
  return (
    <Suspense fallback={<Loading />}>
      <ModalsProvider labels={{ confirm: t("confirm"), cancel: t("cancel") }}>
        <InCompany />
      </ModalsProvider>
    </Suspense>
  );
}

/** Everything begins anew in another company, at its first screen: no open form, no notice and no address of the one before is left. */
function InCompany() {
  const { user, tenant } = useMe();
  const router = useRouter();
  useEffect(
    () =>
      session.onSwitch(() => {
        notifications.clean();
        void router.navigate({ to: "/" });
      }),
    [router],
  );
  return <SignedInShell key={`${user.id} ${tenant?.id}`} />;
}

function SignedInShell() {
  const { t } = useTranslation();
  const [isOpen, menu] = useDisclosure(false);
  const router = useRouter();
  const palette = usePalette();
  const { tenant } = useMe();
  // First the frame, then the screen in it: the browser draws the one while the other is put together. Who comes for a part of the screen
  // is brought there by the first that is drawn.
  const isFramed = useDeferredValue(true, location.hash !== "");
  useLiveUpdates(tenant !== null);

  useEffect(() => router.subscribe("onBeforeNavigate", menu.close), [router, menu.close]);

  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 248, breakpoint: "md", collapsed: { mobile: !isOpen } }}
      padding={{ base: "md", md: "lg" }}
      styles={{ main: { background: "var(--crm-page)" } }}
    >
      <a href="#content" className="skip">
        {t("skipToContent")}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="sm">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isOpen} onClick={menu.toggle} hiddenFrom="md" size="sm" aria-label={t("menu")} />
            <Link to="/" className="plain">
              <Logo />
            </Link>
          </Group>
          <PaletteButton open={palette.open} />
          <Group gap="xs" wrap="nowrap">
            <AttentionBell />
            <PersonMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={t("menu")}>
        <TenantMenu />
        <Divider my="sm" />
        <AppShell.Section grow style={{ overflowY: "auto" }}>
          <Destinations />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Stack gap="md">
          <Notices />
          <Suspense fallback={<Loading />}>{isFramed && <Outlet />}</Suspense>
        </Stack>
      </AppShell.Main>
      {palette.wasOpened && (
        <Suspense>
          <CommandPalette />
        </Suspense>
      )}
    </AppShell>
  );
}

function Destinations() {
  const { t } = useTranslation();
  const me = useMe();
  const path = useLocation({ select: (location) => location.pathname });

  return destinationsOf(me).map((destination) => {
    const isHere = destination.to === "/" ? path === "/" : path.startsWith(destination.to);
    return (
      <NavLink
        key={destination.key}
        component={Link}
        to={destination.to}
        label={t(`nav.${destination.key}`)}
        leftSection={<destination.icon size={20} aria-hidden />}
        active={isHere}
        aria-current={isHere ? "page" : undefined}
        variant="light"
        style={{ borderRadius: "var(--mantine-radius-md)" }}
      />
    );
  });
}

function PaletteButton({ open }: { open: () => void }) {
  const { t } = useTranslation();
  return (
    <UnstyledButton
      onClick={open}
      aria-keyshortcuts="Control+K Meta+K"
      style={{
        flex: "0 1 420px",
        border: "1px solid var(--mantine-color-default-border)",
        borderRadius: "var(--mantine-radius-md)",
      }}
      px="sm"
      py={6}
      visibleFrom="xs"
    >
      <Group justify="space-between" wrap="nowrap" c="dimmed">
        <Group gap="xs" wrap="nowrap">
          <IconSearch size={16} aria-hidden />
          <Text size="sm" truncate>
            {t("palette.placeholder")}
          </Text>
        </Group>
        <Text size="xs" className="ltr" visibleFrom="md">
          Ctrl K
        </Text>
      </Group>
    </UnstyledButton>
  );
}

/** The palette is fetched when it is opened for the first time; until then its keys are listened for here. */
function usePalette() {
  const [wasOpened, setOpened] = useState(false);

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && !wasOpened) {
        event.preventDefault();
        setOpened(true);
      }
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [wasOpened]);

  return {
    wasOpened,
    open: () =>
      wasOpened ? void import("@mantine/spotlight").then(({ spotlight }) => spotlight.open()) : setOpened(true),
  };
}
