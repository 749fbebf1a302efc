using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using Crm.Application.Tenancy.Ledger;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Crm.Infrastructure.Tenancy;

internal sealed class Ledger(CrmDbContext context, ITenantContext tenant, IAuditTrail audit, TimeProvider time)
    : ILedger
{
    // The first booking opens the balance, and writes to the tenant's row: whoever changes the currency meanwhile is refused.
    private const string Open = """
        with opening as (
            update tenancy.tenant set currency = currency
            where tenant_id = $1 and not exists (select from tenancy.balance where tenant_id = $1)
            returning tenant_id, currency
        )
        insert into tenancy.balance (tenant_id, amount, permitted_overdraft, currency, entries)
        select tenant_id, 0, 0, currency, 0 from opening
        on conflict (tenant_id) do nothing
        """;

    private const string Lock = "select from tenancy.balance where tenant_id = $1 for update";

    // The condition is judged on the row as it is once all who came before have committed.
    private const string Move = """
        update tenancy.balance set amount = amount + $2, entries = entries + 1
        where tenant_id = $1 and ($2 > 0 or amount + $2 >= -permitted_overdraft)
        returning amount, entries, currency
        """;

    public async Task<BalanceEntry> BookAsync(Booking booking, CancellationToken cancellationToken)
    {
        await using var transaction = await JoinedTransaction.BeginAsync(context, cancellationToken);
        await PrepareAsync(waitsForOthers: booking.Reference is not null, cancellationToken);
        if (await FindEarlierAsync(booking, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        var entry = await MoveAsync(booking, cancellationToken) ?? throw await RefusalAsync(cancellationToken);
        context.Add(entry);
        await audit.RecordAsync(Audited(entry), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);

        return entry;
    }

    /// <param name="waitsForOthers">So that an entry with the same reference, booked at the same moment, is seen.</param>
    private async Task PrepareAsync(bool waitsForOthers, CancellationToken cancellationToken)
    {
        await using var batch = Batch();
        batch.Add(Open, TenantParameter());
        if (waitsForOthers)
        {
            batch.Add(Lock, TenantParameter());
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<BalanceEntry?> FindEarlierAsync(Booking booking, CancellationToken cancellationToken)
    {
        if (booking.Reference is not { } reference)
        {
            return null;
        }

        var earlier = await context
            .BalanceEntries.AsNoTracking()
            .SingleOrDefaultAsync(entry => entry.Reference == reference, cancellationToken);

        return earlier is null || earlier.Amount == booking.Amount
            ? earlier
            : throw new DomainException("reference_taken", ("reference", reference));
    }

    /// <summary>Null when the balance does not allow it.</summary>
    private async Task<BalanceEntry?> MoveAsync(Booking booking, CancellationToken cancellationToken)
    {
        await using var batch = Batch();
        batch.Add(Move, TenantParameter(), new NpgsqlParameter<decimal> { TypedValue = booking.Amount });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);

        return await reader.ReadAsync(cancellationToken)
            ? BalanceEntry.Create(
                tenant.TenantId,
                reader.GetInt64(1),
                (booking.Amount, reader.GetString(2), reader.GetDecimal(0)),
                booking.Description,
                booking.Reference,
                time.GetUtcNow()
            )
            : null;
    }

    private async Task<DomainException> RefusalAsync(CancellationToken cancellationToken)
    {
        var balance = await context.Balances.AsNoTracking().SingleAsync(cancellationToken);

        return new(
            "balance_insufficient",
            ("balance", Money.Text(balance.Amount)),
            ("limit", Money.Text(-balance.PermittedOverdraft)),
            ("currency", balance.Currency)
        );
    }

    private static AuditEntry Audited(BalanceEntry entry) =>
        new("balance.booked", "balance_entry", entry.Id)
        {
            Before = Balances(entry.BalanceAfter - entry.Amount),
            After = new Dictionary<string, object?>(Balances(entry.BalanceAfter), StringComparer.Ordinal)
            {
                ["amount"] = Money.Text(entry.Amount),
                ["currency"] = entry.Currency,
                ["reference"] = entry.Reference,
            },
        };

    private static Dictionary<string, object?> Balances(decimal amount) =>
        new(StringComparer.Ordinal) { ["balance"] = Money.Text(amount) };

    private NpgsqlBatch Batch()
    {
        var transaction = (NpgsqlTransaction)context.Database.CurrentTransaction!.GetDbTransaction();

        return new(transaction.Connection, transaction);
    }

    private NpgsqlParameter<Guid> TenantParameter() => new() { TypedValue = tenant.TenantId.Value };
}
