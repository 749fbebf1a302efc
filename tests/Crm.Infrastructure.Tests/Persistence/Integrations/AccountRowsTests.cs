using Crm.Application.Common;
using Crm.Application.Integrations;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Crm.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Persistence.Integrations;

public sealed class AccountRowsTests
{
    private static readonly SealedSecret Sealed = new(new byte[] { 1, 2, 3 });

    [Fact]
    public async Task What_belongs_to_an_account_is_read_back_as_it_was_saved()
    {
        await using var server = await TestServer.StartAsync();
        var tenant = TenantId.New();
        var now = server.Clock.GetUtcNow();
        var account = Account.Create(tenant, Guid.CreateVersion7(), "tiktok", "Shop", [7], Sealed, now);
        account.Connect(new("open-1", "Shop", null, null, ["a", "b"], IsExclusive: true), now);

        await InScopeAsync(
            server,
            tenant,
            async db =>
            {
                db.Accounts.Add(account);
                await db.SaveChangesAsync(CancellationToken.None);

                var grant = TokenGrant.Create(tenant, account.Id, "tiktok");
                grant.Replace(Sealed, Sealed, now.AddHours(2), now.AddDays(180), now.AddHours(1), null, now);
                var profile = Profile.Create(account);
                profile.Replace(null, "bio", true, 1, 2, 3, 4, now);
                db.TokenGrants.Add(grant);
                db.Profiles.Add(profile);
                var day = ProfileDay.Create(account, new DateOnly(2026, 11, 22));
                day.Replace(profile);
                db.ProfileDays.Add(day);
                db.ProvenIds.Add(ProvenId.Create(account, "open-1", now));
                db.Credentials.Add(Credential.Create(account, "apiKey", Sealed, "1234", now));
                db.OAuthStates.Add(
                    OAuthState.Create(account, Guid.CreateVersion7(), [1], [2], null, "u", ["s"], null, null, now)
                );
                db.LogEntries.Add(
                    IntegrationLogEntry.Create(tenant, account.Id, IntegrationLogEntry.Outbound, "sync", "ok", now)
                );
                await db.SaveChangesAsync(CancellationToken.None);
            }
        );

        await InScopeAsync(
            server,
            tenant,
            async db =>
            {
                var read = await db.Accounts.SingleAsync();
                read.Status.ShouldBe(AccountStatus.Connected);
                read.Scopes.ShouldBe(["a", "b"]);
                read.ExclusiveKey.ShouldBe("tiktok:open-1");
                (await db.TokenGrants.SingleAsync()).Version.ShouldBe(1);
                (await db.Profiles.SingleAsync()).LikesCount.ShouldBe(3);
                (await db.ProfileDays.SingleAsync()).FollowerCount.ShouldBe(1);
                (await db.ProvenIds.SingleAsync()).ExternalId.ShouldBe("open-1");
                (await db.Credentials.SingleAsync()).Hint.ShouldBe("1234");
                (await db.OAuthStates.SingleAsync()).RequestedScopes.ShouldBe(["s"]);
                (await db.LogEntries.SingleAsync()).Action.ShouldBe("sync");
            }
        );
    }

    private static async Task InScopeAsync(TestServer server, TenantId tenant, Func<IIntegrationsDb, Task> act)
    {
        await using var scope = server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(tenant);
        await act(scope.ServiceProvider.GetRequiredService<IIntegrationsDb>());
    }
}
