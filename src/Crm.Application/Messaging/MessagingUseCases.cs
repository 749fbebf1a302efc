using Crm.Application.Leads.Contracts;
using Crm.Application.Messaging.Receiving;
using Crm.Application.Messaging.Sending;
using Crm.Application.Messaging.Templates;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Application.Messaging;

internal static class MessagingUseCases
{
    public static void AddMessaging(this IServiceCollection services)
    {
        services.AddScoped<ContactBook>();
        services.AddScoped<IncomingMessages>();
        services.AddScoped<ILeadMessages, LeadMessages>();
        services.AddScoped<MessageCall>();
        services.AddScoped<MessageCharges>();
        services.AddScoped<MessageGuard>();
        services.AddScoped<MessageIntent>();
        services.AddScoped<MessageOutcomes>();
        services.AddScoped<MessageQueue>();
        services.AddScoped<MessagingAccounts>();
        services.AddScoped<OptOuts>();
        services.AddScoped<Recipients>();
        services.AddScoped<StatusEffects>();
        services.AddScoped<TemplateBook>();
        services.AddScoped<ToldStatuses>();
    }
}
