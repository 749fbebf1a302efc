using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Crm.Infrastructure.Jobs;

internal static class JobServices
{
    private const string SchedulerName = "crm";
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Longer than the silences of all that a server waited for the lock with when it stood still: they get it one after the
    /// other, and each has to be ended. A server that gives up before then does not start.
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    public static IServiceCollection AddJobs(
        this IServiceCollection services,
        ServerOptions server,
        DatabaseUrls database
    )
    {
        services.AddSingleton<AccountSweep>();
        services.AddSingleton<ProofSweep>();
        services.AddSingleton<ProfileSweep>();
        services.AddSingleton<PullSweep>();
        services.AddSingleton<CountSweep>();
        services.AddSingleton<NoticeSweep>();
        if (!server.RunsWorkers)
        {
            return services;
        }

        services.AddQuartz(
            SchedulerName,
            quartz =>
            {
                quartz.ConfigureScheduler(options =>
                {
                    options.GenerateInstanceId = true;
                    // How long a node with nothing to fire waits before it looks what another one left (30 s otherwise).
                    options.IdleWaitTime = JobSchedule.CheckIn;
                });
                // Quartz fires by real time, so that a turned clock neither floods nor starves it; what is due is asked of our own.
                // Only a named scheduler keeps this clock to itself: an unnamed one would put it into the container, for everybody.
                quartz.UseTimeProvider(TimeProvider.System);
                quartz.UsePersistentStore(store =>
                {
                    // The lock that every scheduler waits for must not stand still with the server that holds it.
                    store.UsePostgres(database.DirectEndingAfter(LongestSilence));
                    store.ConfigureStore(options =>
                    {
                        options.TablePrefix = "quartz.qrtz_";
                        options.CommandTimeout = LongestWait;
                    });
                    store.UseClustering(options =>
                    {
                        options.CheckinInterval = JobSchedule.CheckIn;
                        options.CheckinMisfireThreshold = JobSchedule.CheckIn;
                    });
                    store.UseSystemTextJsonSerializer();
                });
                quartz.AddJobListener<JobRuns>();
                JobSchedule.AddJobs(quartz);
            }
        );

        return services.AddQuartzHostedService(SchedulerName, options => options.WaitForJobsToComplete = true);
    }
}
