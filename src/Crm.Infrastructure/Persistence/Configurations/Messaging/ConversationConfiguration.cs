using Crm.Domain.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Messaging;

internal sealed class ConversationConfiguration : IEntityTypeConfiguration<Conversation>
{
    public void Configure(EntityTypeBuilder<Conversation> builder)
    {
        builder
            .ToTable("conversation", "messaging")
            .HasKey(conversation => new { conversation.TenantId, conversation.Id });
        builder.Property(conversation => conversation.Id).ValueGeneratedNever();
        builder.Ignore(conversation => conversation.IsOptedOut);
        builder.Ignore(conversation => conversation.Phones);
    }
}
