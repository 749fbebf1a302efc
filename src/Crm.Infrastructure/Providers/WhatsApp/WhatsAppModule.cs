using Crm.Application.Integrations.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Providers.WhatsApp;

internal static class WhatsAppModule
{
    public static void AddWhatsApp(this IServiceCollection services)
    {
        services.AddSingleton<WhatsAppNumbers>();
        services.AddSingleton<WhatsAppTemplates>();
        services.AddSingleton<IProvider, WhatsAppKeys>();
        services.AddSingleton<IProvider, WhatsAppMessages>();
    }
}
