using Crm.Domain.Publishing;
using Crm.Domain.Publishing.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Publishing;

internal sealed class PostMediaUseConfiguration : IEntityTypeConfiguration<PostMediaUse>
{
    public void Configure(EntityTypeBuilder<PostMediaUse> builder)
    {
        builder
            .ToTable("post_media", "publishing")
            .HasKey(use => new
            {
                use.TenantId,
                use.PostId,
                use.MediaId,
            });
        builder
            .HasOne<MediaFile>()
            .WithMany()
            .HasForeignKey(use => new { use.TenantId, use.MediaId })
            .OnDelete(DeleteBehavior.Restrict);
    }
}
