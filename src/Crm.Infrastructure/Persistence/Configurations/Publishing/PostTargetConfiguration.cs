using Crm.Domain.Publishing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Publishing;

internal sealed class PostTargetConfiguration : IEntityTypeConfiguration<PostTarget>
{
    public void Configure(EntityTypeBuilder<PostTarget> builder)
    {
        builder
            .ToTable("post_target", "publishing")
            .HasKey(target => new
            {
                target.TenantId,
                target.PostId,
                target.AccountId,
            });
        builder.Property(target => target.Status).HasConversion(new EnumTextConverter<TargetStatus>());
        builder.Ignore(target => target.Events);
    }
}
