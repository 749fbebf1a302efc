using Crm.Domain.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Messaging;

internal sealed class MessageConfiguration : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("message", "messaging").HasKey(message => new { message.TenantId, message.Id });
        builder.Property(message => message.Id).ValueGeneratedNever();
        builder
            .HasOne<Conversation>()
            .WithMany()
            .HasForeignKey(message => new { message.TenantId, message.ConversationId });
        builder.Property(message => message.Direction).HasConversion(new EnumTextConverter<MessageDirection>());
        builder.Property(message => message.Status).HasConversion(new EnumTextConverter<MessageStatus>());
        builder.Property(message => message.Charge).HasConversion(new EnumTextConverter<MessageCharge>());
        builder
            .Property(message => message.Content)
            .HasConversion(new JsonColumn<MessageContent>())
            .HasColumnType("jsonb");
        builder
            .Property(message => message.Fault)
            .HasConversion(new JsonColumn<MessageFault?>())
            .HasColumnType("jsonb");
        builder.Property(message => message.Price).HasColumnType("numeric(18,4)");
        builder.Ignore(message => message.Events);
        builder.Ignore(message => message.Reference);
        builder.Ignore(message => message.ChargeReference);
        builder.Ignore(message => message.NextChargeReference);
        builder.Ignore(message => message.IsOwedAgain);
    }
}

internal sealed class MessageAttemptConfiguration : IEntityTypeConfiguration<MessageAttempt>
{
    public void Configure(EntityTypeBuilder<MessageAttempt> builder)
    {
        builder
            .ToTable("message_attempt", "messaging")
            .HasKey(attempt => new
            {
                attempt.TenantId,
                attempt.MessageId,
                attempt.Number,
            });
        builder.Property(attempt => attempt.Number).ValueGeneratedNever();
        builder.HasOne<Message>().WithMany().HasForeignKey(attempt => new { attempt.TenantId, attempt.MessageId });
        builder.Property(attempt => attempt.Outcome).HasConversion(new EnumTextConverter<AttemptOutcome>());
        builder
            .Property(attempt => attempt.Fault)
            .HasConversion(new JsonColumn<MessageFault?>())
            .HasColumnType("jsonb");
    }
}

internal sealed class EarlyStatusConfiguration : IEntityTypeConfiguration<EarlyStatus>
{
    public void Configure(EntityTypeBuilder<EarlyStatus> builder)
    {
        builder
            .ToTable("early_status", "messaging")
            .HasKey(status => new
            {
                status.TenantId,
                status.AccountId,
                status.ExternalId,
                status.Step,
            });
        builder.Property(status => status.Step).HasConversion(new EnumTextConverter<MessageStep>());
        builder.Property(status => status.Fault).HasConversion(new JsonColumn<MessageFault?>()).HasColumnType("jsonb");
    }
}
