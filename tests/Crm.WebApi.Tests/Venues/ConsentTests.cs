using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;
using static Crm.WebApi.Tests.Venues.VenueWorld;

namespace Crm.WebApi.Tests.Venues;

public sealed class ConsentTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private VenueWorld world = null!;

    public async Task InitializeAsync() => world = await VenueWorld.CreateAsync(shared.Server);

    public Task DisposeAsync()
    {
        world.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_guest_who_agrees_becomes_a_lead_within_two_seconds_with_the_words_agreed_to()
    {
        await VisitAsync("a@example.com", Consent());
        await Poll.UntilAsync(async () => await world.CountAsync("leads.lead") == 1, Soon, "no lead came");

        var lead = (await world.GetAsync(LeadList)).GetProperty("data")[0];
        lead.GetProperty("source").GetString().ShouldBe("hotspot");
        lead.GetProperty("venueId").GetGuid().ShouldBe(world.First);
        var read = await world.GetAsync($"{LeadList}/{lead.GetProperty("id").GetGuid()}");
        read.GetProperty("submissions")[0]
            .GetProperty("answers")
            .ToString()
            .ShouldContain("Kampanyalardan haberdar olmak istiyorum.");
    }

    [Fact]
    public async Task Whoever_does_not_agree_becomes_no_lead()
    {
        await VisitAsync("a@example.com", null);
        await VisitAsync("b@example.com", Consent(granted: false));
        await VisitAsync("c@example.com", Consent());
        await Poll.UntilAsync(async () => await world.CountAsync("leads.lead") > 0, Soon, "no lead came");

        // A consent is done with after its lead is there, not with it: only then has everybody who was due become one.
        await Poll.UntilAsync(async () => await world.CountAsync("venues.due_lead") == 0, "a consent stays due");
        (await world.GetAsync(LeadList))
            .GetProperty("data")[0]
            .GetProperty("email")
            .GetString()
            .ShouldBe("c@example.com");
        (await world.CountAsync("leads.lead")).ShouldBe(1);
    }

    [Fact]
    public async Task A_consent_stays_until_it_is_withdrawn_and_every_answer_is_kept()
    {
        await VisitAsync("a@example.com", Consent("2026-11-20T10:00:00Z"));
        (await VisitAsync("a@example.com", null)).GetProperty("granted").GetBoolean().ShouldBeTrue();
        var withdrawn = await VisitAsync("a@example.com", Consent("2026-11-21T10:00:00Z", granted: false));
        withdrawn.GetProperty("granted").GetBoolean().ShouldBeFalse();

        // What arrives late is kept as evidence and undoes nothing.
        var late = await VisitAsync("a@example.com", Consent("2026-11-20T11:00:00Z"));
        late.GetProperty("granted").GetBoolean().ShouldBeFalse();
        (await world.CountAsync("venues.guest_consent")).ShouldBe(3);
    }

    [Fact]
    public async Task Who_borrows_a_device_answers_for_themselves()
    {
        await world.PostAsync(
            Users,
            new
            {
                venueId = "IST-1",
                macAddress = "aabbccddeeff",
                email = "owner@example.com",
            }
        );
        await world.PostAsync(
            Users,
            new
            {
                venueId = "IST-1",
                macAddress = "aabbccddeeff",
                email = "friend@example.com",
                marketingConsent = Consent(),
            }
        );
        await Poll.UntilAsync(async () => await world.CountAsync("leads.lead") == 1, Soon, "no lead came");

        var lead = (await world.GetAsync(LeadList)).GetProperty("data")[0];
        lead.GetProperty("email").GetString().ShouldBe("friend@example.com");
    }

    private async Task<JsonElement> VisitAsync(string email, object? consent) =>
        (
            await world.PostAsync(
                Users,
                consent is null
                    ? new { venueId = "IST-1", email }
                    : new
                    {
                        venueId = "IST-1",
                        email,
                        marketingConsent = consent,
                    }
            )
        ).GetProperty("marketingConsent");
}
