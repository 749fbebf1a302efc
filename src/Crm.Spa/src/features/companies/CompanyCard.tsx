import { Avatar, Button, Group, Paper, SimpleGrid, Stack, Text, Title, VisuallyHidden } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowRight,
  IconCircleCheck,
  IconCloudOff,
  IconPlugConnectedX,
} from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/me";
import type { components } from "@/api/schema";
import { useSwitchTenant } from "@/app/TenantMenu";
import { useFormat } from "@/i18n/useFormat";
import { Bidi } from "@/ui/Bidi";
import { Status } from "@/ui/Status";

type Company = components["schemas"]["TenantBoardRow"];

export function CompanyCard({ company }: { company: Company }) {
  const { t } = useTranslation("companies");
  const format = useFormat();
  const { leads, accounts } = company;
  const figure = (value: number | undefined) => (value === undefined ? "–" : format.number(value));
  return (
    <Paper component="li" p="lg">
      <Stack gap="md" h="100%" justify="space-between">
        <Stack gap="md">
          <Group wrap="nowrap" gap="sm">
            <Avatar aria-hidden name={company.name} color="initials" radius="md" />
            <div style={{ minWidth: 0 }}>
              <Title order={2} size="h3" className="break">
                <Bidi>{company.name}</Bidi>
              </Title>
              <Text size="sm" c="dimmed">
                {t(`common:role.${company.role}`)}
              </Text>
            </div>
          </Group>
          <SimpleGrid cols={3} spacing="xs" component="dl" m={0}>
            <Figure name={t("today")} value={figure(leads?.today)} />
            <Figure name={t("days", { days: format.number(30) })} value={figure(leads?.last30Days)} />
            <Figure name={t("connections")} value={figure(accounts?.connected)} />
          </SimpleGrid>
          <Health company={company} />
        </Stack>
        <Enter company={company} />
      </Stack>
    </Paper>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <Stack gap={0} justify="space-between">
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} fw={650} fz={22} className="figures">
        {value}
      </Text>
    </Stack>
  );
}

function Health({ company: { accounts, attention } }: { company: Company }) {
  const { t } = useTranslation("companies");
  if (!accounts) {
    return (
      <Status color="gray" icon={IconCloudOff}>
        {t("unread")}
      </Status>
    );
  }

  return (
    <Group gap="xs">
      {accounts.inTrouble > 0 && (
        <Status color="red" icon={IconPlugConnectedX}>
          {t("inTrouble", { count: accounts.inTrouble })}
        </Status>
      )}
      {attention !== null && attention > 0 && (
        <Status color="orange" icon={IconAlertTriangle}>
          {t("common:attention", { count: attention })}
        </Status>
      )}
      {accounts.inTrouble === 0 && !attention && (
        <Status color="green" icon={IconCircleCheck}>
          {t("allWell")}
        </Status>
      )}
    </Group>
  );
}

function Enter({ company }: { company: Company }) {
  const { t } = useTranslation("companies");
  const { tenant } = useMe();
  const navigate = useNavigate();
  const switching = useSwitchTenant();
  // Also when the board, whose figures are read anew for the other company, has taken this card away meanwhile.
  const enter = () =>
    switching.mutateAsync(company.id).then(
      () => navigate({ to: "/" }),
      () => undefined,
    );
  if (tenant?.id === company.id) {
    return (
      <Button component={Link} to="/" variant="default" fullWidth>
        {t("here")}
      </Button>
    );
  }

  return (
    <Button
      variant="light"
      fullWidth
      loading={switching.isPending || switching.isSuccess}
      rightSection={<IconArrowRight size={16} aria-hidden className="turns" />}
      onClick={() => void enter()}
    >
      {t("enter")}
      <VisuallyHidden>: {company.name}</VisuallyHidden>
    </Button>
  );
}
