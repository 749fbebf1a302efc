using Crm.Application.Tenancy.Members;
using Crm.Domain.Common;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Tenancy;

internal sealed class Invitations(NpgsqlDataSource database, ServerOptions server) : IInvitations
{
    // Behind the #, which no browser sends to a server and no server writes to its log.
    public Secret LinkOf(Secret token) => new($"{server.FrontendUrl}/invitation#token={token.Reveal()}");

    public async Task<InvitationPlace?> FindAsync(byte[] tokenHash, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            "select tenant_id, id from lookup.invitation_by_token($1)",
            new NpgsqlParameter<byte[]> { TypedValue = tokenHash }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);

        return await reader.ReadAsync(cancellationToken)
            ? new(new TenantId(reader.GetGuid(0)), reader.GetGuid(1))
            : null;
    }
}
