using Crm.Domain.Common;
using Crm.Domain.Leads;
using Crm.Infrastructure.Leads;
using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Leads;

public sealed class LeadAdditionsTests
{
    [Fact]
    public async Task A_person_whose_lead_is_being_merged_keeps_nobody_else_waiting()
    {
        await using var server = await TestServer.StartAsync();
        var additions = server.Services.GetRequiredService<LeadAdditions>();
        var busy = Of("busy@example.com");
        await using var merging = new NpgsqlConnection(server.Database.ConnectionString);
        await merging.OpenAsync();
        await using var transaction = await merging.BeginTransactionAsync();
        await using var held = new NpgsqlCommand("select pg_advisory_xact_lock($1)", merging, transaction);
        held.Parameters.AddWithValue(LeadLocks.Of(busy.Lead, null).Single());
        await held.ExecuteNonQueryAsync();

        var waiting = additions.AddAsync(busy);
        var others = await Task.WhenAll(
                Enumerable.Range(0, 50).Select(number => additions.AddAsync(Of($"guest{number}@example.com")))
            )
            .WaitAsync(Poll.Patience);

        others.ShouldAllBe(isAdded => isAdded);
        waiting.IsCompleted.ShouldBeFalse();
        await transaction.CommitAsync();
        (await waiting).ShouldBeTrue();
    }

    private static Addition Of(string email)
    {
        var now = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
        var details = new LeadDetails(
            "Guest",
            EmailAddress.Parse(email),
            Phone: null,
            PhoneRaw: null,
            new Touch(now, "api")
        );

        return new(Lead.Create(TenantId.New(), details, now), Submission: null, EvenIfDuplicate: false);
    }
}
