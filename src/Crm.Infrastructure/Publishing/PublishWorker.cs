using Crm.Application.Publishing;
using Crm.Application.Publishing.Sending;
using Crm.Domain.Tenancy;
using Crm.Infrastructure.DueWork;
using Crm.Infrastructure.Persistence;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Crm.Infrastructure.Publishing;

/// <summary>Has published what is due, and looked up what is in doubt.</summary>
internal sealed class PublishWorker(DueWorkLoop loop) : BackgroundService
{
    private static readonly DueKind Posts = new(
        DuePosts.Topic,
        """
        select tenant_id, post_id, account_id, subscription_status, period_ends_at
        from lookup.lease_due_posts($1, $2, $3, $4, $5)
        """,
        AtOnce: 64,
        // Longer than what a target waits for its turn and the time until its intent is stored.
        Lease: TimeSpan.FromMinutes(3),
        (row, now) => new PublishTarget(row.GetGuid(1), row.GetGuid(2), IsSubscribed(row, now))
    );

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => loop.RunAsync(Posts, stoppingToken);

    private static bool IsSubscribed(NpgsqlDataReader row, DateTimeOffset now) =>
        !row.IsDBNull(3)
        && Subscription.IsActive(
            EnumText<SubscriptionStatus>.Parse(row.GetString(3)),
            row.GetFieldValue<DateTimeOffset>(4),
            now
        );
}
