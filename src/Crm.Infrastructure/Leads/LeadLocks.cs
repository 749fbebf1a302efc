using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Crm.Domain.Leads;

namespace Crm.Infrastructure.Leads;

/// <summary>What must be held while a person is looked for and added: without it two servers would both find nobody.</summary>
internal static class LeadLocks
{
    /// <summary>In ascending order, so that two that need the same locks never wait for each other.</summary>
    public static long[] Of(Lead lead, Submission? submission)
    {
        Span<string?> names =
        [
            lead.NormalizedEmail is null ? null : "e:" + lead.NormalizedEmail,
            lead.Phone is null ? null : "p:" + lead.Phone,
            submission is null || submission.DedupeKey == submission.Id.ToString() ? null : "s:" + submission.DedupeKey,
        ];

        var keys = new List<long>(names.Length);
        foreach (var name in names)
        {
            if (name is not null)
            {
                keys.Add(Key(lead.TenantId.Value, name));
            }
        }

        keys.Sort();

        return [.. keys];
    }

    private static long Key(Guid tenantId, string name)
    {
        Span<byte> text = stackalloc byte[16 + Encoding.UTF8.GetMaxByteCount(Math.Min(name.Length, 256))];
        tenantId.TryWriteBytes(text);
        var length = Encoding.UTF8.GetBytes(name.AsSpan(0, Math.Min(name.Length, 256)), text[16..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..(16 + length)], hash);

        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
