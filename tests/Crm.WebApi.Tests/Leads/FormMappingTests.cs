using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Journey;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Leads;

public sealed class FormMappingTests : IAsyncLifetime
{
    private const string FormId = "6873052183063953667";
    private static readonly string[] Channels = ["email", "whatsapp"];

    private MainJob job = null!;
    private Guid account;
    private string webhook = null!;

    private HttpClient Owner => job.World.Owner.Client;

    private string Mapping => $"/api/integrations/accounts/{account}/forms/{FormId}/mapping/";

    public async Task InitializeAsync()
    {
        job = await MainJob.StartAsync();
        (account, webhook) = await job.ConnectAdvertiserAsync();
    }

    public async Task DisposeAsync() => await job.DisposeAsync();

    [Fact]
    public async Task Questions_that_nobody_understands_are_mapped_once_and_run_over_the_leads_already_there()
    {
        await DeliverAsync(
            ("Kimsiniz?", "Ayşe Işık"),
            ("Size nasıl ulaşalım?", "0532 765 43 21"),
            ("SMS olur mu?", "evet")
        );
        var lead = await job.LeadAsync(1);
        lead.GetProperty("fullName").ValueKind.ShouldBe(JsonValueKind.Null);
        var id = lead.GetProperty("id").GetGuid();
        (await AttentionAsync()).ShouldContain("form_unmapped");

        var guessed = await GetAsync(Mapping);
        guessed.Body.GetProperty("isGuessed").GetBoolean().ShouldBeTrue();
        guessed.Body.GetProperty("questions").GetArrayLength().ShouldBe(3);
        (string Question, string Field)[] fields =
        [
            ("Kimsiniz?", "fullName"),
            ("Size nasıl ulaşalım?", "phone"),
            ("SMS olur mu?", "consent.sms"),
        ];
        var set = await (await PutAsync("?apply=true", guessed.ETag, fields)).ShouldBeAsync(HttpStatusCode.OK);
        set.GetProperty("isUnmapped").GetBoolean().ShouldBeFalse();
        set.GetProperty("applied").GetProperty("leads").GetInt32().ShouldBe(1);

        lead = await job.World.GetAsync($"/api/v1/leads/{id}");
        lead.GetProperty("fullName").GetString().ShouldBe("Ayşe Işık");
        lead.GetProperty("phone").GetString().ShouldBe("+905327654321");
        var consent = lead.GetProperty("consents").EnumerateArray().ShouldHaveSingleItem();
        consent.GetProperty("channel").GetString().ShouldBe("sms");
        consent.GetProperty("granted").GetBoolean().ShouldBeTrue();
        (await AttentionAsync()).ShouldNotContain("form_unmapped");

        var again = await (await PutAsync("?apply=true", etag: null, fields)).ShouldBeAsync(HttpStatusCode.OK);
        again.GetProperty("applied").GetProperty("leads").GetInt32().ShouldBe(0);
        again.GetProperty("applied").GetProperty("consents").GetInt32().ShouldBe(0);
        (await PutAsync("", guessed.ETag, fields)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task What_arrives_after_the_mapping_is_mapped_and_every_submission_keeps_the_version_of_its_questions()
    {
        await DeliverAsync(("name", "Ayşe"), ("Bütçeniz nedir?", "10-20 bin"));
        await job.LeadAsync(1);
        await (
            await PutAsync("", etag: null, ("name", "fullName"), ("Bütçeniz nedir?", "customFields.budget"))
        ).ShouldBeAsync(HttpStatusCode.OK);

        await job.TurnClockAsync(TimeSpan.FromMinutes(1));
        await DeliverAsync(("name", "Fatma"), ("Bütçeniz nedir?", "5 bin"), ("E-posta onayı", "evet"));
        var lead = await job.LeadAsync(1);
        await Poll.UntilAsync(
            async () => (lead = await job.LeadAsync(1)).GetProperty("fullName").GetString() == "Fatma",
            "the second arrives"
        );
        lead.GetProperty("customFields").GetProperty("budget").GetString().ShouldBe("5 bin");
        lead.GetProperty("submissions")[0].GetProperty("formVersion").GetInt32().ShouldBe(2);

        var forms = (await GetAsync($"/api/integrations/accounts/{account}/forms/")).Body.GetProperty("data");
        var form = forms.EnumerateArray().ShouldHaveSingleItem();
        form.GetProperty("id").GetString().ShouldBe(FormId);
        form.GetProperty("versions")
            .EnumerateArray()
            .Select(one => one.GetProperty("questions").GetArrayLength())
            .ShouldBe([3, 2]);
    }

    [Theory]
    [InlineData("name", "nickname", "mapping[0].field")]
    [InlineData("name", "customFields.", "mapping[0].field")]
    [InlineData("name", "consent.pigeon", "mapping[0].field")]
    public async Task A_field_that_no_lead_has_is_refused_by_its_place(string question, string field, string member)
    {
        await DeliverAsync(("name", "Ayşe"));
        await job.LeadAsync(1);

        var refused = await (await PutAsync("", etag: null, (question, field))).ShouldBeAsync(
            HttpStatusCode.BadRequest
        );

        refused.GetProperty("errors").TryGetProperty(member, out _).ShouldBeTrue(refused.ToString());
    }

    [Fact]
    public async Task The_ledger_takes_what_a_person_says_later_and_the_person_takes_it_along_when_erased()
    {
        using var created = await Owner.PostAsJsonAsync(
            "/api/v1/leads",
            new
            {
                email = "ledger@example.com",
                consent = new
                {
                    channels = Channels,
                    granted = true,
                    text = "Kabul ediyorum",
                },
            }
        );
        var id = (await created.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        using var withdrawn = await Owner.PostAsJsonAsync(
            $"/api/v1/leads/{id}/consents",
            new { channel = "email", granted = false }
        );
        await withdrawn.ShouldBeAsync(HttpStatusCode.Created);

        var ledger = (await job.World.GetAsync($"/api/v1/leads/{id}/consents")).GetProperty("data");
        ledger
            .EnumerateArray()
            .Select(one => $"{one.GetProperty("channel").GetString()} {one.GetProperty("granted").GetBoolean()}")
            .Order()
            .ShouldBe(["email False", "email True", "whatsapp True"]);

        using var erased = await Owner.DeleteAsync($"/api/v1/leads/{id}?erase=true");
        erased.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var gone = await Owner.GetAsync($"/api/v1/leads/{id}/consents");
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<(JsonElement Body, string? ETag)> GetAsync(string path)
    {
        using var answer = await Owner.GetAsync(path);

        return (await answer.ShouldBeAsync(HttpStatusCode.OK), answer.Headers.ETag?.Tag);
    }

    private async Task<HttpResponseMessage> PutAsync(
        string query,
        string? etag,
        params (string Question, string Field)[] mapping
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Mapping + query)
        {
            Content = JsonContent.Create(
                new { mapping = mapping.Select(one => new { question = one.Question, field = one.Field }) }
            ),
        };
        if (etag is not null)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(etag));
        }

        return await Owner.SendAsync(request);
    }

    private async Task<string> AttentionAsync() => (await job.World.GetAsync("/api/v1/attention")).ToString();

    private Task<JsonElement> DeliverAsync(params (string Question, string Value)[] answers) =>
        job.World.SimAsync(
            "/sim/tiktok-leadgen/leads",
            new
            {
                advertiserId = MainJob.AdvertiserId,
                pageId = FormId,
                target = webhook,
                answers = answers.Select(answer => new { field = answer.Question, value = answer.Value }),
            }
        );
}
