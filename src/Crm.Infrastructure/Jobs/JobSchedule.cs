using Crm.Infrastructure.Leads;
using Crm.Infrastructure.Messaging;
using Quartz;

namespace Crm.Infrastructure.Jobs;

/// <summary>The only page with times.</summary>
internal static class JobSchedule
{
    /// <summary>How often a node says that it lives; another takes its work over soon after it falls silent.</summary>
    public static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(2);

    public static void AddJobs(IQuartzBuilder quartz)
    {
        Every<RefreshDueTokensJob>(quartz, TimeSpan.FromSeconds(2));
        Every<TellAdministratorsJob>(quartz, TimeSpan.FromMinutes(1));
        Every<DeleteEarlyStatusesJob>(quartz, TimeSpan.FromMinutes(5));
        Every<DeleteOldEventsJob>(quartz, TimeSpan.FromHours(1));
        Every<DeleteOldAnswersJob>(quartz, TimeSpan.FromHours(1));
        Every<DeleteExpiredAccessLogJob>(quartz, TimeSpan.FromHours(1));
        Every<DeleteUnusedMediaJob>(quartz, TimeSpan.FromHours(1));
        Every<ProveIdsAgainJob>(quartz, TimeSpan.FromHours(1));
        Every<PurgeLeadsJob>(quartz, TimeSpan.FromHours(1));
        Every<PullLeadsJob>(quartz, TimeSpan.FromHours(1));
        Every<CountPostsJob>(quartz, TimeSpan.FromHours(1));
        Every<SyncProfilesJob>(quartz, TimeSpan.FromHours(1));
        Every<SyncTemplatesJob>(quartz, TimeSpan.FromHours(1));
        Every<TendSigningKeysJob>(quartz, TimeSpan.FromHours(1));
    }

    private static void Every<TJob>(IQuartzBuilder quartz, TimeSpan interval)
        where TJob : class, IJob
    {
        quartz.ScheduleJob<TJob>(
            trigger =>
                trigger
                    .WithIdentity(typeof(TJob).Name)
                    .WithSimpleSchedule(schedule => schedule.WithInterval(interval).RepeatForever()),
            job => job.WithIdentity(typeof(TJob).Name)
        );
    }
}
