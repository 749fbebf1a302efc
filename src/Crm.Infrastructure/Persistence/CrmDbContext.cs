using System.Linq.Expressions;
using Crm.Application.ApiTokens;
using Crm.Application.Common;
using Crm.Application.Identity;
using Crm.Application.Integrations;
using Crm.Application.Leads;
using Crm.Application.Messaging;
using Crm.Application.Publishing;
using Crm.Application.Publishing.Media;
using Crm.Application.Tenancy;
using Crm.Application.Venues;
using Crm.Domain.ApiTokens;
using Crm.Domain.Common;
using Crm.Domain.Identity;
using Crm.Domain.Integrations;
using Crm.Domain.Leads;
using Crm.Domain.Leads.Forms;
using Crm.Domain.Leads.Proof;
using Crm.Domain.Messaging;
using Crm.Domain.Publishing;
using Crm.Domain.Publishing.Media;
using Crm.Domain.Tenancy;
using Crm.Domain.Venues;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Persistence;

internal sealed class CrmDbContext
    : DbContext,
        IIdentityDb,
        ITenancyDb,
        IIntegrationsDb,
        ILeadsDb,
        IVenuesDb,
        IApiTokensDb,
        IMessagingDb,
        IPublishingDb,
        IMediaDb
{
    public const string TenantFilter = "tenant";

    private readonly ITenantContext tenant;
    private readonly ICaller? caller;

    /// <param name="caller">Null where nobody calls: while the database is migrated.</param>
    public CrmDbContext(
        DbContextOptions<CrmDbContext> options,
        ITenantContext tenant,
        ICaller? caller,
        Precondition precondition
    )
        : base(options)
    {
        this.tenant = tenant;
        this.caller = caller;
        Precondition = precondition;
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
    }

    /// <summary>What <c>crm.tenant</c> is set to; empty before a tenant is known, and then no tenant-owned row is visible.</summary>
    public string TenantSetting => tenant.IsSet ? tenant.TenantId.ToString() : "";

    public Precondition Precondition { get; }

    public TenantId CurrentTenant => tenant.TenantId;

    public bool IsLimitedToVenues => caller is { Venues.IsLimited: true };

    public IReadOnlyList<Guid> VenueLimit => caller?.Venues.Only ?? [];

    public DbSet<RefreshFamily> RefreshFamilies => Set<RefreshFamily>();

    public DbSet<SecondFactor> SecondFactors => Set<SecondFactor>();

    public DbSet<Tenant> Tenants => Set<Tenant>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<Subscription> Subscriptions => Set<Subscription>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<Balance> Balances => Set<Balance>();

    public DbSet<BalanceEntry> BalanceEntries => Set<BalanceEntry>();

    public DbSet<Venue> Venues => Set<Venue>();

    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    public DbSet<TokenActivity> TokenActivities => Set<TokenActivity>();

    public DbSet<TokenUsage> TokenUsages => Set<TokenUsage>();
    public DbSet<HotspotUser> HotspotUsers => Set<HotspotUser>();

    public DbSet<GuestConsent> GuestConsents => Set<GuestConsent>();

    public DbSet<DueLead> DueLeads => Set<DueLead>();

    public DbSet<AccessLogEntry> AccessLog => Set<AccessLogEntry>();

    public DbSet<AccessLogDay> AccessLogDays => Set<AccessLogDay>();

    public DbSet<Lead> Leads => Set<Lead>();

    public DbSet<Submission> Submissions => Set<Submission>();

    public DbSet<Form> Forms => Set<Form>();

    public DbSet<FormVersion> FormVersions => Set<FormVersion>();

    public DbSet<Consent> Consents => Set<Consent>();

    public DbSet<Reconciliation> Reconciliations => Set<Reconciliation>();

    public DbSet<Pipeline> Pipelines => Set<Pipeline>();

    public DbSet<HistoryEntry> History => Set<HistoryEntry>();

    public DbSet<Post> Posts => Set<Post>();

    public DbSet<PostTarget> PostTargets => Set<PostTarget>();

    public DbSet<PostAttempt> PostAttempts => Set<PostAttempt>();

    public DbSet<PostCount> PostCounts => Set<PostCount>();

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<Credential> Credentials => Set<Credential>();

    public DbSet<TokenGrant> TokenGrants => Set<TokenGrant>();

    public DbSet<OAuthState> OAuthStates => Set<OAuthState>();

    public DbSet<ProvenId> ProvenIds => Set<ProvenId>();

    public DbSet<HookSubscription> HookSubscriptions => Set<HookSubscription>();

    public DbSet<Profile> Profiles => Set<Profile>();

    public DbSet<ProfileDay> ProfileDays => Set<ProfileDay>();

    public DbSet<IntegrationLogEntry> LogEntries => Set<IntegrationLogEntry>();

    public DbSet<AccountNotice> AccountNotices => Set<AccountNotice>();

    public DbSet<ReconnectLink> ReconnectLinks => Set<ReconnectLink>();

    public DbSet<FormerKey> FormerKeys => Set<FormerKey>();

    public DbSet<WebhookEvent> WebhookEvents => Set<WebhookEvent>();

    public DbSet<Conversation> Conversations => Set<Conversation>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<MessageAttempt> MessageAttempts => Set<MessageAttempt>();

    public DbSet<EarlyStatus> EarlyStatuses => Set<EarlyStatus>();

    public DbSet<MessageTemplate> MessageTemplates => Set<MessageTemplate>();

    public DbSet<TemplateSync> TemplateSyncs => Set<TemplateSync>();

    public DbSet<MessagePrice> MessagePrices => Set<MessagePrice>();

    public DbSet<MediaFile> MediaFiles => Set<MediaFile>();

    public async Task TogetherAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await using var transaction = await JoinedTransaction.BeginAsync(this, cancellationToken);
        await work();
        await transaction.CommitAsync(cancellationToken);
    }

    public void Forget() => ChangeTracker.Clear();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<TenantId>().HaveConversion<TenantIdConverter>();
        configurationBuilder.Properties<SealedSecret>().HaveConversion<SealedSecretConverter>();
        configurationBuilder.Conventions.Add(_ => new SnakeCaseConvention());
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CrmDbContext).Assembly);

        foreach (var entity in EntitiesThatAre<ITenantOwned>(modelBuilder))
        {
            modelBuilder.Entity(entity).HasQueryFilter(TenantFilter, BelongsToCurrentTenant(entity));
        }

        VenueFilter.AddTo(modelBuilder, this);

        foreach (var entity in EntitiesThatAre<IVersioned>(modelBuilder))
        {
            modelBuilder
                .Entity(entity)
                .Property<uint>(nameof(IVersioned.Version))
                .HasColumnName("xmin")
                .HasColumnType("xid")
                .IsRowVersion();
        }
    }

    public static List<Type> EntitiesThatAre<T>(ModelBuilder modelBuilder) =>
        [
            .. modelBuilder
                .Model.GetEntityTypes()
                .Select(type => type.ClrType)
                .Where(type => type.IsAssignableTo(typeof(T))),
        ];

    private LambdaExpression BelongsToCurrentTenant(Type entity)
    {
        var row = Expression.Parameter(entity, "row");
        var owner = Expression.Property(row, nameof(ITenantOwned.TenantId));
        var current = Expression.Property(Expression.Constant(this), nameof(CurrentTenant));

        return Expression.Lambda(Expression.Equal(owner, current), row);
    }
}
