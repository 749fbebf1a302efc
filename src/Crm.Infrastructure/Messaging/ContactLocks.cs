using Crm.Application.Common;
using Crm.Application.Messaging;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Crm.Infrastructure.Messaging;

internal sealed class ContactLocks(NpgsqlDataSource database, CrmDbContext context, ITenantContext tenant)
    : IContactLocks
{
    private const string Lock = "select count(pg_advisory_xact_lock(key)) from unnest($1) key";

    public async Task<IAsyncDisposable> HoldAsync(Contact contact, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            // Ends with the connection, so that whoever dies holds nobody up.
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(Lock, connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = KeysOf(contact) });
            await command.ExecuteNonQueryAsync(cancellationToken);

            return new Held(connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task TakeAsync(Contact contact, CancellationToken cancellationToken)
    {
        var keys = KeysOf(contact);

        return context.Database.ExecuteSqlAsync(
            $"select count(pg_advisory_xact_lock(key)) from unnest({keys}) key",
            cancellationToken
        );
    }

    /// <summary>In ascending order, so that two that need the same locks never wait for each other.</summary>
    private long[] KeysOf(Contact contact) =>
        [.. contact.Names.Select(name => LockKey.Of(tenant.TenantId.Value, name)).Order()];

    private sealed class Held(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
