import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Page } from "@/ui/Page";
import { QueryView } from "@/ui/QueryView";
import { StagesForm } from "./pipeline/StagesForm";
import { pipelineQuery } from "./queries";

/** The stages that the company's leads go through. */
export function PipelineSettings() {
  const { t } = useTranslation("leads");
  const query = useQuery({ ...pipelineQuery, refetchOnWindowFocus: false });
  return (
    <Page title={t("pipeline.title")} description={t("pipeline.text")}>
      <QueryView query={query}>
        {({ value, etag }) => <StagesForm key={etag} stages={value.stages} etag={etag} />}
      </QueryView>
    </Page>
  );
}
