using MediatR;
using Npgsql;

namespace Crm.Infrastructure.DueWork;

/// <summary>One kind of work that is due at a time and leased from the database.</summary>
/// <param name="Topic">Signalled once there may be some.</param>
/// <param name="Query">
/// Leases: <c>$1</c> now, <c>$2</c> until when, <c>$3</c> the most in all, <c>$4</c> the most of a tenant, <c>$5</c> the tenants that have
/// that many already. Its first column is the tenant.
/// </param>
/// <param name="AtOnce">Places of one server.</param>
/// <param name="Lease">After it another worker takes this one for dead.</param>
/// <param name="Read">What to send for a row. Holds ids and states alone, since it is logged when it fails.</param>
internal sealed record DueKind(
    string Topic,
    string Query,
    int AtOnce,
    TimeSpan Lease,
    Func<NpgsqlDataReader, DateTimeOffset, IRequest> Read
);
