using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Crm.Infrastructure.Jobs;

internal static class JobServices
{
    public static IServiceCollection AddJobs(
        this IServiceCollection services,
        ServerOptions server,
        DatabaseUrls database
    )
    {
        if (!server.RunsWorkers)
        {
            return services;
        }

        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options =>
            {
                options.InstanceName = "crm";
                options.GenerateInstanceId = true;
            });
            // Quartz fires by real time, so that a turned clock neither floods nor starves it; what is due is asked of our own clock.
            quartz.UseTimeProvider(TimeProvider.System);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(database.Direct);
                store.ConfigureStore(options => options.TablePrefix = "quartz.qrtz_");
                store.UseClustering(options =>
                {
                    options.CheckinInterval = JobSchedule.CheckIn;
                    options.CheckinMisfireThreshold = JobSchedule.CheckIn;
                });
                store.UseSystemTextJsonSerializer();
            });
            JobSchedule.AddJobs(quartz);
        });

        return services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }
}
