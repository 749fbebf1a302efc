import { Text } from "@mantine/core";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { useVenueNames } from "@/api/venues";
import { Bidi } from "@/ui/Bidi";

/** Which venues something is limited to. */
export function VenueNames({ ids }: { ids: readonly string[] | null }) {
  const { t } = useTranslation("venues");
  const nameOf = useVenueNames();
  if (ids === null) {
    return t("choice.all");
  }
  if (ids.length === 0) {
    return t("choice.noVenue");
  }
  return (
    <Text inherit span>
      {ids.map((id, index) => (
        <Fragment key={id}>
          {index > 0 && " · "}
          <Bidi>{nameOf(id) ?? t("choice.unknown")}</Bidi>
        </Fragment>
      ))}
    </Text>
  );
}
