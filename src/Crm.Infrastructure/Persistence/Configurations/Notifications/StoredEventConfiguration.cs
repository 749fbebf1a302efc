using Crm.Infrastructure.Outbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Notifications;

internal sealed class StoredEventConfiguration : IEntityTypeConfiguration<StoredEvent>
{
    public void Configure(EntityTypeBuilder<StoredEvent> builder)
    {
        // The table's own key also holds the transaction, which only the database knows: it fills that column itself.
        builder.ToTable("event", "notifications").HasKey(stored => new { stored.TenantId, stored.Id });
        builder.Property(stored => stored.Payload).HasColumnType("jsonb");
    }
}
