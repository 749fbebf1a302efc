import { Alert, List, Loader, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import type { components } from "@/api/schema";
import { useVenueNames } from "@/api/venues";
import { useErrorText } from "@/ui/useErrorText";
import { isNarrower, losesAddresses, type Terms } from "./terms";

type Props = { tokenId: string; before: Terms; after: Terms };

/** What the last 30 days tell about a change that takes something away. */
export function Impact({ tokenId, before, after }: Props) {
  const { t } = useTranslation("api-access");
  const errorText = useErrorText();
  const [{ level, venueIds }] = useDebouncedValue(after, 300);
  const canCount = isNarrower(before, after) && venueIds?.length !== 0;
  const impact = useQuery({
    queryKey: ["api-tokens", tokenId, "impact", level, venueIds],
    queryFn: () =>
      body(
        api.GET("/api/v1/api-tokens/{tokenId}/impact", {
          // Without a name: every venue.
          params: { path: { tokenId }, query: { permissions: level, venueIds: venueIds?.join() ?? "" } },
        }),
      ),
    enabled: canCount,
    placeholderData: keepPreviousData,
  });

  return (
    <Stack gap="sm" role="status">
      {canCount && impact.isPending && <Loader size="sm" aria-label={t("common:loading")} />}
      {canCount && impact.isError && <Alert color="red">{errorText(impact.error)}</Alert>}
      {canCount && impact.data && <Counted impact={impact.data} />}
      {losesAddresses(before, after) && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />}>
          {t("impact.addresses")}
        </Alert>
      )}
    </Stack>
  );
}

function Counted({ impact }: { impact: components["schemas"]["TokenImpactDto"] }) {
  const { t } = useTranslation("api-access");
  const nameOf = useVenueNames();
  const isHarmless = impact.refused === 0;

  return (
    <Alert
      color={isHarmless ? "green" : "red"}
      icon={isHarmless ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
      title={isHarmless ? t("impact.none") : t("impact.some", { refused: impact.refused, requests: impact.requests })}
    >
      <Stack gap="xs">
        {impact.refusedCalls.length > 0 && (
          <List size="sm">
            {impact.refusedCalls.map(({ method, venueId, requests }) => (
              <List.Item key={`${method} ${venueId}`}>
                {venueId
                  ? t("impact.callsAt", { count: requests, method, venue: nameOf(venueId) ?? t("venues") })
                  : t("impact.calls", { count: requests, method })}
              </List.Item>
            ))}
          </List>
        )}
        {impact.withoutVenue > 0 && <Text size="sm">{t("impact.withoutVenue", { count: impact.withoutVenue })}</Text>}
      </Stack>
    </Alert>
  );
}
