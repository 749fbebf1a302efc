using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Application.Integrations.Connections;

/// <summary>Unguessable text for addresses and cookies, and the hash that is stored of it.</summary>
internal static class RandomKey
{
    private const int Bytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
