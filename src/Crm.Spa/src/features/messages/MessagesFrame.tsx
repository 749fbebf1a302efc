import { Box, Grid } from "@mantine/core";
import { IconTemplate } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "@/ui/links";
import { Page } from "@/ui/Page";
import { ConversationList } from "./ConversationList";
import type { MessagesSearch } from "./routes";

type Props = { search: MessagesSearch; open?: string; children: ReactNode };

/** The conversations, and beside them the one that is open; on a narrow screen one of the two. */
export function MessagesFrame({ search, open, children }: Props) {
  const { t } = useTranslation("messages");
  return (
    <Page
      title={t("title")}
      description={t("about")}
      wide
      actions={
        <ButtonLink to="/messages/templates" variant="default" leftSection={<IconTemplate size={18} aria-hidden />}>
          {t("templates.title")}
        </ButtonLink>
      }
    >
      <Grid gap="lg">
        <Grid.Col span={children ? { base: 12, md: 4, xl: 3 } : 12} visibleFrom={open ? "md" : undefined}>
          <ConversationList search={search} open={open} />
        </Grid.Col>
        {children && (
          <Grid.Col span={{ base: 12, md: 8, xl: 9 }} visibleFrom={open ? undefined : "md"}>
            <Box>{children}</Box>
          </Grid.Col>
        )}
      </Grid>
    </Page>
  );
}
