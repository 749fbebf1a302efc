using Crm.Domain.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Tenancy;

internal sealed class SubscriptionConfiguration : IEntityTypeConfiguration<Subscription>
{
    public void Configure(EntityTypeBuilder<Subscription> builder)
    {
        builder.ToTable("subscription", "tenancy");
        builder.HasKey(subscription => subscription.TenantId);
        builder.HasOne<Tenant>().WithOne().HasForeignKey<Subscription>(subscription => subscription.TenantId);
        builder.Property(subscription => subscription.Status).HasConversion<EnumTextConverter<SubscriptionStatus>>();
    }
}
