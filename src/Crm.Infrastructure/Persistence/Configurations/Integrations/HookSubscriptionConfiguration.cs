using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Integrations;

internal sealed class HookSubscriptionConfiguration : IEntityTypeConfiguration<HookSubscription>
{
    public void Configure(EntityTypeBuilder<HookSubscription> builder)
    {
        builder.ToTable("hook_subscription", "integrations");
        builder.HasKey(row => new
        {
            row.TenantId,
            row.AccountId,
            row.ExternalId,
        });
    }
}
