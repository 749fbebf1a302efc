import type { QueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import type { LiveEvent } from "@/api/events";
import { isProblem } from "@/api/problem";
import { queryOf } from "./leadQuery";
import { beginAnew, placeInLists, removeFromLists } from "./lists";
import { leadsOf, withHead, type Known, type LeadPages } from "./pages";
import { leadQuery, LISTS, type ListKey } from "./queries";

const READ_AGAIN_MS = 700;
const LONGEST_PAUSE_MS = 30_000;

/** A person may ask the server 600 times a minute, for all that is on the screen: what follows the events asks half as often. */
const REQUEST_MS = 200;

/** More of them in one go are read with a page instead of one by one. */
const FEW_CREATED = 3;
const FEW_UPDATED = 5;

/** What the events told of leads and the lists on the screen do not show yet. Nothing is read while nobody looks. */
export class News {
  private readonly client: QueryClient;
  private readonly tell: (leadIds: string[]) => void;
  private created = new Set<string>();
  private updated = new Set<string>();
  /** Changed in a rush, and further down than the first page: read a few at a time when the rush is over. */
  private late = new Set<string>();
  private isLost = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private restsUntil = 0;
  private failures = 0;
  private requests = 0;
  private isReading = false;
  private isStopped = false;

  constructor(client: QueryClient, tell: (leadIds: string[]) => void) {
    this.client = client;
    this.tell = tell;
  }

  add({ kind, data }: LiveEvent) {
    const known = kind === "lead.created" ? this.created : kind === "lead.updated" ? this.updated : null;
    if (kind === "resync") {
      this.isLost = true;
    } else if (known && typeof data.leadId === "string") {
      known.add(data.leadId);
    } else {
      return;
    }
    this.plan();
  }

  /** Reads what there is to read as soon as it may be. */
  plan() {
    const isNews = this.isLost || this.created.size + this.updated.size + this.late.size > 0;
    if (isNews && !this.isReading && !this.isStopped && !document.hidden) {
      this.timer ??= setTimeout(() => void this.read(), Math.max(0, this.restsUntil - Date.now()));
    }
  }

  stop() {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private async read() {
    this.timer = undefined;
    if (document.hidden) {
      return;
    }
    this.isReading = true;
    this.requests = 0;
    const { created, updated, late, isLost } = this;
    this.created = new Set();
    this.updated = new Set();
    this.late = new Set();
    this.isLost = false;
    try {
      if (isLost) {
        this.lists().forEach(({ queryKey }) => void beginAnew(this.client, queryKey));
      } else {
        await this.show(created, updated, late);
      }
      this.failures = 0;
      this.restsUntil = Date.now() + Math.max(READ_AGAIN_MS, this.requests * REQUEST_MS);
    } catch (error) {
      // The server is in trouble, or has answered enough for now: these are read with what comes next.
      created.forEach((id) => this.created.add(id));
      updated.forEach((id) => this.updated.add(id));
      late.forEach((id) => this.late.add(id));
      this.restsUntil = Date.now() + this.pauseAfter(error);
    } finally {
      this.isReading = false;
      this.plan();
    }
  }

  private pauseAfter(error: unknown): number {
    this.failures += 1;
    return isProblem(error) && error.retryAfter !== null
      ? error.retryAfter * 1000
      : Math.min(READ_AGAIN_MS * 2 ** this.failures, LONGEST_PAUSE_MS);
  }

  private async show(created: Set<string>, updated: Set<string>, late: Set<string>) {
    const before = new Set([...created].filter((id) => this.isShown(id)));
    const isRush = created.size > FEW_CREATED || updated.size > FEW_UPDATED;
    const [few, later] = isRush ? [[], [...late]] : [[...late].slice(0, FEW_UPDATED), [...late].slice(FEW_UPDATED)];
    await Promise.all([
      ...(created.size <= FEW_CREATED ? [...created].map((id) => this.readOne(id, { isNew: true })) : []),
      ...(updated.size <= FEW_UPDATED ? [...updated].map((id) => this.readOne(id)) : []),
      ...few.filter((id) => !updated.has(id)).map((id) => this.readOne(id, { isCounted: true })),
    ]);
    const inHeads = new Set<string>();
    // What a search finds, and what comes first in a rush, is told by a page alone; its total holds, so it is read last.
    for (const key of this.lists().map(({ queryKey }) => queryKey as unknown as ListKey)) {
      if (isRush || (created.size > 0 && key[2].filters.q !== undefined)) {
        (await this.readHead(key)).forEach((id) => inHeads.add(id));
      }
    }
    const unread = updated.size > FEW_UPDATED ? [...updated].filter((id) => !inHeads.has(id)) : [];
    this.late = new Set([...this.late, ...later, ...unread].filter((id) => this.isShown(id)));
    const arrived = [...created].filter((id) => !before.has(id) && this.isShown(id));
    if (arrived.length > 0 && !this.isStopped) {
      this.tell(arrived);
    }
  }

  private lists() {
    return this.client.getQueryCache().findAll({ queryKey: LISTS, type: "active" });
  }

  private isShown(id: string): boolean {
    return this.lists().some(({ state }) =>
      leadsOf(state.data as LeadPages | undefined).some((lead) => lead.id === id),
    );
  }

  private async readHead(key: ListKey): Promise<string[]> {
    const { filters, timeZone, limit } = key[2];
    const query = { ...queryOf(filters, timeZone), limit, includeTotal: true };
    this.requests += 1;
    const head = await body(api.GET("/api/v1/leads", { params: { query } }));
    this.client.setQueryData<LeadPages>(key, (known) => known && withHead(known, head, filters));
    return head.data.map((lead) => lead.id);
  }

  private async readOne(leadId: string, known: Known = {}) {
    const query = leadQuery(leadId);
    const before = this.client.getQueryData(query.queryKey)?.value;
    this.requests += 1;
    try {
      const { value } = await this.client.fetchQuery({ ...query, staleTime: 0 });
      placeInLists(this.client, value, { ...known, before });
    } catch (error) {
      if (!isProblem(error) || error.problem.status !== 404) {
        throw error;
      }
      removeFromLists(this.client, leadId, known);
    }
  }
}
