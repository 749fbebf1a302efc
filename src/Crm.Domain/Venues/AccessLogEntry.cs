using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Domain.Common;

namespace Crm.Domain.Venues;

/// <summary>
/// A line of the log that Turkish law 5651 asks for. The lines of a venue and day form a chain: each holds the hash of the one
/// before, so that none can be changed, taken out or moved without showing.
/// </summary>
public sealed class AccessLogEntry : ITenantOwned, IVenueBound
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private AccessLogEntry() { }

    public TenantId TenantId { get; private set; }
    public Guid VenueId { get; private set; }

    /// <summary>The day it was received, at the venue.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>From 1, without gaps.</summary>
    public int Number { get; private set; }
    public string Identity { get; private set; } = null!;
    public string? MacAddress { get; private set; }
    public string AssignedAddress { get; private set; } = null!;
    public string? PublicAddress { get; private set; }
    public int? PublicPortFrom { get; private set; }
    public int? PublicPortTo { get; private set; }
    public DateTimeOffset SessionFrom { get; private set; }
    public DateTimeOffset? SessionTo { get; private set; }
    public DateTimeOffset ReceivedAt { get; private set; }
    public byte[] PreviousHash { get; private set; } = null!;
    public byte[] Hash { get; private set; } = null!;

    Guid? IVenueBound.VenueId => VenueId;

    public static AccessLogEntry Create(
        AccessLogDay day,
        int number,
        byte[] previousHash,
        AccessSession session,
        DateTimeOffset receivedAt
    )
    {
        var entry = new AccessLogEntry
        {
            TenantId = day.TenantId,
            VenueId = day.VenueId,
            Day = day.Day,
            Number = number,
            Identity = session.Identity,
            MacAddress = session.MacAddress,
            AssignedAddress = session.AssignedAddress,
            PublicAddress = session.PublicAddress,
            PublicPortFrom = session.PublicPortFrom,
            PublicPortTo = session.PublicPortTo,
            SessionFrom = Stored(session.SessionFrom),
            SessionTo = session.SessionTo is { } to ? Stored(to) : null,
            ReceivedAt = Stored(receivedAt),
            PreviousHash = previousHash,
        };
        entry.Hash = entry.ComputeHash();

        return entry;
    }

    /// <summary>SHA-256 of the previous hash in lower-case hex, a line feed, and <see cref="Text"/>.</summary>
    public byte[] ComputeHash() =>
        SHA256.HashData(Encoding.UTF8.GetBytes(Convert.ToHexStringLower(PreviousHash) + "\n" + Text()));

    /// <summary>All that it says, as a JSON array of texts: what an authority hashes to check the chain without us.</summary>
    public string Text() =>
        JsonSerializer.Serialize(
            new[]
            {
                VenueId.ToString(),
                Day.ToString("O", CultureInfo.InvariantCulture),
                Number.ToString(CultureInfo.InvariantCulture),
                Identity,
                MacAddress ?? "",
                AssignedAddress,
                PublicAddress ?? "",
                PublicPortFrom?.ToString(CultureInfo.InvariantCulture) ?? "",
                PublicPortTo?.ToString(CultureInfo.InvariantCulture) ?? "",
                Time(SessionFrom),
                SessionTo is { } to ? Time(to) : "",
                Time(ReceivedAt),
            },
            Json
        );

    public static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    // PostgreSQL counts microseconds: what is hashed now and what is read later must be the same.
    private static DateTimeOffset Stored(DateTimeOffset at) =>
        at.ToUniversalTime().AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
}
