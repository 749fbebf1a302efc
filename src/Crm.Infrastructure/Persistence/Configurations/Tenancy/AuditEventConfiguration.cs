using Crm.Domain.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Tenancy;

internal sealed class AuditEventConfiguration : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        builder.ToTable("audit_event", "tenancy");
        builder.HasKey(audited => new { audited.TenantId, audited.Id });
        builder.Property(audited => audited.Before).HasColumnType("jsonb");
        builder.Property(audited => audited.After).HasColumnType("jsonb");

        // The sealer's: the application may not even name the column in an insert.
        var seq = builder.Property(audited => audited.Seq).Metadata;
        seq.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        seq.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }
}
