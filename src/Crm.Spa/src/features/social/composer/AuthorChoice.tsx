import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useErrorText } from "@/ui/useErrorText";
import { accountName, type Account } from "../data";

const OWN = "";

type Props = { account: Account; author: string | null; onChange: (author: string | null) => void };

/** In whose name an account speaks: its own, or that of an organisation it may speak for. */
export function AuthorChoice({ account, author, onChange }: Props) {
  const { t } = useTranslation("social");
  const errorText = useErrorText();
  const authors = useQuery({
    queryKey: ["accounts", "authors", account.id],
    queryFn: () => body(api.GET("/api/v1/posts/authors/{accountId}", { params: { path: { accountId: account.id } } })),
    staleTime: 15 * 60_000,
    retry: false,
  });
  const known = authors.data?.data ?? [];
  const options = [
    { value: OWN, label: account.displayName ?? accountName(account) },
    ...known.map(({ id, name }) => ({ value: id, label: name ?? id })),
    ...(author && !known.some(({ id }) => id === author) ? [{ value: author, label: author }] : []),
  ];

  return (
    <Select
      label={t("author.label")}
      description={t("author.help")}
      data={options}
      value={author ?? OWN}
      allowDeselect={false}
      disabled={authors.isPending}
      error={authors.isError ? t("author.unknown", { reason: errorText(authors.error) }) : undefined}
      onChange={(value) => onChange(value || null)}
    />
  );
}
