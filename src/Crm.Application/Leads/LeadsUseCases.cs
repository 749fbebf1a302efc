using Crm.Application.Leads.Consents;
using Crm.Application.Leads.Contracts;
using Crm.Application.Leads.Forms;
using Crm.Application.Leads.Proof;
using Crm.Application.Leads.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Application.Leads;

internal static class LeadsUseCases
{
    public static void AddLeadUseCases(this IServiceCollection services)
    {
        services.AddScoped<LeadInput>();
        services.AddScoped<LeadDesk>();
        services.AddScoped<ConsentNews>();
        services.AddScoped<IConsentLedger, ConsentLedger>();
        services.AddScoped<ILeadContacts, LeadContacts>();
        services.AddScoped<MappingRerun>();
        services.AddScoped<DayProof>();
    }
}
