using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Leads;

public sealed class LeadsApiTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private const string Leads = "/api/v1/leads";

    private readonly TestServer server = shared.Server;
    private SignedIn owner = null!;

    public async Task InitializeAsync() => owner = await server.RegisterTenantAsync();

    public Task DisposeAsync()
    {
        owner.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_created_lead_is_answered_listed_and_read_in_the_same_shape()
    {
        using var response = await PostAsync(
            new
            {
                fullName = " Ayşe Yılmaz ",
                email = "Ayse@Example.com",
                phone = "0532 123 45 67",
                tags = Enumerable.Repeat("vip", 1),
                customFields = new { room = 12, note = "çift kişilik" },
                note = "Ararsınız",
            }
        );
        var created = await JsonAsync(response);

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = created.GetProperty("id").GetGuid();
        response.Headers.Location!.ToString().ShouldBe($"{Leads}/{id}");
        created.GetProperty("fullName").GetString().ShouldBe("Ayşe Yılmaz");
        created.GetProperty("phone").GetString().ShouldBe("+905321234567");
        created.GetProperty("phoneRaw").GetString().ShouldBe("0532 123 45 67");
        created.GetProperty("status").GetString().ShouldBe("new");
        created.GetProperty("customFields").GetProperty("room").GetInt32().ShouldBe(12);
        created.GetProperty("firstTouch").GetProperty("source").GetString().ShouldBe("api");

        var listed = (await GetAsync(Leads)).GetProperty("data")[0];
        var read = await GetAsync($"{Leads}/{id}");
        foreach (var member in listed.EnumerateObject())
        {
            JsonElement.DeepEquals(member.Value, created.GetProperty(member.Name)).ShouldBeTrue(member.Name);
            JsonElement.DeepEquals(member.Value, read.GetProperty(member.Name)).ShouldBeTrue(member.Name);
        }

        read.GetProperty("submissions")[0]
            .GetProperty("answers")[0]
            .GetProperty("value")
            .GetString()
            .ShouldBe("Ararsınız");
        read.GetProperty("consents").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_same_people_posted_at_once_to_many_tenants_become_a_lead_of_each()
    {
        SignedIn[] owners = [owner, await server.RegisterTenantAsync(), await server.RegisterTenantAsync()];
        await Task.WhenAll(
            from one in owners
            from number in Enumerable.Range(0, 20)
            select one.Client.PostAsJsonAsync(Leads, new { fullName = one.Email, email = $"guest{number}@example.com" })
        );

        foreach (var one in owners)
        {
            var listed = await one.Client.GetFromJsonAsync<JsonElement>($"{Leads}?limit=200");
            var own = listed.GetProperty("data").EnumerateArray().ToList();

            own.Count.ShouldBe(20);
            own.ShouldAllBe(lead => lead.GetProperty("fullName").GetString() == one.Email);
        }
    }

    [Fact]
    public async Task The_same_phone_posted_fifty_times_at_once_on_two_servers_is_one_lead()
    {
        await using var second = await TestServer.StartAsync(server.Database, server.Clock);
        using var other = await second.ClientForAsync(owner);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(number =>
                    (number % 2 == 0 ? owner.Client : other).PostAsJsonAsync(
                        Leads,
                        new { phone = number % 3 == 0 ? "05321234567" : "+90 532 123 45 67", fullName = $"N {number}" }
                    )
                )
        );

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(49);
        var page = await GetAsync(Leads + "?includeTotal=true");
        page.GetProperty("total").GetInt32().ShouldBe(1);
        var lead = await GetAsync($"{Leads}/{page.GetProperty("data")[0].GetProperty("id").GetGuid()}");
        lead.GetProperty("submissions").GetArrayLength().ShouldBe(49);
    }

    [Fact]
    public async Task A_duplicate_is_merged_created_or_rejected_as_asked()
    {
        var first = await JsonAsync(await PostAsync(new { email = "a@example.com" }));
        var merged = await JsonAsync(
            await PostAsync(
                new
                {
                    email = "A@example.com",
                    fullName = "Ayşe",
                    tags = Enumerable.Repeat("x", 1),
                }
            )
        );
        using var rejected = await PostAsync(new { email = "a@example.com", onDuplicate = "reject" });
        using var created = await PostAsync(new { email = "a@example.com", onDuplicate = "create" });

        merged.GetProperty("merged").GetBoolean().ShouldBeTrue();
        merged.GetProperty("id").GetGuid().ShouldBe(first.GetProperty("id").GetGuid());
        merged.GetProperty("fullName").GetString().ShouldBe("Ayşe");
        rejected.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await JsonAsync(rejected)).GetProperty("code").GetString().ShouldBe("duplicate_lead");
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("""{}""", "fullName")]
    [InlineData("""{"email":"nonsense"}""", "email")]
    [InlineData("""{"phone":"call me"}""", "phone")]
    [InlineData("""{"fullName":"A","status":"sold"}""", "status")]
    [InlineData("""{"fullName":"A","customFields":[1]}""", "customFields")]
    [InlineData("""{"fullName":"A","customFields":{"n":1e999999}}""", "customFields")]
    [InlineData("""{"fullName":"A","ownerId":"019ab1c2-0000-7000-8000-000000000000"}""", "ownerId")]
    [InlineData("""{"fullName":"A","surprise":1}""", "surprise")]
    public async Task What_cannot_be_taken_is_named(string body, string member)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await owner.Client.PostAsync(Leads, content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await JsonAsync(response);
        problem.GetProperty("errors").TryGetProperty(member, out var faults).ShouldBeTrue(problem.ToString());
        faults[0].GetString()!.Length.ShouldBeGreaterThan(10);
    }

    [Theory]
    [InlineData("cursor=abc")]
    [InlineData("cursor=%00%ff")]
    [InlineData("cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("sort=phone")]
    [InlineData("ownerId=me")]
    [InlineData("surprise=1")]
    [InlineData("from=yesterday")]
    public async Task A_hostile_query_is_refused(string query)
    {
        using var response = await owner.Client.GetAsync($"{Leads}?{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("\u0640")]
    [InlineData("\u0301")]
    [InlineData(" \u064e ")]
    public async Task A_search_for_signs_that_are_passed_over_finds_nobody(string query)
    {
        (await PostAsync(new { fullName = "Ayşe" })).Dispose();

        var page = await GetAsync($"{Leads}?includeTotal=true&q={Uri.EscapeDataString(query)}");

        page.GetProperty("data").GetArrayLength().ShouldBe(0);
        page.GetProperty("total").GetInt32().ShouldBe(0);
        page.GetProperty("nextCursor").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_cursor_is_good_for_its_own_tenant_and_order_only_and_linked()
    {
        foreach (var number in Enumerable.Range(0, 3))
        {
            (await PostAsync(new { fullName = $"Lead {number}" })).Dispose();
        }

        using var page = await owner.Client.GetAsync($"{Leads}?limit=2&q=lead");
        var cursor = (await JsonAsync(page)).GetProperty("nextCursor").GetString()!;
        var next = page.Headers.GetValues("Link").Single();
        next.ShouldEndWith(">; rel=\"next\"");
        var followed = await GetAsync(next[1..next.IndexOf('>', StringComparison.Ordinal)]);
        followed.GetProperty("data").GetArrayLength().ShouldBe(1);
        followed.GetProperty("nextCursor").ValueKind.ShouldBe(JsonValueKind.Null);

        using var stranger = await server.RegisterTenantAsync();
        using var foreign = await stranger.Client.GetAsync($"{Leads}?cursor={cursor}");
        using var turned = await owner.Client.GetAsync($"{Leads}?sort=createdAt&cursor={cursor}");
        var altered = (cursor[0] == 'A' ? 'B' : 'A') + cursor[1..];
        using var forged = await owner.Client.GetAsync($"{Leads}?cursor={altered}");
        new[] { foreign, turned, forged }.ShouldAllBe(response => response.StatusCode == HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Another_tenant_sees_nothing_and_the_reader_who_has_it_gets_304()
    {
        using var created = await PostAsync(new { fullName = "Ayşe" });
        var path = created.Headers.Location!.ToString();
        using var stranger = await server.RegisterTenantAsync();

        (await stranger.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var list = await JsonAsync(await stranger.Client.GetAsync(Leads + "?q=ayse"));
        list.GetProperty("data").GetArrayLength().ShouldBe(0);

        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        using var read = await owner.Client.GetAsync(path);
        again.Headers.IfNoneMatch.Add(read.Headers.ETag!);
        (await owner.Client.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Who_has_a_lead_whose_consent_was_withdrawn_meanwhile_is_given_it_anew()
    {
        using var created = await PostAsync(new { email = "taze@example.com" });
        var path = created.Headers.Location!.ToString();
        using var read = await owner.Client.GetAsync(path);
        using var withdrawn = await owner.Client.PostAsJsonAsync(
            path + "/consents",
            new { channel = "email", granted = false }
        );
        await withdrawn.ShouldBeAsync(HttpStatusCode.Created);

        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(read.Headers.ETag!);
        (await owner.Client.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_last_day_there_is_and_a_question_that_is_null_are_refused()
    {
        using var proof = await owner.Client.GetAsync($"{Leads}/reconciliation?from=9999-12-01&to=9999-12-31");
        using var mapping = await owner.Client.PutAsJsonAsync(
            $"/api/integrations/accounts/{Guid.CreateVersion7()}/forms/1/mapping/",
            new { mapping = new object?[] { null } }
        );

        (await proof.ShouldBeAsync(HttpStatusCode.BadRequest))
            .GetProperty("errors")
            .TryGetProperty("from", out _)
            .ShouldBeTrue();
        (await mapping.ShouldBeAsync(HttpStatusCode.BadRequest))
            .GetProperty("errors")
            .TryGetProperty("mapping[0]", out _)
            .ShouldBeTrue();
    }

    private Task<HttpResponseMessage> PostAsync(object body) => owner.Client.PostAsJsonAsync(Leads, body);

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await owner.Client.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());

        return await JsonAsync(response);
    }

    private static Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        response.Content.ReadFromJsonAsync<JsonElement>();
}
