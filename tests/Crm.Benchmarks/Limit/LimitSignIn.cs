using System.Security.Cryptography;
using System.Text;

namespace Crm.Benchmarks.Limit;

/// <summary>W4: the bare password hash, one at a time, and nothing else.</summary>
internal sealed class LimitSignIn
{
    public const int Rounds = 210_000;

    private readonly SemaphoreSlim oneCore = new(1, 1);

    public async Task CheckAsync(HttpContext context)
    {
        await oneCore.WaitAsync();
        try
        {
            await Task.Run(() =>
                Rfc2898DeriveBytes.Pbkdf2(
                    Encoding.UTF8.GetBytes(Data.BenchTenant.Password),
                    new byte[16],
                    Rounds,
                    HashAlgorithmName.SHA512,
                    32
                )
            );
        }
        finally
        {
            oneCore.Release();
        }
    }
}
