import { Avatar, Box, Group, Menu, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconCheck, IconSelector } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import { session } from "@/api/session";
import { Bidi } from "@/ui/Bidi";
import { useNotify } from "@/ui/notify";

/** The company one works in; whoever belongs to several goes over from here. */
export function TenantMenu() {
  const { t } = useTranslation();
  const { tenant, role, memberships } = useMe();
  const switching = useSwitchTenant();
  if (!tenant) {
    return <Text p="xs">{t("platformAdministration")}</Text>;
  }

  const here = (
    <Group wrap="nowrap" gap="sm" p={6}>
      <Avatar aria-hidden name={tenant.name} color="initials" radius="md" size={36} />
      <Box miw={0} flex={1}>
        <Text size="sm" fw={600} truncate>
          <Bidi>{tenant.name}</Bidi>
        </Text>
        <Text size="xs" c="dimmed">
          {t(`role.${role}`)}
        </Text>
      </Box>
      {memberships.length > 1 && <IconSelector size={18} aria-hidden />}
    </Group>
  );
  if (memberships.length < 2) {
    return here;
  }

  return (
    <Menu width="target" position="bottom-start">
      <Menu.Target>
        <UnstyledButton disabled={switching.isPending} w="100%">
          <VisuallyHidden>{t("switchTenant")}</VisuallyHidden>
          {here}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: "auto" }}>
        {memberships.map((membership) => (
          <Menu.Item
            key={membership.tenantId}
            rightSection={membership.tenantId === tenant.id ? <IconCheck size={16} aria-hidden /> : null}
            onClick={() => switching.mutate(membership.tenantId)}
          >
            <Bidi>{membership.tenantName}</Bidi>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Goes over to another company in every open tab: the cookie that renews the sign-in is shared by all of them. */
export function useSwitchTenant() {
  const notify = useNotify();
  return useMutation({
    mutationFn: (tenantId: string) => session.move("/api/v1/auth/switch-tenant", { tenantId }),
    onError: notify.failed,
  });
}
