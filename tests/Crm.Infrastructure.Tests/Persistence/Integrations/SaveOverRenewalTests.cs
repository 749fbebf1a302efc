using Crm.Application.Common;
using Crm.Application.Integrations;
using Crm.Application.Integrations.Accounts;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Crm.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Persistence.Integrations;

public sealed class SaveOverRenewalTests
{
    private static readonly SealedSecret Old = new(new byte[] { 1, 2, 3 });
    private static readonly SealedSecret New = new(new byte[] { 4, 5, 6 });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Consent_that_overtakes_a_disconnect_is_stored_whole(bool wasConnected)
    {
        await using var server = await TestServer.StartAsync();
        var tenant = TenantId.New();
        var now = server.Clock.GetUtcNow();
        await using var setup = InScope(server, tenant);
        await AddAsync(Db(setup), tenant, now, wasConnected);

        await using var returning = InScope(server, tenant);
        var (account, grant, proven) = await ReadAsync(Db(returning));
        await using (var leaving = InScope(server, tenant))
        {
            await DisconnectAsync(Db(leaving), now);
        }

        account.Connect(new("open-1", null, null, null, ["a"]), now.AddSeconds(1));
        grant.Replace(New, New, null, null, now.AddHours(1), null, now.AddSeconds(1));
        proven.ProveAgain(now.AddSeconds(1));
        await Db(returning).SaveOverRenewalAsync(CancellationToken.None);

        await using var after = InScope(server, tenant);
        var stored = await ReadAsync(Db(after));
        (stored.Account.Status, stored.Account.StatusReason).ShouldBe((AccountStatus.Connected, null));
        stored.Account.Scopes.ShouldBe(["a"]);
        stored.Account.ConnectedAt.ShouldNotBeNull();
        stored.Grant.SealedRefreshToken!.Bytes.ToArray().ShouldBe([4, 5, 6]);
        stored.Proven.ExternalId.ShouldBe("open-1");
    }

    [Fact]
    public async Task Rows_that_two_add_at_once_are_those_of_the_later()
    {
        await using var server = await TestServer.StartAsync();
        var tenant = TenantId.New();
        var now = server.Clock.GetUtcNow();
        await using var setup = InScope(server, tenant);
        var account = Account.Create(tenant, Guid.CreateVersion7(), "tiktok", "Shop", [7], Old, now);
        Db(setup).Accounts.Add(account);
        await Db(setup).SaveChangesAsync(CancellationToken.None);

        await using var later = InScope(server, tenant);
        AddRows(Db(later), account, New, now.AddSeconds(1));
        await using (var earlier = InScope(server, tenant))
        {
            AddRows(Db(earlier), account, Old, now);
            await Db(earlier).SaveChangesAsync(CancellationToken.None);
        }

        await Db(later).SaveOverTwinsAsync(CancellationToken.None);

        await using var after = InScope(server, tenant);
        var grant = await Db(after).TokenGrants.SingleAsync();
        (grant.Version, grant.SealedAccessToken.Bytes.ToArray()[0]).ShouldBe((2, (byte)4));
        (await Db(after).ProvenIds.SingleAsync()).ProvenAt.ShouldBe(now.AddSeconds(1));
        (await Db(after).Profiles.SingleAsync()).SyncedAt.ShouldBe(now.AddSeconds(1));
    }

    private static void AddRows(IIntegrationsDb db, Account account, SealedSecret pair, DateTimeOffset now)
    {
        var grant = TokenGrant.Create(account.TenantId, account.Id, "tiktok");
        grant.Replace(pair, pair, null, null, now.AddHours(1), null, now);
        var profile = Profile.Create(account);
        profile.Replace(null, null, null, null, null, null, null, now);
        db.TokenGrants.Add(grant);
        db.ProvenIds.Add(ProvenId.Create(account, "open-1", now));
        db.Profiles.Add(profile);
    }

    private static async Task AddAsync(IIntegrationsDb db, TenantId tenant, DateTimeOffset now, bool isConnected)
    {
        var account = Account.Create(tenant, Guid.CreateVersion7(), "tiktok", "Shop", [7], Old, now);
        account.Connect(new("open-1", null, null, null, ["a"]), now);
        if (!isConnected)
        {
            account.RequireReauthentication(ReauthReasons.RefreshTokenRefused, now);
        }

        db.Accounts.Add(account);
        await db.SaveChangesAsync(CancellationToken.None);
        var grant = TokenGrant.Create(tenant, account.Id, "tiktok");
        grant.Replace(Old, Old, null, null, now.AddHours(1), null, now);
        db.TokenGrants.Add(grant);
        db.ProvenIds.Add(ProvenId.Create(account, "open-1", now));
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private static async Task DisconnectAsync(IIntegrationsDb db, DateTimeOffset now)
    {
        var (account, grant, proven) = await ReadAsync(db);
        account.Disconnect("disconnected_here", now);
        db.TokenGrants.Remove(grant);
        db.ProvenIds.Remove(proven);
        await db.SaveOverRenewalAsync(CancellationToken.None);
    }

    private static async Task<(Account Account, TokenGrant Grant, ProvenId Proven)> ReadAsync(IIntegrationsDb db) =>
        (await db.Accounts.SingleAsync(), await db.TokenGrants.SingleAsync(), await db.ProvenIds.SingleAsync());

    private static AsyncServiceScope InScope(TestServer server, TenantId tenant)
    {
        var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(tenant);

        return scope;
    }

    private static IIntegrationsDb Db(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<IIntegrationsDb>();
}
