import { Badge, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { Facts } from "@/ui/Facts";
import { Moment } from "@/ui/Moment";
import { Phone } from "@/ui/Phone";
import type { Lead } from "../pages";
import { SourceName } from "../SourceName";
import { useNames } from "../useNames";

/** What is known of the person. */
export function Person({ lead }: { lead: Lead }) {
  const { t } = useTranslation("leads");
  const format = useFormat();
  const names = useNames();
  const typed = lead.phoneRaw && lead.phoneRaw !== lead.phone ? <Ltr>{lead.phoneRaw}</Ltr> : null;
  const phone = lead.phone ? <Phone number={lead.phone} /> : null;

  return (
    <Facts
      facts={[
        [t("field.name"), lead.fullName ? <Bidi>{lead.fullName}</Bidi> : t("unknown")],
        [t("field.email"), lead.email ? <Ltr>{lead.email}</Ltr> : t("unknown")],
        [t("field.phone"), phone ?? typed ?? t("unknown")],
        ...(phone && typed ? [[t("field.phoneTyped"), typed] as const] : []),
        [t("field.source"), <SourceName key="source" source={lead.source} name={names.source(lead.source)} />],
        [t("field.venue"), lead.venueId ? <Bidi>{names.venue(lead.venueId)}</Bidi> : t("noVenue")],
        [t("field.tags"), lead.tags.length > 0 ? <Tags key="tags" tags={lead.tags} /> : t("common:none")],
        [t("field.createdAt"), format.dateTime(lead.createdAt)],
        [t("field.updatedAt"), <Moment key="updated" at={lead.updatedAt} />],
        ...Object.entries(lead.customFields ?? {}).map(
          ([name, value]) => [<Bidi key={name}>{name}</Bidi>, <Bidi key={name}>{wordsOf(value)}</Bidi>] as const,
        ),
      ]}
    />
  );
}

function Tags({ tags }: { tags: string[] }) {
  return (
    <Group component="span" gap={4}>
      {tags.map((tag) => (
        <Badge key={tag} component="span" variant="default" tt="none" fw={500}>
          <Bidi>{tag}</Bidi>
        </Badge>
      ))}
    </Group>
  );
}

const wordsOf = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
