using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Crm.Infrastructure.Audit;

/// <summary>An event as it lies in the database, which is what is chained: every column, and none that comes later.</summary>
internal sealed record AuditRow(
    Guid TenantId,
    Guid Id,
    DateTime OccurredAt,
    string ActorKind,
    Guid? ActorId,
    string? Address,
    string Action,
    string ResourceType,
    Guid? ResourceId,
    string? Before,
    string? After,
    Guid? SubjectId,
    byte[]? Personal,
    long? Seq
)
{
    /// <summary>Of <c>tenancy.audit_event e</c>, in the order that <see cref="Read"/> takes them. As text PostgreSQL writes jsonb one way only.</summary>
    public const string Columns = """
        e.tenant_id, e.id, e.occurred_at, e.actor_kind, e.actor_id, e.address, e.action, e.resource_type, e.resource_id,
        e.before::text, e.after::text, e.subject_id, e.personal, e.seq
        """;

    /// <summary>What stands before the first event of a chain.</summary>
    public static readonly byte[] Beginning = new byte[SHA256.HashSizeInBytes];

    private static readonly byte[] Format = "crm audit 1"u8.ToArray();

    public static AuditRow Read(NpgsqlDataReader reader, int at) =>
        new(
            reader.GetGuid(at),
            reader.GetGuid(at + 1),
            reader.GetDateTime(at + 2),
            reader.GetString(at + 3),
            IdAt(reader, at + 4),
            TextAt(reader, at + 5),
            reader.GetString(at + 6),
            reader.GetString(at + 7),
            IdAt(reader, at + 8),
            TextAt(reader, at + 9),
            TextAt(reader, at + 10),
            IdAt(reader, at + 11),
            reader.IsDBNull(at + 12) ? null : reader.GetFieldValue<byte[]>(at + 12),
            reader.IsDBNull(at + 13) ? null : reader.GetInt64(at + 13)
        );

    /// <summary>Every value with its length, so that no two events are written alike.</summary>
    public byte[] HashAfter(byte[] previous, long seq)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, Format);
        Add(hash, previous);
        Add(hash, seq);
        Add(hash, TenantId);
        Add(hash, Id);
        Add(hash, OccurredAt.Ticks);
        Add(hash, ActorKind);
        Add(hash, ActorId);
        Add(hash, Address);
        Add(hash, Action);
        Add(hash, ResourceType);
        Add(hash, ResourceId);
        Add(hash, Before);
        Add(hash, After);
        Add(hash, SubjectId);
        Add(hash, Personal);

        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, byte[]? value)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value?.Length ?? -1);
        hash.AppendData(length);
        hash.AppendData(value ?? []);
    }

    private static void Add(IncrementalHash hash, string? value) =>
        Add(hash, value is null ? null : Encoding.UTF8.GetBytes(value));

    private static void Add(IncrementalHash hash, Guid? value) => Add(hash, value?.ToByteArray(bigEndian: true));

    private static void Add(IncrementalHash hash, long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        Add(hash, bytes);
    }

    private static Guid? IdAt(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetGuid(at);

    private static string? TextAt(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetString(at);
}
