import { Stack, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { OWN_DIRECTION } from "@/ui/fields";
import type { Article } from "./draft";
import { FaultList } from "./FaultList";
import { faultsAt, faultsElsewhere, type Fault } from "./useCheck";

const NONE: Article = { url: "", title: "", description: "" };

type Props = { article: Article | null; onChange: (article: Article | null) => void; faults: Fault[] };

/** The page that a post points to, shown there as a card of its own. */
export function ArticleFields({ article, onChange, faults }: Props) {
  const { t } = useTranslation("social");
  const shown = article ?? NONE;
  const set = (change: Partial<Article>) => {
    const next = { ...shown, ...change };
    onChange(next.url === "" && next.title === "" && next.description === "" ? null : next);
  };
  const errorAt = (place: string) =>
    faultsAt(faults, place)
      .map((fault) => fault.message)
      .join(" ") || undefined;

  return (
    <Stack gap="sm">
      <TextInput
        label={t("article.url")}
        description={t("article.help")}
        type="url"
        inputMode="url"
        placeholder="https://"
        classNames={{ input: "ltr" }}
        value={shown.url}
        error={errorAt("article.url")}
        onChange={(event) => set({ url: event.currentTarget.value })}
      />
      {shown.url !== "" && (
        <>
          <TextInput
            label={t("article.title")}
            {...OWN_DIRECTION}
            value={shown.title}
            error={errorAt("article.title")}
            onChange={(event) => set({ title: event.currentTarget.value })}
          />
          <TextInput
            label={t("article.description")}
            {...OWN_DIRECTION}
            value={shown.description}
            error={errorAt("article.description")}
            onChange={(event) => set({ description: event.currentTarget.value })}
          />
        </>
      )}
      <FaultList
        faults={faultsElsewhere(faultsAt(faults, "article"), ["article.url", "article.title", "article.description"])}
      />
    </Stack>
  );
}
