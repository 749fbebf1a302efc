using Crm.Application.Integrations.Contracts;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Leads;

public sealed class CaptureLeadFormTests(LeadServers servers) : IClassFixture<LeadServers>
{
    [Fact]
    public async Task Any_number_of_deliveries_at_once_on_two_servers_is_one_lead_and_one_submission()
    {
        var world = await LeadWorld.CreateAsync(servers);

        await Task.WhenAll(Enumerable.Range(0, 30).Select(delivery => world.DeliverAsync(Form("entry-1"), delivery)));

        (await world.ScalarAsync("select count(*) from leads.lead")).ShouldBe("1");
        (await world.ScalarAsync("select count(*) from leads.submission")).ShouldBe("1");
        (await world.ScalarAsync("select string_agg(type, ',') from notifications.event")).ShouldBe("lead.created");
    }

    [Fact]
    public async Task Different_entries_of_one_person_are_one_lead_with_every_submission()
    {
        var world = await LeadWorld.CreateAsync(servers);

        await Task.WhenAll(
            Enumerable.Range(0, 20).Select(delivery => world.DeliverAsync(Form($"entry-{delivery}"), delivery))
        );

        (await world.ScalarAsync("select count(*) from leads.lead")).ShouldBe("1");
        (await world.ScalarAsync("select count(*) from leads.submission")).ShouldBe("20");
        (await world.ScalarAsync("select version from leads.lead")).ShouldBe("20");
        (await world.ScalarAsync("select count(*) from notifications.event where type = 'lead.updated'")).ShouldBe(
            "19"
        );
    }

    [Fact]
    public async Task Every_answer_is_kept_and_ids_stay_exact()
    {
        var world = await LeadWorld.CreateAsync(servers);

        await world.DeliverAsync(
            Form("7401234567890123456") with
            {
                FormId = "7409999999999999999",
                Answers = [new("Bütçe?", "1000\0 €"), new("Bütçe?", null), new("çok uzun 🙂", "")],
            }
        );

        (await world.ScalarAsync("select form_id from leads.submission")).ShouldBe("7409999999999999999");
        (await world.ScalarAsync("select jsonb_array_length(answers) from leads.submission")).ShouldBe("3");
        (await world.ScalarAsync("select answers->0->>'value' from leads.submission")).ShouldBe("1000 €");
        (await world.ScalarAsync("select first_touch->>'formId' from leads.lead")).ShouldBe("7409999999999999999");
    }

    [Fact]
    public async Task Unreadable_phone_is_kept_as_typed_and_a_test_lead_is_marked()
    {
        var world = await LeadWorld.CreateAsync(servers);

        await world.DeliverAsync(Form("1") with { Phone = "ara beni", Email = "not an address", IsTest = true });

        (
            await world.ScalarAsync("select phone_raw || coalesce(phone, '-') || coalesce(email, '-') from leads.lead")
        ).ShouldBe("ara beni--");
        (await world.ScalarAsync("select tags[1] from leads.lead")).ShouldBe("test");
        (await world.ScalarAsync("select is_test from leads.submission")).ShouldBe("True");
    }

    private static LeadForm Form(string entry) =>
        new(
            "tiktok_leads",
            entry,
            entry,
            "form-1",
            "Yaz kampanyası",
            new("1", "Yaz"),
            null,
            null,
            null,
            "Ayşe Yılmaz",
            "ayse@example.com",
            "+90 532 123 45 67",
            [new("Ad", "Ayşe")],
            IsTest: false,
            SubmittedAt: null
        );
}
