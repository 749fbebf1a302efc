using System.Net;
using System.Net.Http.Json;
using Crm.Domain.Identity;
using Crm.TestKit;

namespace Crm.WebApi.Tests.Identity;

/// <summary>An authenticator app that holds the secret of an account.</summary>
internal sealed class Authenticator(byte[] secret, TestClock clock, IReadOnlyList<string> recoveryCodes)
{
    public IReadOnlyList<string> RecoveryCodes => recoveryCodes;

    public string Code => CodeAt(0);

    public string CodeAt(int stepsFromNow) => Totp.CodeOf(secret, Totp.StepOf(clock.GetUtcNow()) + stepsFromNow);

    public static async Task<Authenticator> EnableAsync(HttpClient person, TestClock clock)
    {
        using var enabled = await person.PostAsync("/api/v1/auth/two-factor/enable", content: null);
        var secret = FromBase32((await enabled.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("secret").GetString()!);
        var code = Totp.CodeOf(secret, Totp.StepOf(clock.GetUtcNow()));
        using var confirmed = await person.PostAsJsonAsync("/api/v1/auth/two-factor/confirm", new { code });
        var answer = await confirmed.ShouldBeAsync(HttpStatusCode.OK);

        return new(
            secret,
            clock,
            [.. answer.GetProperty("recoveryCodes").EnumerateArray().Select(one => one.GetString()!)]
        );
    }

    public static byte[] FromBase32(string text)
    {
        var bits = string.Concat(
            text.Select(character =>
                Convert
                    .ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(character, StringComparison.Ordinal), 2)
                    .PadLeft(5, '0')
            )
        );

        return [.. Enumerable.Range(0, bits.Length / 8).Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2))];
    }
}
