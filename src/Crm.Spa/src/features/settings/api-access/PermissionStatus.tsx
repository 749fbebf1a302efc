import { useTranslation } from "react-i18next";
import { Status } from "@/ui/Status";
import { levelOf, type Level } from "./terms";

const COLORS: Record<Level, string> = { read: "gray", write: "blue", delete: "red" };

/** The highest level of a token, which includes the lower ones. */
export function PermissionStatus({ permissions }: { permissions: readonly string[] }) {
  const { t } = useTranslation("api-access");
  const level = levelOf(permissions);
  return <Status color={COLORS[level]}>{t(`level.${level}.title`)}</Status>;
}
