using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Crm.Application.Identity;
using Crm.Domain.Common;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Vault;

namespace Crm.Infrastructure.Identity.Tokens;

/// <summary>
/// The secret of a link is <c>crmm_</c> and, in base64url, person (16 bytes), purpose (1), end (8) and their HMAC-SHA256 together
/// with the person's security stamp. Using a link changes what it was made from.
/// </summary>
internal sealed class MailLinks(CrmDbContext context, DataKeyVault vault, ServerOptions server, TimeProvider time)
    : IMailLinks
{
    private const string Prefix = "crmm_";
    private const int Named = 16 + 1 + 8;
    private const int Size = Named + HMACSHA256.HashSizeInBytes;

    private static readonly TimeSpan ToConfirm = TimeSpan.FromDays(7);
    private static readonly TimeSpan ToReset = TimeSpan.FromHours(1);

    public async Task<Secret> WriteAsync(MailPurpose purpose, Guid personId, CancellationToken cancellationToken)
    {
        var person = await context.Set<Person>().FindAsync([personId], cancellationToken);
        var (page, lifetime) = purpose switch
        {
            MailPurpose.ConfirmEmail => ("confirm-email", ToConfirm),
            MailPurpose.ResetPassword => ("reset-password", ToReset),
            _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
        };
        var token = new byte[Size];
        personId.TryWriteBytes(token, bigEndian: true, out _);
        token[16] = (byte)purpose;
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(17), (time.GetUtcNow() + lifetime).ToUnixTimeSeconds());
        (await SignAsync(token, person!, cancellationToken)).CopyTo(token.AsSpan(Named));

        return new($"{server.FrontendUrl}/{page}#token={Prefix}{Base64Url.EncodeToString(token)}");
    }

    public async Task<Guid?> ReadAsync(MailPurpose purpose, Secret token, CancellationToken cancellationToken)
    {
        if (
            Decode(token.Reveal()) is not { } bytes
            || bytes[16] != (byte)purpose
            || BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(17)) <= time.GetUtcNow().ToUnixTimeSeconds()
        )
        {
            return null;
        }

        var personId = new Guid(bytes.AsSpan(0, 16), bigEndian: true);
        var person = await context.Set<Person>().FindAsync([personId], cancellationToken);
        var isSpent = person is null || (purpose is MailPurpose.ConfirmEmail && person.EmailConfirmed);

        return
            !isSpent
            && CryptographicOperations.FixedTimeEquals(
                await SignAsync(bytes, person!, cancellationToken),
                bytes.AsSpan(Named)
            )
            ? personId
            : null;
    }

    private async ValueTask<byte[]> SignAsync(byte[] token, Person person, CancellationToken cancellationToken)
    {
        var key = await vault.DeriveAsync("mail-link", cancellationToken);
        var stamp = Encoding.UTF8.GetBytes(person.SecurityStamp ?? "");

        byte[] named = [.. token.AsSpan(0, Named), .. stamp];

        return HMACSHA256.HashData(key, named);
    }

    private static byte[]? Decode(string text)
    {
        var token = new byte[Size];

        return
            text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.Length == Prefix.Length + Base64Url.GetEncodedLength(Size)
            && Base64Url.IsValid(text.AsSpan(Prefix.Length), out var length)
            && length == Size
            && Base64Url.TryDecodeFromChars(text.AsSpan(Prefix.Length), token, out _)
            ? token
            : null;
    }
}
