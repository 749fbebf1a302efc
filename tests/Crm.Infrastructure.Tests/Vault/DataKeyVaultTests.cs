using System.Security.Cryptography;
using Crm.Domain.Common;
using Crm.Infrastructure.Vault;
using Crm.TestKit;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Vault;

public sealed class DataKeyVaultTests : IAsyncLifetime
{
    private const string OtherKey = "b3RoZXIta2V5LW9mLXRoaXJ0eS10d28tYnl0ZXMtISE";

    private static readonly SecretName Name = new(TenantId.New(), Guid.CreateVersion7(), "access_token");
    private static readonly Secret Token = new("act.şifre-كلمة");

    private TestDatabase database = null!;
    private NpgsqlDataSource source = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        source = NpgsqlDataSource.Create(database.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await source.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task What_one_server_seals_another_opens()
    {
        var box = await Vault(TestServer.EncryptionKey).SealAsync(Name, Token, CancellationToken.None);

        (await Vault(TestServer.EncryptionKey).OpenAsync(Name, box, CancellationToken.None))
            .Reveal()
            .ShouldBe(Token.Reveal());
    }

    [Fact]
    public async Task A_ciphertext_moved_to_another_tenant_row_or_field_does_not_open()
    {
        var vault = Vault(TestServer.EncryptionKey);
        var box = await vault.SealAsync(Name, Token, CancellationToken.None);
        SecretName[] elsewhere =
        [
            Name with
            {
                TenantId = TenantId.New(),
            },
            Name with
            {
                OwnerId = Guid.CreateVersion7(),
            },
            Name with
            {
                Field = "refresh_token",
            },
        ];

        foreach (var name in elsewhere)
        {
            await Should.ThrowAsync<CryptographicException>(async () =>
                await vault.OpenAsync(name, box, CancellationToken.None)
            );
        }
    }

    [Fact]
    public async Task A_changed_bit_anywhere_does_not_open()
    {
        var vault = Vault(TestServer.EncryptionKey);
        var box = (await vault.SealAsync(Name, Token, CancellationToken.None)).Bytes.ToArray();

        for (var at = 0; at < box.Length; at++)
        {
            var altered = (byte[])box.Clone();
            altered[at] ^= 1;
            await Should.ThrowAsync<CryptographicException>(async () =>
                await vault.OpenAsync(Name, new SealedSecret(altered), CancellationToken.None)
            );
        }
    }

    [Fact]
    public async Task A_new_key_in_front_leaves_the_old_secrets_readable()
    {
        var box = await Vault(TestServer.EncryptionKey).SealAsync(Name, Token, CancellationToken.None);

        (await Vault($"{OtherKey},{TestServer.EncryptionKey}").OpenAsync(Name, box, CancellationToken.None))
            .Reveal()
            .ShouldBe(Token.Reveal());
    }

    [Fact]
    public async Task Servers_that_meet_a_new_tenant_at_once_agree_on_one_data_key()
    {
        var boxes = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(async _ => await Vault(TestServer.EncryptionKey).SealAsync(Name, Token, CancellationToken.None))
        );

        var vault = Vault(TestServer.EncryptionKey);
        foreach (var box in boxes)
        {
            (await vault.OpenAsync(Name, box, CancellationToken.None)).Reveal().ShouldBe(Token.Reveal());
        }
    }

    [Fact]
    public async Task A_start_with_another_key_than_the_database_knows_is_refused()
    {
        await KeyCheck.RunAsync(source, Keys(TestServer.EncryptionKey), TimeProvider.System, CancellationToken.None);

        var refused = await Should.ThrowAsync<StartupException>(() =>
            KeyCheck.RunAsync(source, Keys(OtherKey), TimeProvider.System, CancellationToken.None)
        );
        refused.Message.ShouldContain(Keys(TestServer.EncryptionKey).CurrentFingerprint);
        await KeyCheck.RunAsync(
            source,
            Keys($"{OtherKey},{TestServer.EncryptionKey}"),
            TimeProvider.System,
            CancellationToken.None
        );
    }

    private static EncryptionKeys Keys(string setting) => EncryptionKeys.Parse(setting);

    private DataKeyVault Vault(string setting) =>
        new DataKeyVault(new DataKeys(source, Keys(setting), TimeProvider.System));
}
