using System.Buffers.Binary;
using System.Globalization;

namespace Crm.Infrastructure.Outbox;

/// <summary>
/// A place in a tenant's events. They are ordered by the transaction that wrote them and read only below the oldest one that
/// still runs, so that an event committed late is never passed over.
/// </summary>
internal sealed record EventPosition(ulong Transaction, Guid Id)
{
    public static EventPosition? Parse(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);

        return
            dash > 0
            && ulong.TryParse(
                text.AsSpan(0, dash),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var transaction
            )
            && Guid.TryParseExact(text.AsSpan(dash + 1), "D", out var id)
            ? new(transaction, id)
            : null;
    }

    /// <summary>When a position without an event was named; null for an event.</summary>
    public long? NamedAt
    {
        get
        {
            var bytes = Id.ToByteArray(bigEndian: true);

            return bytes.AsSpan(0, sizeof(long)).ContainsAnyExcept((byte)0)
                ? null
                : BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(sizeof(long)));
        }
    }

    /// <summary>Where there is no event: lies before all events of its transaction, and tells its age by itself.</summary>
    public EventPosition Named(DateTimeOffset now)
    {
        if (Id != Guid.Empty)
        {
            return this;
        }

        var bytes = new byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(sizeof(long)), now.ToUnixTimeSeconds());

        return this with
        {
            Id = new Guid(bytes, bigEndian: true),
        };
    }

    /// <summary>As PostgreSQL orders xid8 and uuid: the latter byte by byte.</summary>
    public bool IsAfter(EventPosition other) =>
        Transaction != other.Transaction
            ? Transaction > other.Transaction
            : string.CompareOrdinal(Id.ToString(), other.Id.ToString()) > 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Transaction}-{Id}");
}
