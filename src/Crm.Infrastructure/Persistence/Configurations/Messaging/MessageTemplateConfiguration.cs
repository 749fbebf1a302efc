using Crm.Domain.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Messaging;

internal sealed class MessageTemplateConfiguration : IEntityTypeConfiguration<MessageTemplate>
{
    public void Configure(EntityTypeBuilder<MessageTemplate> builder)
    {
        builder.ToTable("message_template", "messaging").HasKey(template => new { template.TenantId, template.Id });
        builder.Property(template => template.Id).ValueGeneratedNever();
        builder
            .Property(template => template.Slots)
            .HasConversion(
                new JsonColumn<IReadOnlyList<TemplateSlot>>(),
                new ValueComparer<IReadOnlyList<TemplateSlot>>(
                    (left, right) => ReferenceEquals(left, right),
                    slots => slots.Count
                )
            )
            .HasColumnType("jsonb");
        builder.Ignore(template => template.IsApproved);
    }
}

internal sealed class TemplateSyncConfiguration : IEntityTypeConfiguration<TemplateSync>
{
    public void Configure(EntityTypeBuilder<TemplateSync> builder) =>
        builder.ToTable("template_sync", "messaging").HasKey(sync => new { sync.TenantId, sync.AccountId });
}

internal sealed class MessagePriceConfiguration : IEntityTypeConfiguration<MessagePrice>
{
    public void Configure(EntityTypeBuilder<MessagePrice> builder)
    {
        builder.ToTable("message_price", "messaging").HasKey(price => new { price.TenantId, price.Category });
        builder.Property(price => price.Amount).HasColumnType("numeric(18,4)");
    }
}
