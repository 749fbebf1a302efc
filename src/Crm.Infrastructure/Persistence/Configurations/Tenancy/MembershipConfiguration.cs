using Crm.Domain.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Tenancy;

internal sealed class MembershipConfiguration : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("membership", "tenancy");
        builder.HasKey(membership => new { membership.TenantId, membership.PersonId });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(membership => membership.TenantId);
        builder.Property(membership => membership.Role).HasConversion<EnumTextConverter<Role>>();
    }
}
