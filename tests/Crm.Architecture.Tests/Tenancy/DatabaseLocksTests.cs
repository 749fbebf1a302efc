using Crm.TestKit;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Architecture.Tests.Tenancy;

/// <summary>The third and fourth lock, asked of the database itself: whatever tables and functions it has.</summary>
public sealed class DatabaseLocksTests : IAsyncLifetime
{
    /// <summary>Tables without a tenant, and what the application's role may do there: sign-in reads people, families and keys by key.</summary>
    private static readonly Dictionary<string, string> TablesWithoutTenant = new(StringComparer.Ordinal)
    {
        ["api_tokens.use_batch"] = "",
        ["identity.person"] = "INSERT, SELECT, UPDATE",
        ["identity.refresh_family"] = "INSERT, SELECT, UPDATE",
        ["identity.second_factor"] = "DELETE, INSERT, SELECT, UPDATE",
        ["identity.signing_key"] = "DELETE, INSERT, SELECT, UPDATE",
        ["notifications.mail"] = "INSERT",
        ["public.migration_history"] = "",
        ["vault.key_check"] = "",
    };

    /// <summary>The only ways to look before or across tenants. Each returns what authentication, routing or leasing needs.</summary>
    private static readonly string[] DefinerFunctions =
    [
        "lookup.account_of_address",
        "lookup.accounts_to_prove",
        "lookup.accounts_to_pull",
        "lookup.accounts_to_sync",
        "lookup.accounts_to_sync_templates",
        "lookup.accounts_to_tell",
        "lookup.audit_tenants",
        "lookup.audit_to_seal",
        "lookup.api_token",
        "lookup.api_tokens_changed",
        "lookup.delete_early_statuses",
        "lookup.delete_events",
        "lookup.delete_expired_access_log",
        "lookup.delete_idempotency_records",
        "lookup.delete_unused_media",
        "lookup.empty_webhook_events",
        "lookup.invitation_by_token",
        "lookup.is_held_elsewhere",
        "lookup.jobs",
        "lookup.lease_due_grants",
        "lookup.lease_mails",
        "lookup.lease_due_leads",
        "lookup.lease_due_messages",
        "lookup.lease_due_posts",
        "lookup.accounts_to_count",
        "lookup.leads_to_purge",
        "lookup.lease_webhook_events",
        "lookup.memberships_of",
        "lookup.owners_of",
        "lookup.purge_quarantine",
        "lookup.seal_audit",
        "lookup.reconnect_link",
        "lookup.record_token_use",
        "lookup.settle_grants",
        "lookup.settle_mail",
        "lookup.take_oauth_state",
        "lookup.tenants",
        "search.indexed_newest",
        "search.indexed_newest_within",
        "search.indexed_oldest",
        "search.indexed_oldest_within",
        "search.matching",
        "search.newest",
        "search.newest_within",
        "search.oldest",
        "search.oldest_within",
    ];

    private static readonly Guid First = Guid.CreateVersion7();
    private static readonly Guid Second = Guid.CreateVersion7();

    private TestDatabase database = null!;
    private NpgsqlConnection connection = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await TenantRows.InsertIntoEveryTableAsync(database.ConnectionString, First, Guid.CreateVersion7(), "first");
        await TenantRows.InsertIntoEveryTableAsync(database.ConnectionString, Second, Guid.CreateVersion7(), "second");
    }

    public async Task DisposeAsync()
    {
        await connection.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Every_table_is_tenant_owned_or_on_the_list()
    {
        var all = await QueryAsync(
            """
            select schemaname || '.' || tablename from pg_tables
            where schemaname not in ('pg_catalog', 'information_schema', 'quartz') order by 1
            """
        );

        all.Except(await TenantRows.ListTablesAsync(connection), StringComparer.Ordinal)
            .ShouldBe(TablesWithoutTenant.Keys, ignoreOrder: true);
    }

    [Fact]
    public async Task The_application_has_only_the_listed_grants_on_tables_without_a_tenant()
    {
        var grants = await QueryAsync(
            """
            select table_schema || '.' || table_name || '=' || string_agg(privilege_type, ', ' order by privilege_type)
            from information_schema.role_table_grants
            where grantee in ('crm_app', 'PUBLIC') and table_schema not in ('pg_catalog', 'information_schema')
            group by table_schema, table_name
            """
        );
        var owned = (await TenantRows.ListTablesAsync(connection)).ToHashSet(StringComparer.Ordinal);

        grants
            .Where(grant => !owned.Contains(grant.Split('=')[0]))
            .ShouldBe(
                TablesWithoutTenant
                    .Where(table => table.Value.Length > 0)
                    .Select(table => $"{table.Key}={table.Value}"),
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task Every_tenant_owned_table_is_keyed_by_tenant_and_forces_row_level_security()
    {
        var broken = await QueryAsync(
            """
            select c.oid::regclass::text || ': key=' || coalesce(a.attname, '-') || ' enabled=' || c.relrowsecurity
                   || ' forced=' || c.relforcerowsecurity
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            left join pg_index i on i.indrelid = c.oid and i.indisprimary
            left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
            where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'identity', 'quartz')
              and exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id')
              and not (coalesce(a.attname, '') = 'tenant_id' and c.relrowsecurity and c.relforcerowsecurity)
            """
        );

        broken.ShouldBeEmpty();
    }

    [Fact]
    public async Task Foreign_keys_between_tenant_owned_tables_carry_the_tenant()
    {
        var broken = await QueryAsync(
            """
            select conrelid::regclass || ' ' || conname
            from pg_constraint k
            where contype = 'f'
              and exists (select from pg_attribute t where t.attrelid = k.confrelid and t.attname = 'tenant_id')
              and not exists (select from pg_attribute t where t.attrelid = k.conrelid and t.attname = 'tenant_id' and t.attnum = k.conkey[1])
            """
        );

        broken.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_tenant_the_application_sees_no_row_of_any_tenant()
    {
        foreach (var table in await TenantRows.ListTablesAsync(connection))
        {
            (await CountAsync(table, tenant: "")).ShouldBe(0, table);
        }
    }

    [Fact]
    public async Task With_a_tenant_the_application_sees_that_tenant_alone()
    {
        foreach (var table in await TenantRows.ListTablesAsync(connection))
        {
            (await CountAsync(table, Second.ToString())).ShouldBe(1, table);
            (await CountAsync($"{table} where tenant_id = '{First}'", Second.ToString())).ShouldBe(0, table);
        }
    }

    [Fact]
    public async Task The_application_cannot_move_a_row_to_another_tenant()
    {
        foreach (var table in await TenantRows.ListTablesAsync(connection))
        {
            var refused = await Should.ThrowAsync<PostgresException>(
                () => AsApplicationAsync(Second.ToString(), $"update {table} set tenant_id = '{First}'"),
                table
            );
            refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, table);
        }
    }

    [Fact]
    public async Task The_definer_functions_are_those_listed_and_their_owners_cannot_bypass_row_level_security()
    {
        var functions = await QueryAsync(
            """
            select n.nspname || '.' || p.proname || case
                when r.rolbypassrls or r.rolsuper or r.rolcanlogin then ' owner too strong'
                when r.rolname not in ('crm_lookup', 'crm_search') then ' owned by ' || r.rolname
                when has_function_privilege('public', p.oid, 'execute') then ' open to everybody'
                when not coalesce(p.proconfig::text like '%search_path%', false) then ' without a search path'
                else '' end
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner
            where p.prosecdef and n.nspname <> 'pg_catalog'
            """
        );

        functions.ShouldBe(DefinerFunctions, ignoreOrder: true);
    }

    private async Task<long> CountAsync(string source, string tenant) =>
        (long)(await AsApplicationAsync(tenant, $"select count(*) from {source}"))!;

    private async Task<object?> AsApplicationAsync(string tenant, string sql)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var become = new NpgsqlCommand(
            $"select set_config('role', 'crm_app', true), set_config('crm.tenant', '{tenant}', true)",
            connection,
            transaction
        );
        await become.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        return await command.ExecuteScalarAsync();
    }

    private async Task<List<string>> QueryAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
