import { Anchor, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { CardTitle } from "./CardTitle";

/** The link of a mail was not opened whole. */
export function NoToken({ title }: { title: string }) {
  const { t } = useTranslation("sign-in");
  return (
    <Stack>
      <CardTitle title={title} />
      <Text>{t("noToken")}</Text>
      <Anchor component={Link} to="/sign-in" size="sm">
        {t("backToSignIn")}
      </Anchor>
    </Stack>
  );
}
