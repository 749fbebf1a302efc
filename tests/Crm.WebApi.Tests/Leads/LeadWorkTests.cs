using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Leads;

public sealed class LeadWorkTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private SignedIn owner = null!;

    public async Task InitializeAsync() => owner = await shared.Server.RegisterTenantAsync();

    public Task DisposeAsync()
    {
        owner.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_change_touches_what_it_names_and_null_clears()
    {
        var id = await owner.AddLeadAsync(
            new
            {
                fullName = "Ayşe",
                email = "a@example.com",
                phone = "0532 123 45 67",
                tags = Enumerable.Repeat("vip", 1),
                customFields = new { room = 12 },
            }
        );

        var changed = await PatchAsync(
            id,
            """{"fullName":"Işıl Güneş","email":null,"phone":"0533 765 43 21","tags":["a","b"],"customFields":{"floor":3}}"""
        );

        changed.Text("fullName").ShouldBe("Işıl Güneş");
        changed.GetProperty("email").ValueKind.ShouldBe(JsonValueKind.Null);
        changed.Text("phone").ShouldBe("+905337654321");
        changed.Text("phoneRaw").ShouldBe("0533 765 43 21");
        changed.GetProperty("tags").GetArrayLength().ShouldBe(2);
        changed.GetProperty("customFields").TryGetProperty("room", out _).ShouldBeFalse();
        (await owner.NamesAsync("?q=isil")).ShouldBe("Işıl Güneş");
        (await owner.NamesAsync("?q=ayse")).ShouldBe("");
        var kept = await PatchAsync(id, """{"tags":null}""");
        kept.Text("fullName").ShouldBe("Işıl Güneş");
        kept.GetProperty("tags").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"fullName":null,"email":null,"phone":null}""", "fullName")]
    [InlineData("""{"email":"nonsense"}""", "email")]
    [InlineData("""{"phone":"call me"}""", "phone")]
    [InlineData("""{"status":"sold"}""", "status")]
    [InlineData("""{"status":null}""", "status")]
    [InlineData("""{"ownerId":"019ab1c2-0000-7000-8000-000000000000"}""", "ownerId")]
    [InlineData("""{"customFields":[1]}""", "customFields")]
    [InlineData("""{"createdAt":"2026-01-01T00:00:00Z"}""", "createdAt")]
    public async Task What_cannot_be_changed_is_named_and_nothing_is(string body, string member)
    {
        var id = await owner.AddLeadAsync(new { fullName = "Ayşe" });

        var problem = await PatchAsync(id, body, HttpStatusCode.BadRequest);

        problem.GetProperty("errors").TryGetProperty(member, out _).ShouldBeTrue(problem.ToString());
        (await owner.NamesAsync()).ShouldBe("Ayşe");
    }

    [Fact]
    public async Task Who_changes_what_somebody_changed_meanwhile_is_refused()
    {
        var id = await owner.AddLeadAsync(new { fullName = "Ayşe" });
        using var read = await owner.Client.GetAsync($"{LeadCalls.Leads}/{id}");
        await PatchAsync(id, """{"fullName":"Ayşe Yılmaz"}""");

        using var request = new HttpRequestMessage(HttpMethod.Patch, $"{LeadCalls.Leads}/{id}");
        request.Content = JsonContent.Create(new { fullName = "Other" });
        request.Headers.IfMatch.Add(read.Headers.ETag!);
        using var refused = await owner.Client.SendAsync(request);

        refused.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await owner.NamesAsync()).ShouldBe("Ayşe Yılmaz");
    }

    [Fact]
    public async Task The_timeline_tells_who_did_what_newest_first_page_by_page()
    {
        var id = await owner.AddLeadAsync(
            new
            {
                fullName = "Ayşe",
                note = "Ararsınız",
                consent = new { channel = "sms", granted = true },
            }
        );
        Turn();
        await PostAsync(id, "status", new { status = "contacted" });
        Turn();
        await PostAsync(id, "assign", new { ownerId = owner.UserId });
        Turn();
        await owner.CallAsync(
            HttpMethod.Post,
            $"{LeadCalls.Leads}/{id}/notes",
            new { text = " Yarın aranacak " },
            HttpStatusCode.Created
        );
        Turn();
        await PatchAsync(id, """{"status":"won","ownerId":null}""");

        var all = await EntriesAsync(id, limit: 50);
        all.Take(2).Select(entry => entry.Text("kind")).Order().ShouldBe(["assignment", "status"]);
        all.Skip(2).Take(3).Select(entry => entry.Text("kind")).ShouldBe(["note", "assignment", "status"]);
        all.Skip(5).Select(entry => entry.Text("kind")).Order().ShouldBe(["consent", "submission"]);
        all[2].Text("text").ShouldBe("Yarın aranacak");
        all[2].GetProperty("by").Text("kind").ShouldBe("person");
        all[2].GetProperty("by").GetProperty("id").GetGuid().ShouldBe(owner.UserId);
        all[3].TryGetProperty("from", out _).ShouldBeFalse();
        all[3].Text("to").ShouldBe(owner.UserId.ToString());
        (all[4].Text("from"), all[4].Text("to")).ShouldBe(("new", "contacted"));

        var paged = await EntriesAsync(id, limit: 2);
        paged.Select(entry => entry.Text("id")).ShouldBe(all.Select(entry => entry.Text("id")));
    }

    [Fact]
    public async Task What_changes_nothing_is_not_told_and_raises_no_version()
    {
        var id = await owner.AddLeadAsync(new { fullName = "Ayşe" });
        await PostAsync(id, "status", new { status = "new" });
        await PostAsync(id, "assign", new { ownerId = (Guid?)null });

        (await EntriesAsync(id, limit: 50)).ShouldBeEmpty();
        using var read = await owner.Client.GetAsync($"{LeadCalls.Leads}/{id}");
        read.Headers.ETag!.Tag.ShouldStartWith("\"1-");
    }

    [Fact]
    public async Task A_correction_is_told_by_its_members_and_never_by_what_they_held()
    {
        using var added = await owner.Client.PostAsJsonAsync(
            "/api/v1/venues",
            new { name = "Lobi", externalId = "L-1" }
        );
        await added.ShouldBeAsync(HttpStatusCode.Created);
        var id = await owner.AddLeadAsync(
            new
            {
                fullName = "Ayşe",
                email = "ayse@example.com",
                phone = "0532 123 45 67",
                customFields = new { room = 12, floor = 3 },
            }
        );
        Turn();
        await PatchAsync(
            id,
            """{"fullName":"Işıl","email":null,"phone":"0533 765 43 21","venueId":"L-1","tags":["vip"]}"""
        );
        Turn();
        await PatchAsync(id, """{"fullName":"Işıl","tags":["vip"],"customFields":{"floor":3,"room":12}}""");
        Turn();
        await PatchAsync(id, """{"status":"contacted","customFields":{"floor":4}}""");

        var entries = await EntriesAsync(id, limit: 50);

        var changes = entries.Where(entry => entry.Text("kind") == "change").ToList();
        changes.Select(Members).ShouldBe(["customFields", "fullName email phone venueId tags"]);
        changes[1].GetProperty("by").GetProperty("id").GetGuid().ShouldBe(owner.UserId);
        foreach (var value in new[] { "Ayşe", "Işıl", "ayse@", "532", "533", "vip" })
        {
            changes[1].GetRawText().ShouldNotContain(value);
        }

        entries.Single(entry => entry.Text("kind") == "status").TryGetProperty("members", out _).ShouldBeFalse();

        static string Members(JsonElement entry) =>
            string.Join(' ', entry.GetProperty("members").EnumerateArray().Select(member => member.GetString()));
    }

    [Fact]
    public async Task Notes_that_are_written_at_once_are_all_kept()
    {
        var id = await owner.AddLeadAsync(new { fullName = "Ayşe" });

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(number =>
                    owner.Client.PostAsJsonAsync($"{LeadCalls.Leads}/{id}/notes", new { text = $"Note {number}" })
                )
        );

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created);
        (await EntriesAsync(id, limit: 3)).Count.ShouldBe(10);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("019ab1c20000700080000000000000000")]
    [InlineData("zzzab1c2000070008000000000000000ff")]
    public async Task A_hostile_cursor_is_refused(string cursor)
    {
        var id = await owner.AddLeadAsync(new { fullName = "Ayşe" });

        await owner.CallAsync(
            HttpMethod.Get,
            $"{LeadCalls.Leads}/{id}/timeline?cursor={cursor}",
            expected: HttpStatusCode.BadRequest
        );
    }

    private async Task<List<JsonElement>> EntriesAsync(Guid id, int limit)
    {
        var entries = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await owner.ReadAsync(
                $"{LeadCalls.Leads}/{id}/timeline?limit={limit}" + (cursor is null ? "" : $"&cursor={cursor}")
            );
            entries.AddRange(page.GetProperty("data").EnumerateArray());
            cursor = page.Text("nextCursor");
        } while (cursor is not null);

        return entries;
    }

    private void Turn() => shared.Server.Clock.Advance(TimeSpan.FromSeconds(1));

    private Task<JsonElement> PostAsync(Guid id, string what, object body) =>
        owner.CallAsync(HttpMethod.Post, $"{LeadCalls.Leads}/{id}/{what}", body);

    private Task<JsonElement> PatchAsync(Guid id, string body, HttpStatusCode expected = HttpStatusCode.OK) =>
        owner.CallAsync(
            HttpMethod.Patch,
            $"{LeadCalls.Leads}/{id}",
            JsonDocument.Parse(body).RootElement.Clone(),
            expected
        );
}
