using System.Net;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Leads;

public sealed class SortedLeadsTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private readonly TestServer server = shared.Server;
    private SignedIn owner = null!;

    public async Task InitializeAsync() => owner = await server.RegisterTenantAsync();

    public Task DisposeAsync()
    {
        owner.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task By_name_as_a_turkish_reader_looks_them_up_and_without_a_name_last()
    {
        foreach (var name in new[] { "Zeynep", "çiğdem", "Cem", "Işık", "İpek", "Ömer", "Oya", "cem" })
        {
            await owner.AddLeadAsync(new { fullName = name });
        }

        await owner.AddLeadAsync(new { email = "x@example.com" });
        await owner.AddLeadAsync(new { email = "y@example.com" });

        var names = await PagedAsync("sort=fullName", limit: 2);

        names.Count.ShouldBe(10);
        names.Take(2).Order(StringComparer.Ordinal).ShouldBe(["Cem", "cem"]);
        names.Skip(2).Take(6).ShouldBe(["çiğdem", "Işık", "İpek", "Oya", "Ömer", "Zeynep"]);
        names.Skip(8).ShouldAllBe(name => name == null);
        (await PagedAsync("sort=fullName&q=em", limit: 1)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task By_change_newest_first_among_those_that_never_changed_too()
    {
        var ids = new List<Guid>();
        foreach (var number in Enumerable.Range(0, 7))
        {
            ids.Add(await owner.AddLeadAsync(new { fullName = $"L{number}" }));
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        foreach (var changed in (int[])[3, 0, 5])
        {
            await owner.CallAsync(
                HttpMethod.Patch,
                $"{LeadCalls.Leads}/{ids[changed]}",
                new { tags = Enumerable.Repeat("x", 1) }
            );
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await owner.AddLeadAsync(new { fullName = "L7" });

        foreach (var limit in new[] { 1, 2, 3, 200 })
        {
            (await PagedAsync("sort=-updatedAt", limit)).ShouldBe(["L7", "L5", "L0", "L3", "L6", "L4", "L2", "L1"]);
        }

        (await PagedAsync("sort=-updatedAt&tag=x", limit: 2)).ShouldBe(["L5", "L0", "L3"]);
        (await PagedAsync("sort=-updatedAt&q=l3", limit: 2)).ShouldBe(["L3"]);
    }

    [Fact]
    public async Task A_cursor_is_good_for_its_own_order_alone_and_names_nobody()
    {
        await owner.AddLeadAsync(new { fullName = "Ayşe" });
        await owner.AddLeadAsync(new { fullName = "Burak" });
        var cursor = (await owner.ReadAsync(LeadCalls.Leads + "?limit=1&sort=fullName")).Text("nextCursor")!;

        System
            .Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(cursor))
            .ShouldNotContain("Ay");
        await owner.CallAsync(
            HttpMethod.Get,
            $"{LeadCalls.Leads}?sort=-updatedAt&cursor={cursor}",
            expected: HttpStatusCode.BadRequest
        );
    }

    private async Task<List<string?>> PagedAsync(string query, int limit)
    {
        var names = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await owner.ReadAsync(
                $"{LeadCalls.Leads}?{query}&limit={limit}" + (cursor is null ? "" : $"&cursor={cursor}")
            );
            names.AddRange(page.GetProperty("data").EnumerateArray().Select(lead => lead.Text("fullName")));
            cursor = page.Text("nextCursor");
        } while (cursor is not null);

        return names;
    }
}
