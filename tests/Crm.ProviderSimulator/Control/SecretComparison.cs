using System.Security.Cryptography;
using System.Text;

namespace Crm.ProviderSimulator.Control;

internal static class SecretComparison
{
    public static bool Same(string? left, string right) =>
        left is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
