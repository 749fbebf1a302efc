using System.Text;
using System.Text.Json;
using Crm.ProviderSimulator.TikTokLeadGen;
using Crm.ProviderSimulator.TikTokLogin;

namespace Crm.ProviderSimulator.Tests.TikTokLeadGen;

public sealed class LeadWebhookTests(SimulatorHost host) : IClassFixture<SimulatorHost>
{
    private const string Secret = "app_secret_demo";

    [Fact]
    public void Published_signature_vector_holds()
    {
        var body =
            """{"object":1,"entry":[{"id":7126711421177430274,"page_id":6873052183063953666,"create_time":1767225600,"changes":[{"field":"name","value":"Ayşe"}],"advertiser_id":7000000000000000001,"lead_source":"INSTANT_FORM"}],"time":1767225601}""";

        OpenSignature.Sign(Secret, body).ShouldBe("73bdf009c968aba451df0ed1fe8ccb27327fef9052f03bd191f5f6d0ecdbe53b");
    }

    [Fact]
    public void Letters_beyond_the_first_plane_become_surrogate_pairs() =>
        OpenSignature.Escape("ş😀").ShouldBe("\\u015f\\ud83d\\ude00");

    [Fact]
    public async Task Lead_arrives_with_bare_ids_raw_letters_and_the_open_signature()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var answers = new object[]
        {
            new { field = "name", value = "Ayşe 😀 \"A\"" },
            new { field = "interests", value = new[] { "a", "b" } },
            new { field = "empty", value = (string?)null },
        };
        var sent = await SendAsync(new { target = receiver.Address, answers });

        var received = (await receiver.WaitAsync(1))[0];

        var text = Encoding.UTF8.GetString(received.Body);
        text.ShouldContain("Ayşe 😀");
        received.OpenSignature.ShouldBe(OpenSignature.Sign(Secret, text));
        received.LoginSignature.ShouldBeNull();
        var entry = JsonElement.Parse(text).GetProperty("entry")[0];
        var id = entry.GetProperty("id").GetRawText();
        id.ShouldBe(sent.GetProperty("entryId").GetString());
        id.Length.ShouldBe(19);
        ((decimal)entry.GetProperty("id").GetDouble()).ShouldNotBe(entry.GetProperty("id").GetDecimal());
        entry.GetProperty("changes")[1].GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Array);
        entry.GetProperty("changes")[2].GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Other_signatures_can_be_sent()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        foreach (var signature in new[] { "login", "none", "wrong" })
        {
            await SendAsync(new { target = receiver.Address, signature });
        }

        var received = await receiver.WaitAsync(3);

        var now = host.Clock.GetUtcNow().ToUnixTimeSeconds();
        received[0].LoginSignature.ShouldBe(LoginWebhooks.Sign(Secret, now, received[0].Body));
        (received[1].LoginSignature ?? received[1].OpenSignature).ShouldBeNull();
        received[2].OpenSignature.ShouldNotBe(OpenSignature.Sign(Secret, Encoding.UTF8.GetString(received[2].Body)));
    }

    [Fact]
    public async Task Duplicates_batches_and_foreign_objects_can_be_sent()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await SendAsync(
            new
            {
                target = receiver.Address,
                times = 2,
                count = 3,
            }
        );
        await SendAsync(
            new
            {
                target = receiver.Address,
                @object = 4,
                entryId = "7126711421177430274",
                idAsText = true,
            }
        );

        var received = await receiver.WaitAsync(3);

        received[0].Body.ShouldBe(received[1].Body);
        JsonElement.Parse(received[0].Body).GetProperty("entry").GetArrayLength().ShouldBe(3);
        var other = JsonElement.Parse(received[2].Body);
        other.GetProperty("object").GetInt32().ShouldBe(4);
        other.GetProperty("entry")[0].GetProperty("id").GetString().ShouldBe("7126711421177430274");
    }

    [Fact]
    public async Task Leads_can_be_sent_in_bodies_of_their_own_with_the_newest_first()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var sent = await SendAsync(
            new
            {
                target = receiver.Address,
                count = 3,
                times = 2,
                reorder = true,
            }
        );

        var received = await receiver.WaitAsync(6);

        var entries = received.Select(one => JsonElement.Parse(one.Body).GetProperty("entry")).ToList();
        entries.ShouldAllBe(entry => entry.GetArrayLength() == 1);
        entries
            .Select(entry => entry[0].GetProperty("id").GetRawText())
            .ShouldBe(
                sent.GetProperty("entryIds")
                    .EnumerateArray()
                    .Reverse()
                    .SelectMany(id => Enumerable.Repeat(id.GetString(), 2))
            );
        entries
            .Select(entry => entry[0].GetProperty("create_time").GetInt64())
            .Distinct()
            .ShouldBeInOrder(SortDirection.Descending);
    }

    private Task<JsonElement> SendAsync(object order) => host.PostAsync("/sim/tiktok-leadgen/leads", order);
}
