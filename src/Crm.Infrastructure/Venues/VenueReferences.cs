using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Infrastructure.ApiTokens;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Venues;

internal sealed class VenueReferences(
    NpgsqlDataSource database,
    KeptAnswers kept,
    ITenantContext tenant,
    ICaller caller,
    TokenCall call
) : IVenueReferences
{
    // Of a venue's id and another one's external id that looks the same, the id counts: nobody can choose it.
    private const string Find = """
        select id from venues.venue where id::text = lower($1) or external_id = $1
        order by id::text = lower($1) desc limit 1
        """;

    private const string FindAll = """
        select (
            select id from venues.venue where id::text = lower(wanted.reference) or external_id = wanted.reference
            order by id::text = lower(wanted.reference) desc limit 1
        )
        from unnest($1) with ordinality wanted (reference, place) order by wanted.place
        """;

    public async ValueTask<Guid> ResolveAsync(string idOrExternalId, CancellationToken cancellationToken) =>
        Permitted(await FindAsync(idOrExternalId, cancellationToken));

    public async ValueTask<IReadOnlyList<Guid>> ResolveAllAsync(
        IReadOnlyCollection<string> idsOrExternalIds,
        CancellationToken cancellationToken
    )
    {
        if (idsOrExternalIds.Count == 0)
        {
            return [];
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenant.TenantId);
        batch.Add(FindAll, new NpgsqlParameter<string[]> { TypedValue = [.. idsOrExternalIds] });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var ids = new List<Guid>(idsOrExternalIds.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(Permitted(await reader.IsDBNullAsync(0, cancellationToken) ? null : reader.GetGuid(0)));
        }

        return [.. ids.Distinct()];
    }

    private Guid Permitted(Guid? found)
    {
        // Also of a call that is refused: its token's statistics tell the admin which venue it was after.
        call.VenueId = found ?? Guid.Empty;

        return found is { } id && caller.Venues.Covers(id) ? id : throw new DomainException("forbidden");
    }

    private async ValueTask<Guid?> FindAsync(string idOrExternalId, CancellationToken cancellationToken)
    {
        // An external id may be given to another venue at any time; an id never is.
        var isId = Guid.TryParse(idOrExternalId, out _);
        var key = (tenant.TenantId, "venue", idOrExternalId);
        if (isId && kept.Find(key) is { } answer)
        {
            return (Guid)answer;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenant.TenantId);
        batch.Add(Find, new NpgsqlParameter<string> { TypedValue = idOrExternalId });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var found = await reader.ReadAsync(cancellationToken) ? reader.GetValue(0) : null;
        if (isId)
        {
            kept.Keep(key, found);
        }

        return (Guid?)found;
    }
}
