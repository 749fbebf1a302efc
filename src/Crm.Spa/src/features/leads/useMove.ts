import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { useTranslation } from "react-i18next";
import { api, body } from "@/api/client";
import { useNotify } from "@/ui/notify";
import { showLead } from "./lists";
import type { Lead } from "./pages";
import { useNames } from "./useNames";
import { useStages } from "./useStages";

/** Moves a lead to another stage: shown at once, put back when the server refuses, and undone by the person within ten seconds. */
export function useMove() {
  const { t } = useTranslation("leads");
  const client = useQueryClient();
  const notify = useNotify();
  const names = useNames();
  const stages = useStages();
  const latest = useRef(new Map<string, number>());

  return useCallback(
    (lead: Lead, status: string) => {
      const send = async (target: string, from: Lead): Promise<boolean> => {
        const turn = (latest.current.get(lead.id) ?? 0) + 1;
        latest.current.set(lead.id, turn);
        const expected = { ...from, status: target };
        showLead(client, expected, { before: from });
        try {
          const moved = await body(
            api.POST("/api/v1/leads/{leadId}/status", {
              params: { path: { leadId: lead.id } },
              body: { status: target },
            }),
          );
          // Moved again meanwhile: what is on the screen is newer than this answer.
          if (latest.current.get(lead.id) === turn) {
            showLead(client, moved, { before: expected });
          }
          return true;
        } catch (error) {
          if (latest.current.get(lead.id) === turn) {
            showLead(client, from, { before: expected });
          }
          notify.failed(error);
          return false;
        } finally {
          void client.invalidateQueries({ queryKey: ["leads", "one", lead.id] });
          void client.invalidateQueries({ queryKey: ["leads", "timeline", lead.id] });
        }
      };

      if (status === lead.status) {
        return;
      }
      void send(status, lead).then((isMoved) => {
        if (isMoved) {
          notify.undoable(
            t("moved", { name: names.lead(lead), stage: stages.of(status).label }),
            () => void send(lead.status, { ...lead, status }),
          );
        }
      });
    },
    [client, notify, names, stages, t],
  );
}
