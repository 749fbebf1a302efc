using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Meta;
using Crm.ProviderSimulator.Meta.OAuth;
using Crm.ProviderSimulator.Meta.Webhooks;

namespace Crm.ProviderSimulator.MetaLeads;

/// <param name="Questions">Other questions make a new version.</param>
internal sealed record LeadFormChange(
    string? PageId,
    string? Name,
    string? Locale,
    IReadOnlyList<Question>? Questions,
    string? Status
);

/// <summary>What tests may do to lead ads.</summary>
internal static class LeadControl
{
    public static void AddMetaLeads(this IServiceCollection services) =>
        services
            .AddSingleton(MetaLeadsProvider.Make())
            .AddSingleton<LeadState>()
            .AddSingleton<LeadGate>()
            .AddSingleton<LeadNodes>()
            .AddSingleton<LeadLists>()
            .AddSingleton<LeadWebhooks>()
            .AddSingleton<TestLeads>()
            .AddSingleton<Meta.Graph.IGraphFamily, LeadFamily>();

    public static void MapMetaLeads(this WebApplication app)
    {
        var services = app.Services;
        var state = services.GetRequiredService<LeadState>();
        var webhooks = services.GetRequiredService<LeadWebhooks>();
        var sim = app.MapGroup("/sim/meta-leads");
        sim.MapPost("/consent", services.GetRequiredService<DialogEndpoints>().Consent);
        sim.MapPost("/leads", (LeadOrder order) => webhooks.SubmitAsync(order));
        sim.MapPost("/dashboard-test", (DeliveryOrder order) => webhooks.TestFromDashboardAsync(order));
        sim.MapPut("/forms/{formId}", (string formId, LeadFormChange change) => Put(state, formId, change));
        sim.MapGet("/forms", () => state.Forms.Values.OrderBy(form => form.Id, StringComparer.Ordinal));
        sim.MapSettings(state.Settings);
    }

    private static IResult Put(LeadState state, string formId, LeadFormChange change)
    {
        var old = state.Forms.GetValueOrDefault(formId);
        var form = new LeadForm(
            formId,
            change.PageId ?? old?.PageId ?? MetaState.DemoPage,
            change.Name ?? old?.Name ?? "Form",
            change.Locale ?? old?.Locale ?? "tr_TR",
            change.Questions ?? old?.Questions ?? [new("full_name", "Ad Soyad", "FULL_NAME")],
            change.Status ?? old?.Status ?? "ACTIVE",
            old is null ? 1 : old.Version + (change.Questions is null ? 0 : 1)
        );
        state.Forms[formId] = form;
        return Results.Ok(form);
    }
}
