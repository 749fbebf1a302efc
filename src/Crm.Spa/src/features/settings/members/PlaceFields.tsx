import { Radio, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useIs, type Role } from "@/api/me";
import { VenueChoice } from "@/features/venues/VenueChoice";
import type { ReactNode } from "react";

export type Place = { role: Role; venueIds: string[] | null };

type Props = { value: Place; onChange: (place: Place) => void; errors: { role?: ReactNode; venueIds?: ReactNode } };

const ROLES: readonly Role[] = ["viewer", "member", "admin", "owner"];

/** Admins and owners see everything. */
const mayBeLimited = (role: Role) => role === "viewer" || role === "member";

/** What somebody may do in the company, and where. */
export function PlaceFields({ value, onChange, errors }: Props) {
  const { t } = useTranslation("members");
  const isOwner = useIs("owner");

  return (
    <Stack>
      <Radio.Group
        label={t("role.label")}
        value={value.role}
        error={errors.role}
        onChange={(role: string) =>
          onChange({ role: role as Role, venueIds: mayBeLimited(role as Role) ? value.venueIds : null })
        }
      >
        <Stack gap="xs" mt="xs">
          {ROLES.filter((role) => role !== "owner" || isOwner).map((role) => (
            <Radio key={role} value={role} label={t(`common:role.${role}`)} description={t(`role.${role}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {mayBeLimited(value.role) ? (
        <VenueChoice
          label={t("limit.label")}
          description={t("limit.text")}
          value={value.venueIds}
          onChange={(venueIds) => onChange({ ...value, venueIds })}
          error={errors.venueIds}
        />
      ) : (
        <Text size="sm" c="dimmed">
          {t("limit.none")}
        </Text>
      )}
    </Stack>
  );
}
