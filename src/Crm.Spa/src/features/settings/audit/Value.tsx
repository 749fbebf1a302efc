import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { membersQuery } from "@/api/members";
import { useVenueNames } from "@/api/venues";
import { useCodeText } from "@/i18n/useCodeText";
import { useFormat } from "@/i18n/useFormat";
import { Bidi, Ltr } from "@/ui/Bidi";
import { kindOf } from "./changes";

/** A value of the log as people write it: names for ids, words for codes, moments in the company's time. */
export function Value({ value, member }: { value: unknown; member: string }) {
  const { t } = useTranslation("audit");
  const format = useFormat();
  const codeText = useCodeText("audit");
  const nameOf = useNames();

  switch (kindOf(value)) {
    case "nothing":
      return (
        <Text span inherit c="dimmed">
          {codeText("nothing", member, t("nothing.label"))}
        </Text>
      );
    case "yes":
      return t("common:yes");
    case "no":
      return t("common:no");
    case "number":
      return format.number(value as number);
    case "moment":
      return format.dateTime(value as string);
    case "id":
      return <Bidi>{nameOf(value as string) ?? (value as string)}</Bidi>;
    case "list":
      return (value as unknown[]).map((each, index) => (
        <Text key={index} inherit component="div">
          <Value value={each} member={member} />
        </Text>
      ));
    case "object":
      return <Ltr>{JSON.stringify(value)}</Ltr>;
    case "text":
      return <Bidi>{codeText(`value.${member}`, String(value), String(value))}</Bidi>;
  }
}

function useNames() {
  const venueName = useVenueNames();
  const { data: members } = useQuery(membersQuery);
  return (id: string) => venueName(id) ?? members?.find((each) => each.id === id)?.fullName;
}
