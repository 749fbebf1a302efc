using System.Globalization;
using System.Net;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static Crm.WebApi.Tests.Venues.VenueWorld;

namespace Crm.WebApi.Tests.Venues;

public sealed class ErasureTests : IAsyncLifetime
{
    private VenueWorld world = null!;

    public async Task InitializeAsync() => world = await VenueWorld.CreateAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task An_erased_guest_is_nowhere_and_what_was_sent_before_does_not_come_back()
    {
        var entry = Form("entry-1", "2026-11-10T10:00:00Z");
        await DeliverAsync(entry);
        var id = await VisitAsync("IST-1");
        await VisitAsync("RUH-1");
        await Poll.UntilAsync(
            async () => await world.CountAsync("leads.submission") == 3,
            TimeSpan.FromSeconds(4),
            "the consents did not come"
        );

        (await world.StatusAsync(HttpMethod.Delete, $"{Users}/{id}?erase=true")).ShouldBe(HttpStatusCode.NoContent);
        foreach (var table in new[] { "leads.lead", "leads.submission", "venues.hotspot_user", "venues.guest_consent" })
        {
            (await world.CountAsync(table)).ShouldBe(0, table);
        }

        (await world.CountAsync("tenancy.audit_event where action = 'hotspot_user.erased'")).ShouldBe(1);
        await DeliverAsync(entry);
        await DeliverAsync(Form("entry-2", "2026-11-11T10:00:00Z"));
        (await world.CountAsync("leads.lead")).ShouldBe(0);

        await DeliverAsync(
            Form("entry-3", world.Server.Clock.GetUtcNow().AddHours(1).ToString("O", CultureInfo.InvariantCulture))
        );
        (await world.CountAsync("leads.lead")).ShouldBe(1);
    }

    [Fact]
    public async Task Deleting_a_guest_leaves_the_lead_and_erasing_is_not_for_who_is_limited()
    {
        var id = await VisitAsync("IST-1");
        await Poll.UntilAsync(
            async () => await world.CountAsync("leads.lead") == 1,
            TimeSpan.FromSeconds(2),
            "no lead came"
        );
        await world.LimitOwnerToAsync(world.First);

        (await world.StatusAsync(HttpMethod.Delete, $"{Users}/{id}?erase=true")).ShouldBe(HttpStatusCode.Forbidden);
        (await world.StatusAsync(HttpMethod.Delete, $"{Users}/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await world.CountAsync("venues.guest_consent")).ShouldBe(0);
        (await world.CountAsync("leads.lead")).ShouldBe(1);
    }

    [Fact]
    public async Task Erasing_a_lead_erases_its_guests_too_and_needs_to_be_meant()
    {
        await VisitAsync("RUH-1");
        await Poll.UntilAsync(
            async () => await world.CountAsync("leads.lead") == 1,
            TimeSpan.FromSeconds(4),
            "no lead came"
        );
        var id = (await world.GetAsync(LeadList)).GetProperty("data")[0].GetProperty("id").GetGuid();

        foreach (var query in new[] { "", "?erase=false" })
        {
            (await world.StatusAsync(HttpMethod.Delete, $"{LeadList}/{id}{query}")).ShouldBe(HttpStatusCode.BadRequest);
        }

        (await world.StatusAsync(HttpMethod.Delete, $"{LeadList}/{id}?erase=true")).ShouldBe(HttpStatusCode.NoContent);
        (await world.CountAsync("leads.lead")).ShouldBe(0);
        (await world.CountAsync("venues.hotspot_user")).ShouldBe(0);
        (await world.CountAsync("leads.tombstone")).ShouldBe(3);
    }

    private async Task<Guid> VisitAsync(string venueId) => (
            await world.PostAsync(
                Users,
                new
                {
                    venueId,
                    fullName = "Ayşe",
                    email = "Ayse@example.com",
                    phone = "05321234567",
                    marketingConsent = Consent(),
                }
            )
        ).GetProperty("id").GetGuid();

    private static LeadForm Form(string entry, string submittedAt) =>
        new(
            "tiktok_leads",
            entry,
            entry,
            FormId: null,
            FormName: null,
            Campaign: null,
            AdGroup: null,
            Ad: null,
            ClickId: null,
            FullName: null,
            "ayse@example.com",
            "+905321234567",
            Answers: [],
            IsTest: false,
            DateTimeOffset.Parse(submittedAt, CultureInfo.InvariantCulture)
        );

    /// <summary>As the inbox announces it.</summary>
    private async Task DeliverAsync(LeadForm form)
    {
        await using var scope = world.Server.Services.CreateAsyncScope();
        var tenant = new TenantId(world.Owner.TenantId);
        scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(tenant);
        var received = new LeadFormReceived(tenant, Guid.Empty, form, world.Server.Clock.GetUtcNow());
        foreach (var handler in scope.ServiceProvider.GetServices<IEventHandler<LeadFormReceived>>())
        {
            await handler.HandleAsync(received, CancellationToken.None);
        }
    }
}
