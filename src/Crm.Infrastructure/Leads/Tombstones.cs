using System.Security.Cryptography;
using System.Text;
using Crm.Domain.Common;
using Crm.Domain.Leads;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Vault;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Leads;

/// <summary>
/// What an erased person had sent, by hashes under a key that does not lie in the database: enough to know it when it comes
/// again, and nothing to know the person by.
/// </summary>
internal sealed class Tombstones(DataKeyVault vault, TimeProvider time)
{
    private byte[]? key;

    /// <summary>Empty for what nobody can send again.</summary>
    public async ValueTask<byte[][]> MarksOfAsync(Lead lead, Submission submission, CancellationToken cancellationToken)
    {
        if (submission.DedupeKey == submission.Id.ToString())
        {
            return [];
        }

        await LoadKeyAsync(cancellationToken);

        return [.. Marks(lead.TenantId, [submission.DedupeKey], [lead.NormalizedEmail], [lead.Phone])];
    }

    public async Task<bool> CoverAsync(
        CrmDbContext context,
        Lead lead,
        Submission submission,
        CancellationToken cancellationToken
    )
    {
        var marks = await MarksOfAsync(lead, submission, cancellationToken);
        var sentAt = (submission.SubmittedAt ?? submission.ReceivedAt).ToUniversalTime();

        return marks.Length > 0
            && await context
                .Database.SqlQuery<int>(
                    $"select 1 as \"Value\" from leads.tombstone where mark = any ({marks}) and erased_at >= {sentAt}"
                )
                .AnyAsync(cancellationToken);
    }

    /// <summary>In the transaction of the erasure. One submission is known for ever, a person by what was sent before.</summary>
    public async Task AddAsync(
        CrmDbContext context,
        TenantId tenantId,
        IReadOnlyList<string> dedupeKeys,
        IReadOnlyList<string> emails,
        IReadOnlyList<string> phones,
        CancellationToken cancellationToken
    )
    {
        await LoadKeyAsync(cancellationToken);
        var now = time.GetUtcNow();
        var people = Marks(tenantId, [], emails, phones).ToArray();
        var submissions = Marks(tenantId, dedupeKeys, [], []).ToArray();
        await context.Database.ExecuteSqlAsync(
            $"""
            insert into leads.tombstone (tenant_id, mark, erased_at)
            select {tenantId.Value}, mark, {now} from unnest({people}) mark
            union
            select {tenantId.Value}, mark, 'infinity' from unnest({submissions}) mark
            on conflict (tenant_id, mark) do update set erased_at = greatest(tombstone.erased_at, excluded.erased_at)
            """,
            cancellationToken
        );
    }

    private IEnumerable<byte[]> Marks(
        TenantId tenantId,
        IEnumerable<string> dedupeKeys,
        IEnumerable<string?> emails,
        IEnumerable<string?> phones
    ) =>
        dedupeKeys
            .Select(name => "s:" + name)
            .Concat(emails.OfType<string>().Select(email => "e:" + email))
            .Concat(phones.OfType<string>().Select(phone => "p:" + phone))
            .Select(name => HMACSHA256.HashData(key!, Encoding.UTF8.GetBytes($"{tenantId}|{name}")));

    private async ValueTask LoadKeyAsync(CancellationToken cancellationToken) =>
        key ??= await vault.DeriveAsync("tombstones", cancellationToken);
}
