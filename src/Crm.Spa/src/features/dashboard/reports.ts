import { queryOptions } from "@tanstack/react-query";
import { api, body } from "@/api/client";

/** Today among them: what the server tells of when nobody says otherwise. */
export const REPORT_DAYS = 30;

/** Leads of the last thirty days, today among them, by the company's calendar; one query for all who show a part of it. */
export const leadReportQuery = (groupBy: "day" | "source") =>
  queryOptions({
    queryKey: ["reports", "leads", groupBy],
    queryFn: () => body(api.GET("/api/v1/reports/leads", { params: { query: { groupBy } } })),
  });
