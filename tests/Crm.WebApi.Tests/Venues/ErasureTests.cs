using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static Crm.WebApi.Tests.Venues.VenueWorld;

namespace Crm.WebApi.Tests.Venues;

public sealed class ErasureTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private VenueWorld world = null!;

    public async Task InitializeAsync() => world = await VenueWorld.CreateAsync(shared.Server);

    public Task DisposeAsync()
    {
        world.Dispose();

        return Task.CompletedTask;
    }

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
            // Without the word it is a deletion that can be taken back, and nothing is erased.
            (await world.StatusAsync(HttpMethod.Delete, $"{LeadList}/{id}{query}")).ShouldBe(HttpStatusCode.NoContent);
            (await world.CountAsync("venues.hotspot_user")).ShouldBe(1);
            (await world.StatusAsync(HttpMethod.Post, $"{LeadList}/{id}/restore")).ShouldBe(HttpStatusCode.OK);
        }

        (await world.StatusAsync(HttpMethod.Delete, $"{LeadList}/{id}?erase=true")).ShouldBe(HttpStatusCode.NoContent);
        (await world.CountAsync("leads.lead")).ShouldBe(0);
        (await world.CountAsync("venues.hotspot_user")).ShouldBe(0);
        (await world.CountAsync("leads.tombstone")).ShouldBe(3);
    }

    [Fact]
    public async Task No_key_brings_back_what_was_answered_about_an_erased_person()
    {
        // The second form alone says that the address and the phone are one person, of whom a guest is known by the phone.
        using var lead = await PostAsync(LeadList, new { email = "ayse@example.com", fullName = "Ayşe" }, "lead");
        var leadId = (await JsonAsync(lead)).GetProperty("id").GetGuid();
        await world.PostAsync(
            LeadList,
            new
            {
                email = "ayse@example.com",
                phone = "+905321234567",
                onDuplicate = "create",
            }
        );
        var guest = new
        {
            venueId = "IST-1",
            phone = "+905321234567",
            fullName = "Ayşe",
        };
        using var visit = await PostAsync(Users, guest, "guest");
        visit.StatusCode.ShouldBe(HttpStatusCode.Created);

        (await world.StatusAsync(HttpMethod.Delete, $"{LeadList}/{leadId}?erase=true")).ShouldBe(
            HttpStatusCode.NoContent
        );

        (await world.CountAsync("venues.hotspot_user")).ShouldBe(0);
        (await world.CountAsync("crm.idempotency_record")).ShouldBe(0);
        using var leadAgain = await PostAsync(LeadList, new { email = "ayse@example.com", fullName = "Ayşe" }, "lead");
        leadAgain.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        using var visitAgain = await PostAsync(Users, guest, "guest");
        visitAgain.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        visitAgain.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_erased_person_who_was_invited_is_gone_from_the_audit_trail()
    {
        await world.PostAsync("/api/v1/invitations", new { email = "Ayse@example.com", role = "viewer" });
        (await InvitedAsync()).GetProperty("personal").GetProperty("email").GetString().ShouldBe("Ayse@example.com");
        var id = await VisitAsync("IST-1");

        (await world.StatusAsync(HttpMethod.Delete, $"{Users}/{id}?erase=true")).ShouldBe(HttpStatusCode.NoContent);

        (await InvitedAsync()).GetProperty("erased").GetBoolean().ShouldBeTrue();
        (await world.CountAsync($"tenancy.audit_key where subject_id = '{id}' and sealed_key is null")).ShouldBe(1);
    }

    private async Task<JsonElement> InvitedAsync() =>
        (await world.GetAsync("/api/v1/audit-events?action=invitation.created")).GetProperty("data")[0];

    private async Task<HttpResponseMessage> PostAsync(string path, object body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(body),
            Headers = { { "Idempotency-Key", key } },
        };

        return await world.Client.SendAsync(request);
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
