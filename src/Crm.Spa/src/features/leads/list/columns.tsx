import { useMemo, type CSSProperties, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/useFormat";
import { Phone } from "@/ui/Phone";
import type { Lead } from "../pages";
import { SourceIcon } from "../SourceIcon";
import { useNames, type Names } from "../useNames";
import { useStages, type NamedStage } from "../useStages";
import classes from "./LeadRow.module.css";

const MOST_TAGS = 2;

export const WIDTHS: Record<string, number | string> = {
  status: 150,
  source: 190,
  owner: 150,
  venue: 160,
  tags: 170,
  createdAt: 130,
};

export type Column = { id: string; title: string; show: (lead: Lead) => ReactNode };

/**
 * The columns that there is room for.
 * @param hidden their ids; without the contact the name stands for its neighbours, too
 */
export function useColumns(hidden: ReadonlySet<string>): Column[] {
  const { t } = useTranslation("leads");
  const names = useNames();
  const stages = useStages();
  const format = useFormat();

  return useMemo(() => {
    const isNarrow = hidden.has("contact");
    const columns: Column[] = [
      {
        id: "name",
        title: t("field.name"),
        show: (lead) => <Name lead={lead} names={names} isNarrow={isNarrow} />,
      },
      {
        id: "contact",
        title: t("field.contact"),
        show: (lead) => <Contact lead={lead} />,
      },
      {
        id: "status",
        title: t("field.status"),
        show: (lead) => <StageName stage={stages.of(lead.status)} />,
      },
      {
        id: "source",
        title: t("field.source"),
        show: (lead) => (
          <span className={classes.source}>
            <SourceIcon source={lead.source} />
            <bdi className={joined(classes.line, classes.wraps)}>{names.source(lead.source)}</bdi>
          </span>
        ),
      },
      {
        id: "owner",
        title: t("field.owner"),
        show: (lead) => (
          <bdi className={joined(classes.line, !lead.ownerId && classes.dimmed)}>
            {lead.ownerId ? names.person(lead.ownerId) : t("nobody")}
          </bdi>
        ),
      },
      {
        id: "venue",
        title: t("field.venue"),
        show: (lead) => lead.venueId && <bdi className={classes.line}>{names.venue(lead.venueId)}</bdi>,
      },
      {
        id: "tags",
        title: t("field.tags"),
        show: (lead) => <Tags tags={lead.tags} />,
      },
      {
        id: "createdAt",
        title: t("field.createdAt"),
        show: (lead) => (
          <time className={classes.line} dateTime={lead.createdAt} title={format.dateTime(lead.createdAt)}>
            {format.relative(lead.createdAt)}
          </time>
        ),
      },
    ];
    return columns.filter(({ id }) => !hidden.has(id));
  }, [t, names, stages, format, hidden]);
}

function Name({ lead, names, isNarrow }: { lead: Lead; names: Names; isNarrow: boolean }) {
  const reach = lead.phone ? <Phone number={lead.phone} /> : (lead.email ?? lead.phoneRaw);
  const form = lead.lastTouch?.campaign?.name ?? lead.lastTouch?.formName;
  const below = isNarrow ? reach : form;
  return (
    <>
      <a
        className={joined(classes.line, classes.wraps, classes.name)}
        href={`/leads?lead=${lead.id}`}
        dir="auto"
        title={names.lead(lead)}
      >
        {names.lead(lead)}
      </a>
      {below && (
        <bdi className={joined(classes.line, classes.small, classes.dimmed)} dir={isNarrow ? "ltr" : "auto"}>
          {below}
        </bdi>
      )}
    </>
  );
}

function Contact({ lead }: { lead: Lead }) {
  const phone = lead.phone ? <Phone number={lead.phone} /> : lead.phoneRaw;
  return (
    <>
      {lead.email && (
        <bdi className={classes.line} dir="ltr">
          {lead.email}
        </bdi>
      )}
      {phone && (
        <bdi className={joined(classes.line, lead.email && classes.dimmed)} dir="ltr">
          {phone}
        </bdi>
      )}
    </>
  );
}

function StageName({ stage }: { stage: NamedStage }) {
  return (
    <span
      className={joined(classes.line, classes.stage)}
      style={{ "--stage": `var(--mantine-color-${stage.color}-6)` } as CSSProperties}
    >
      <bdi>{stage.label}</bdi>
    </span>
  );
}

function Tags({ tags }: { tags: string[] }) {
  const hidden = tags.length - MOST_TAGS;
  return (
    <span className={classes.line} title={tags.join(", ")}>
      {tags.slice(0, MOST_TAGS).map((tag) => (
        <bdi key={tag} className={classes.tag}>
          {tag}
        </bdi>
      ))}
      {hidden > 0 && <bdi className={classes.small}>+{hidden}</bdi>}
    </span>
  );
}

const joined = (...names: (string | false | null | undefined)[]) => names.filter(Boolean).join(" ");
