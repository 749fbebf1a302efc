using Crm.Application.Leads;
using Crm.Domain.Leads;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Crm.Infrastructure.Persistence.Configurations.Leads;

internal sealed class LeadConfiguration : IEntityTypeConfiguration<Lead>
{
    public void Configure(EntityTypeBuilder<Lead> builder)
    {
        builder.ToTable("lead", "leads").HasKey(lead => new { lead.TenantId, lead.Id });
        builder.Property(lead => lead.Id).ValueGeneratedNever();
        builder.Property(lead => lead.CustomFields).HasColumnType("jsonb");
        builder.Property(lead => lead.FirstTouch).HasConversion(new JsonColumn<Touch?>()).HasColumnType("jsonb");
        builder.Property(lead => lead.LastTouch).HasConversion(new JsonColumn<Touch?>()).HasColumnType("jsonb");
        builder.Property(lead => lead.Version).IsConcurrencyToken();
        builder.Ignore(lead => lead.Events);
        builder.HasQueryFilter(DeletedLeads.Filter, lead => lead.DeletedAt == null);
    }
}
