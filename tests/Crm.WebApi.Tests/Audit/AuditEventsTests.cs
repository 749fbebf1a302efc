using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Application.Tenancy.Contracts;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Audit;

public sealed class AuditEventsTests(AuditServer server) : IClassFixture<AuditServer>, IAsyncLifetime
{
    private AuditWorld world = null!;

    public async Task InitializeAsync() => world = await server.AddTenantAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_company_begins_with_who_made_it()
    {
        var began = (await world.ListAsync()).ShouldHaveSingleItem();

        began.GetProperty("action").GetString().ShouldBe("tenant.created");
        began.GetProperty("actor").GetProperty("kind").GetString().ShouldBe("person");
        began.GetProperty("actor").GetProperty("id").GetGuid().ShouldBe(world.Owner.UserId);
        began.GetProperty("actor").GetProperty("name").GetString()!.ShouldStartWith("Owner");
        began.GetProperty("address").GetString().ShouldBe("127.0.0.1");
        began.GetProperty("resource").GetProperty("id").GetGuid().ShouldBe(world.Owner.TenantId);
        began.GetProperty("after").GetProperty("country").GetString().ShouldBe("TR");
        began.GetProperty("personal").GetProperty("email").GetString().ShouldBe(world.Owner.Email);
        began.GetProperty("sealed").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Changes_of_an_integration_are_told_with_before_and_after_and_without_secrets()
    {
        using var created = await world.Owner.Client.PostAsJsonAsync(
            "/api/integrations/accounts/",
            new { platform = "tiktok", name = "Shop" }
        );
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        var path = $"/api/integrations/accounts/{id}/";
        using var changed = await world.Owner.Client.PatchAsJsonAsync(path, new { name = "Store" });
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var rotated = await world.Owner.Client.PostAsync(path + "rotate-webhook-key/", content: null);
        using var deleted = await world.Owner.Client.DeleteAsync(path);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var told = await world.ListAsync($"?resourceId={id}");

        told.Select(one => one.GetProperty("action").GetString())
            .ShouldBe(
                rotated.IsSuccessStatusCode
                    ?
                    [
                        "integration.created",
                        "integration.changed",
                        "integration.webhook_key_rotated",
                        "integration.deleted",
                    ]
                    : ["integration.created", "integration.changed", "integration.deleted"],
                ignoreOrder: true
            );
        var change = told.Single(one => one.GetProperty("action").GetString() == "integration.changed");
        change.GetProperty("before").GetProperty("name").GetString().ShouldBe("Shop");
        change.GetProperty("after").GetProperty("name").GetString().ShouldBe("Store");
        change.GetProperty("actor").GetProperty("id").GetGuid().ShouldBe(world.Owner.UserId);
    }

    [Fact]
    public async Task A_change_that_is_refused_leaves_no_record()
    {
        using var created = await world.Owner.Client.PostAsJsonAsync(
            "/api/integrations/accounts/",
            new { platform = "tiktok", name = "Shop" }
        );
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/integrations/accounts/{id}/")
        {
            Content = JsonContent.Create(new { name = "Store" }),
            Headers = { { "If-Match", "\"1\"" } },
        };
        using var refused = await world.Owner.Client.SendAsync(request);

        refused.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await world.ListAsync("?action=integration.changed")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_go_back_in_time_without_skipping_or_repeating()
    {
        for (var number = 0; number < 25; number++)
        {
            world.Server.Clock.Advance(TimeSpan.FromSeconds(1));
            await world.RecordAsync(new AuditEntry($"thing.done{number}", "thing", null));
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var query = "?limit=10" + (cursor is null ? "" : $"&cursor={cursor}");
            var page = await world.Owner.Client.GetFromJsonAsync<JsonElement>("/api/v1/audit-events" + query);
            seen.AddRange(
                page.GetProperty("data").EnumerateArray().Select(one => one.GetProperty("action").GetString()!)
            );
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
            await world.RecordAsync(new AuditEntry("thing.meanwhile", "thing", null));
        } while (cursor is not null);

        seen.ShouldBe([.. Enumerable.Range(0, 25).Reverse().Select(number => $"thing.done{number}"), "tenant.created"]);
    }

    [Fact]
    public async Task Filters_find_what_they_name()
    {
        var resource = Guid.CreateVersion7();
        var start = world.Server.Clock.GetUtcNow();
        await world.RecordAsync(new AuditEntry("thing.done", "thing", resource));
        world.Server.Clock.Advance(TimeSpan.FromMinutes(30));
        await world.RecordAsync(new AuditEntry("other.done", "other", null));

        (await ActionsAsync($"resourceId={resource}")).ShouldBe(["thing.done"]);
        (await ActionsAsync("resourceType=other")).ShouldBe(["other.done"]);
        (await ActionsAsync("action=thing.done")).ShouldBe(["thing.done"]);
        (await ActionsAsync($"actorId={world.Owner.UserId}")).ShouldBe(["tenant.created"]);
        (await ActionsAsync($"from={Text(start.AddMinutes(1))}")).ShouldBe(["other.done"]);
        (await ActionsAsync($"to={Text(start)}")).ShouldBeEmpty();
        (await ActionsAsync($"from={Text(start)}&to={Text(start.AddMinutes(30))}&resourceType=thing")).ShouldBe([
            "thing.done",
        ]);
        using var broken = await world.Owner.Client.GetAsync("/api/v1/audit-events?cursor=yesterday");
        broken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_erased_person_is_gone_from_the_trail_and_the_chain_still_holds()
    {
        var subject = Guid.CreateVersion7();
        var entry = new AuditEntry("lead.changed", "lead", subject)
        {
            SubjectId = subject,
            Personal = new Dictionary<string, string?> { ["fullName"] = "Ayşe Kaya" },
        };
        await world.SealAsync();
        await world.RecordAsync(entry);
        await world.SealAsync();
        var before = (await world.ListAsync("?action=lead.changed")).ShouldHaveSingleItem();
        before.GetProperty("personal").GetProperty("fullName").GetString().ShouldBe("Ayşe Kaya");
        before.GetProperty("sealed").GetBoolean().ShouldBeTrue();
        before.GetProperty("sequence").GetInt64().ShouldBe(2);

        await world.ForgetAsync(subject);
        await world.RecordAsync(entry with { Action = "lead.erased" });
        await world.SealAsync();

        foreach (var told in await world.ListAsync("?resourceType=lead"))
        {
            (told.TryGetProperty("personal", out var personal) ? personal.ValueKind : JsonValueKind.Null).ShouldBe(
                JsonValueKind.Null
            );
        }

        (await world.ListAsync("?action=lead.changed"))[0].GetProperty("erased").GetBoolean().ShouldBeTrue();
        (
            await world.ReadAsync<bool>(
                $"select sealed_key is null from tenancy.audit_key where erased_at is not null and tenant_id = '{world.TenantId}'"
            )
        ).ShouldBe([true]);
        await world.ShouldBeWholeAsync();
    }

    [Fact]
    public async Task Two_who_tell_about_one_person_at_once_use_one_key()
    {
        var subject = Guid.CreateVersion7();
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    world.RecordAsync(
                        new AuditEntry("lead.changed", "lead", subject)
                        {
                            SubjectId = subject,
                            Personal = new Dictionary<string, string?> { ["fullName"] = "Ayşe Kaya" },
                        }
                    )
                )
        );

        (await world.ListAsync("?action=lead.changed"))
            .Select(told => told.GetProperty("personal").GetProperty("fullName").GetString())
            .ShouldBe(Enumerable.Repeat("Ayşe Kaya", 8));
    }

    [Fact]
    public async Task Nothing_personal_lies_open_in_the_database()
    {
        (await world.ReadAsync<string>("select e::text from tenancy.audit_event e")).ShouldAllBe(row =>
            !row.Contains(world.Owner.Email) && !row.Contains("Owner ")
        );
    }

    private async Task<List<string>> ActionsAsync(string query) =>
        [.. (await world.ListAsync("?" + query)).Select(one => one.GetProperty("action").GetString()!)];

    private static string Text(DateTimeOffset time) => Uri.EscapeDataString(time.ToString("O"));
}
