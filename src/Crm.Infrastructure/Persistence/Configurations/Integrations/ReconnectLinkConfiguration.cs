using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Integrations;

internal sealed class ReconnectLinkConfiguration : IEntityTypeConfiguration<ReconnectLink>
{
    public void Configure(EntityTypeBuilder<ReconnectLink> builder)
    {
        builder.ToTable("reconnect_link", "integrations");
        // The hash is in the key, so that a link that was replaced is another row, and its use meets nothing to delete.
        builder.HasKey(link => new { link.TenantId, link.SecretHash });
    }
}
