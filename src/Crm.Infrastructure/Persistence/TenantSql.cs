using System.Globalization;
using Crm.Domain.Common;
using Npgsql;

namespace Crm.Infrastructure.Persistence;

/// <summary>
/// For the stores that speak SQL themselves: a batch is one round trip and one implicit transaction, and its first
/// statement sets role and tenant for exactly that transaction.
/// </summary>
internal static class TenantSql
{
    public const string SetTenant =
        "select set_config('role', 'crm_app', true), set_config('crm.tenant', @crm_tenant, true)";

    private const string SetTenantByPosition =
        "select set_config('role', 'crm_app', true), set_config('crm.tenant', $1, true)";

    // The role stays for the transaction.
    private const string ChangeTenant = "select set_config('crm.tenant', $1, true)";

    private const string SetTenantAndPatience =
        "select set_config('role', 'crm_app', true), set_config('crm.tenant', $1, true), set_config('lock_timeout', $2, true)";

    private const string Lock = "select count(pg_advisory_xact_lock(key)) from unnest($1) key";

    public static NpgsqlBatch Create(NpgsqlConnection connection, TenantId? tenantId)
    {
        var batch = connection.CreateBatch();
        batch.AddTenant(tenantId);

        return batch;
    }

    /// <summary>Takes these advisory locks for the transaction too, before all else.</summary>
    /// <param name="patience">How long to wait for each; then the batch fails with <c>55P03</c>.</param>
    public static NpgsqlBatch Create(NpgsqlConnection connection, TenantId tenantId, long[] locks, TimeSpan patience)
    {
        var batch = connection.CreateBatch();
        var milliseconds = ((long)patience.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        batch.Add(SetTenantAndPatience, Value(tenantId), new NpgsqlParameter<string> { TypedValue = milliseconds });
        batch.Add(Lock, new NpgsqlParameter<long[]> { TypedValue = locks });

        return batch;
    }

    /// <summary>The statements that follow run for this tenant; null: for none.</summary>
    public static void AddTenant(this NpgsqlBatch batch, TenantId? tenantId)
    {
        var isFirst = batch.BatchCommands.Count == 0;
        if (!isFirst && batch.BatchCommands[0].CommandText is not (SetTenantByPosition or SetTenantAndPatience))
        {
            throw new InvalidOperationException("A batch begins with its role and tenant.");
        }

        batch.Add(isFirst ? SetTenantByPosition : ChangeTenant, Value(tenantId));
    }

    public static NpgsqlBatchCommand Add(this NpgsqlBatch batch, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);

        return command;
    }

    private static NpgsqlParameter<string> Value(TenantId? tenantId) =>
        new() { TypedValue = tenantId?.ToString() ?? "" };
}
