using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations;

public interface IIntegrationsDb
{
    DbSet<Account> Accounts { get; }
    DbSet<Credential> Credentials { get; }
    DbSet<TokenGrant> TokenGrants { get; }
    DbSet<OAuthState> OAuthStates { get; }
    DbSet<ProvenId> ProvenIds { get; }
    DbSet<HookSubscription> HookSubscriptions { get; }
    DbSet<Profile> Profiles { get; }
    DbSet<ProfileDay> ProfileDays { get; }
    DbSet<IntegrationLogEntry> LogEntries { get; }
    DbSet<AccountNotice> AccountNotices { get; }
    DbSet<ReconnectLink> ReconnectLinks { get; }
    DbSet<FormerKey> FormerKeys { get; }
    DbSet<WebhookEvent> WebhookEvents { get; }

    Task<int> SaveChangesAsync(CancellationToken cancellationToken);

    /// <summary>All that the work stores, or nothing of it; within a transaction that is running already, as a part of that.</summary>
    Task TogetherAsync(Func<Task> work, CancellationToken cancellationToken);

    /// <summary>Drops every row that was read and every change that was not saved: what is read next is as it is stored.</summary>
    void Forget();
}
