using Crm.Application.Common;
using Crm.Application.Leads;
using Crm.Domain.Leads;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Leads;

internal sealed class LeadReferences(NpgsqlDataSource database, KeptAnswers kept, ITenantContext tenant)
    : ILeadReferences
{
    public const string StageKind = "stage";

    private static readonly string Stage = $$"""
        select true
        where $1 = any (coalesce(
            (select array_agg(stage ->> 'key') from leads.pipeline, jsonb_array_elements(stages) stage),
            '{{{string.Join(',', LeadStatus.All)}}}'))
        """;

    public async ValueTask<bool> IsMemberAsync(Guid personId, CancellationToken cancellationToken) =>
        await AskAsync(
            "member",
            personId.ToString(),
            "select true from tenancy.membership where person_id = $1::uuid",
            cancellationToken
        )
            is not null;

    public async ValueTask<bool> IsStageAsync(string key, CancellationToken cancellationToken) =>
        key == LeadStatus.New || await AskAsync(StageKind, key, Stage, cancellationToken) is not null;

    public async ValueTask<string> CountryAsync(CancellationToken cancellationToken) =>
        (string?)await AskAsync("country", "", "select country from tenancy.tenant where $1 = ''", cancellationToken)
        ?? "";

    private async ValueTask<object?> AskAsync(string kind, string name, string sql, CancellationToken cancellationToken)
    {
        var key = (tenant.TenantId, kind, name);
        if (kept.Find(key) is { } answer)
        {
            return answer;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenant.TenantId);
        batch.Add(sql, new NpgsqlParameter<string> { TypedValue = name });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var found = await reader.ReadAsync(cancellationToken) ? reader.GetValue(0) : null;
        kept.Keep(key, found);

        return found;
    }
}
