using System.Security.Cryptography;

namespace Crm.ProviderSimulator.Control;

internal static class RandomText
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string Of(int length) => RandomNumberGenerator.GetString(Letters, length);

    public static string LogId(TimeProvider clock) =>
        string.Create(
            null,
            $"{clock.GetUtcNow():yyyyMMddHHmmss}{Convert.ToHexString(RandomNumberGenerator.GetBytes(9))}"
        );
}
