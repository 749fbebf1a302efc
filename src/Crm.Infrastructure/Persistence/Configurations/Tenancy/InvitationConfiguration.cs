using Crm.Domain.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Tenancy;

internal sealed class InvitationConfiguration : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("invitation", "tenancy");
        builder.HasKey(invitation => new { invitation.TenantId, invitation.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(invitation => invitation.TenantId);
        builder.Property(invitation => invitation.Role).HasConversion<EnumTextConverter<Role>>();
    }
}
