using Crm.Application.Common;
using Crm.Application.Common.Phones;
using Crm.Application.Leads;
using Crm.Application.Leads.Forms;
using Crm.Application.Leads.Pipelines;
using Crm.Application.Leads.Proof;
using Crm.Application.Leads.Reports;
using Crm.Infrastructure.Leads.Forms;
using Crm.Infrastructure.Leads.Phones;
using Crm.Infrastructure.Leads.Reports;
using Crm.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Leads;

internal static class LeadsServices
{
    public static IServiceCollection AddLeads(this IServiceCollection services)
    {
        services.AddScoped<ILeadsDb>(provider => provider.GetRequiredService<CrmDbContext>());
        services.AddSingleton<LeadAdditions>();
        services.AddSingleton<Tombstones>();
        services.AddScoped<ILeadStore, LeadStore>();
        services.AddSingleton<KeptAnswers>();
        services.AddScoped<ILeadReferences, LeadReferences>();
        services.AddSingleton<LeadPurge>();
        services.AddScoped<ILeadReport, LeadReport>();
        services.AddScoped<ILeadFile, LeadCsv>();
        services.AddScoped<IPipelineTurns, PipelineTurns>();
        services.AddSingleton<LeadCursor>();
        services.AddScoped<ILeadList, LeadList>();
        services.AddSingleton<IPhoneNumbers, PhoneNumbers>();
        services.AddScoped<ILocalPhones, LocalPhones>();
        services.AddScoped<IErasure, Erasure>();
        services.AddScoped<IFormBook, FormBook>();
        services.AddScoped<ILeadFeed, LeadFeed>();
        services.AddScoped<ILeadDays, LeadDays>();

        return services;
    }
}
