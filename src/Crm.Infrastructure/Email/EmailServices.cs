using Crm.Application.Common;
using Crm.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Email;

internal static class EmailServices
{
    public static IServiceCollection AddEmail(this IServiceCollection services, ServerOptions server)
    {
        services.AddSingleton(provider => MailSettings.Read(provider.GetRequiredService<IConfiguration>(), server));
        services.AddScoped<IMailQueue, MailQueue>();
        services.AddSingleton<MailLeases>();
        services.AddSingleton<MailInterceptor>();
        services.AddSingleton<IMailTransport>(provider =>
        {
            var settings = provider.GetRequiredService<MailSettings>();
            var time = provider.GetRequiredService<TimeProvider>();

            return settings.Server is { } smtp
                ? new SmtpTransport(smtp, settings)
                : new FolderTransport(Path.Combine(server.DataDirectory, "mail"), settings, time);
        });
        if (server.RunsWorkers)
        {
            services.AddHostedService<MailWorker>();
        }

        return services;
    }
}
