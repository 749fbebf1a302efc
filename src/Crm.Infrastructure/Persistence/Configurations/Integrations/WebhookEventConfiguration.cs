using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Integrations;

internal sealed class WebhookEventConfiguration : IEntityTypeConfiguration<WebhookEvent>
{
    public void Configure(EntityTypeBuilder<WebhookEvent> builder)
    {
        builder.ToTable("webhook_event", "integrations");
        builder.HasKey(happened => new { happened.TenantId, happened.Id });
        builder.Property(happened => happened.Status).IsConcurrencyToken();
        builder.Ignore(happened => happened.BodyName);
    }
}
