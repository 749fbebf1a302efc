using Crm.Domain.Publishing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Publishing;

internal sealed class PostCountConfiguration : IEntityTypeConfiguration<PostCount>
{
    public void Configure(EntityTypeBuilder<PostCount> builder)
    {
        builder
            .ToTable("post_count", "publishing")
            .HasKey(count => new
            {
                count.TenantId,
                count.PostId,
                count.AccountId,
                count.Day,
            });
        builder
            .HasOne<PostTarget>()
            .WithMany()
            .HasForeignKey(count => new
            {
                count.TenantId,
                count.PostId,
                count.AccountId,
            });
    }
}
