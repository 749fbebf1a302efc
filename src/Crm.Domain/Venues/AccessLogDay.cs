using System.Globalization;
using System.Text;
using Crm.Domain.Common;

namespace Crm.Domain.Venues;

/// <summary>
/// The head of one day's chain at one venue: how many lines there are and the hash of the last, sealed by a key that does not
/// lie in the database, so that neither a cut end nor a chain that was made anew passes.
/// </summary>
public sealed class AccessLogDay : ITenantOwned, IVenueBound
{
    private AccessLogDay() { }

    public TenantId TenantId { get; private set; }
    public Guid VenueId { get; private set; }
    public DateOnly Day { get; private set; }
    public int Entries { get; private set; }

    /// <summary>The head of the venue's day before this one, so that a whole day cannot disappear; what the chain begins with.</summary>
    public byte[] Opening { get; private set; } = null!;

    /// <summary>The hash of the last line.</summary>
    public byte[] Hash { get; private set; } = null!;
    public byte[] Seal { get; private set; } = null!;

    Guid? IVenueBound.VenueId => VenueId;

    public static AccessLogDay Open(TenantId tenantId, Guid venueId, DateOnly day, AccessLogDay? before)
    {
        var opening = before?.Hash ?? new byte[32];

        return new()
        {
            TenantId = tenantId,
            VenueId = venueId,
            Day = day,
            Opening = opening,
            Hash = opening,
            Seal = [],
        };
    }

    public IReadOnlyList<AccessLogEntry> Append(IReadOnlyList<AccessSession> sessions, DateTimeOffset now)
    {
        var added = new List<AccessLogEntry>(sessions.Count);
        foreach (var session in sessions)
        {
            var entry = AccessLogEntry.Create(this, Entries + 1, Hash, session, now);
            Entries = entry.Number;
            Hash = entry.Hash;
            added.Add(entry);
        }

        return added;
    }

    public void SealBy(Func<byte[], byte[]> keyedHash) => Seal = keyedHash(SealedText());

    public bool IsSealedBy(Func<byte[], byte[]> keyedHash) => Seal.AsSpan().SequenceEqual(keyedHash(SealedText()));

    private byte[] SealedText() =>
        Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{TenantId}|{VenueId}|{Day:O}|{Entries}|{Convert.ToHexStringLower(Opening)}|{Convert.ToHexStringLower(Hash)}"
            )
        );
}
