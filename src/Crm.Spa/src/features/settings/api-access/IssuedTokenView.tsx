import { Alert, Button, Code, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { CopyField } from "@/ui/CopyField";

/** A token's text, here and never again. */
export function IssuedTokenView({
  token,
  overlapText,
  close,
}: {
  token: string;
  overlapText?: string;
  close: () => void;
}) {
  const { t } = useTranslation("api-access");
  return (
    <Stack>
      <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title={t("issued.once")}>
        {t("issued.keep")}
      </Alert>
      <CopyField label={t("issued.label")} value={token} />
      {overlapText && <Text size="sm">{overlapText}</Text>}
      <div>
        <Text size="sm" mb={4}>
          {t("issued.example")}
        </Text>
        <Code block className="ltr" tabIndex={0}>
          {`curl "${location.origin}/api/v1/hotspot-users" \\\n  -H "Authorization: Bearer ${token.slice(0, 13)}…"`}
        </Code>
      </div>
      <Button data-autofocus onClick={close}>
        {t("issued.kept")}
      </Button>
    </Stack>
  );
}
