namespace Crm.Browser.Tests.Screens;

/// <summary>A page of the app as somebody sees it.</summary>
internal sealed record Screen(string Name, string Path, Who Who = Who.Owner)
{
    public static IReadOnlyList<Screen> Of(FullCompany company) =>
        [
            new("sign-in", "/sign-in", Who.Nobody),
            new("register", "/register", Who.Nobody),
            new("forgot-password", "/forgot-password", Who.Nobody),
            new("reset-password", "/reset-password#token=abc", Who.Nobody),
            new("confirm-email", "/confirm-email#token=abc", Who.Nobody),
            new("invitation", "/invitation#token=abc", Who.Nobody),
            new("dashboard", "/"),
            new("leads", "/leads"),
            new("lead", $"/leads?lead={company.LeadId}"),
            new("leads-none", "/leads?q=zzzzzz"),
            new("board", "/leads/board"),
            new("reconciliation", "/leads/reconciliation"),
            new("pipeline", "/settings/pipeline"),
            new("messages", "/messages"),
            new("templates", "/messages/templates"),
            new("social", "/social"),
            new("posts", "/social/posts"),
            new("post", $"/social/posts/{company.PostId}"),
            new("calendar", "/social/calendar"),
            new("integrations", "/integrations"),
            new("integrations-add", "/integrations?add=x"),
            new("account", $"/integrations/{company.AccountId}"),
            new("account-profile", $"/integrations/{company.AccountId}?tab=profile"),
            new("account-log", $"/integrations/{company.AccountId}?tab=log"),
            new("account-settings", $"/integrations/{company.AccountId}?tab=settings"),
            new("webhook-events", "/integrations/webhook-events"),
            new("venues", "/venues"),
            new("venue", $"/venues/{company.VenueId}"),
            new("hotspot-users", "/hotspot-users"),
            new("own-account", "/settings/account"),
            new("company", "/settings/company"),
            new("members", "/settings/members"),
            new("api-access", "/settings/api-access"),
            new("api-token", $"/settings/api-access/{company.TokenId}"),
            new("subscription", "/settings/subscription"),
            new("audit", "/settings/audit"),
            new("companies", "/companies"),
            new("nowhere", "/nowhere"),
            new("platform", "/platform", Who.PlatformAdmin),
            new("platform-tenant", $"/platform/tenants/{company.TenantId}", Who.PlatformAdmin),
            new("platform-jobs", "/platform/jobs", Who.PlatformAdmin),
            new("platform-webhook-events", "/platform/webhook-events", Who.PlatformAdmin),
        ];
}

internal enum Who
{
    Nobody,
    Owner,
    PlatformAdmin,
}
