using System.Globalization;
using System.Runtime.CompilerServices;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Venues;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Venues.AccessLog;

/// <summary>
/// A day of a venue for an authority: every line with its hash, and what the hash is made of, so that the chain can be checked
/// without us.
/// </summary>
public sealed record ExportAccessLog(Guid VenueId, DateOnly Day) : IRequest<AccessLogExport>;

/// <param name="Lines">CSV, read as they are written.</param>
public sealed record AccessLogExport(string FileName, IAsyncEnumerable<string> Lines);

internal sealed class ExportAccessLogHandler(IVenuesDb db, IAuditTrail audit)
    : IRequestHandler<ExportAccessLog, AccessLogExport>
{
    private const string Header =
        "number,identity,macAddress,assignedAddress,publicAddress,publicPortFrom,publicPortTo,sessionFrom,sessionTo,"
        + "receivedAt,hashedText,previousHash,hash";

    public async Task<AccessLogExport> Handle(ExportAccessLog request, CancellationToken cancellationToken)
    {
        await db.RequireVenueAsync(request.VenueId, cancellationToken);
        var day = request.Day.ToString("O", CultureInfo.InvariantCulture);
        await audit.RecordAsync(
            new("access_log.exported", "venue", request.VenueId)
            {
                After = new Dictionary<string, object?>(StringComparer.Ordinal) { ["day"] = day },
            },
            cancellationToken
        );
        await db.SaveChangesAsync(cancellationToken);

        return new($"access-log-{request.VenueId}-{day}.csv", LinesAsync(request, cancellationToken));
    }

    private async IAsyncEnumerable<string> LinesAsync(
        ExportAccessLog request,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        yield return Header;
        var entries = db
            .AccessLog.AsNoTracking()
            .Where(entry => entry.VenueId == request.VenueId && entry.Day == request.Day)
            .OrderBy(entry => entry.Number)
            .AsAsyncEnumerable();
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            yield return string.Join(',', Fields(entry).Select(Quoted));
        }
    }

    private static string?[] Fields(AccessLogEntry entry) =>
        [
            entry.Number.ToString(CultureInfo.InvariantCulture),
            entry.Identity,
            entry.MacAddress,
            entry.AssignedAddress,
            entry.PublicAddress,
            entry.PublicPortFrom?.ToString(CultureInfo.InvariantCulture),
            entry.PublicPortTo?.ToString(CultureInfo.InvariantCulture),
            AccessLogEntry.Time(entry.SessionFrom),
            entry.SessionTo is { } to ? AccessLogEntry.Time(to) : null,
            AccessLogEntry.Time(entry.ReceivedAt),
            entry.Text(),
            Convert.ToHexStringLower(entry.PreviousHash),
            Convert.ToHexStringLower(entry.Hash),
        ];

    private static string Quoted(string? field) => $"\"{field?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
