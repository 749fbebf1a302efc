using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Crm.Domain.Common;

namespace Crm.Application.Tenancy.Members;

/// <summary>What the mailed link holds: unguessable, so a plain hash of it is enough to be kept.</summary>
internal static class InvitationToken
{
    public const int LongestText = 200;
    private const int Bytes = 32;

    public static Secret New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    public static byte[] Hash(Secret token) => SHA256.HashData(Encoding.UTF8.GetBytes(token.Reveal()));
}
