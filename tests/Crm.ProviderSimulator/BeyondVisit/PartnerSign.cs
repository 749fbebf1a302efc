using System.Security.Cryptography;
using System.Text;

namespace Crm.ProviderSimulator.BeyondVisit;

/// <summary>The static signature of a partner: MD5 over key and secret without a separator, lower-case hex.</summary>
internal static class PartnerSign
{
    public static string Of(string apiKey, string secretKey) =>
#pragma warning disable CA5351 // The provider imposes MD5.
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(apiKey + secretKey)));
#pragma warning restore CA5351
}
